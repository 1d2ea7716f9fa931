import { memo } from 'react';
import { Bar, BarChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Optimum } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { nearestBins } from './nearest-bins.ts';

interface NearestHistogramProps {
  /** Of each centre to its nearest other, degrees. */
  angles: ArrayLike<number>;
  optimum: Optimum | null;
}

/** How many centres have their nearest at which angle, and where all would have it at best. */
export const NearestHistogram = memo(function NearestHistogram({ angles, optimum }: NearestHistogramProps) {
  const { sphere: words } = useMessages();
  const marks = marksOf(optimum);
  const bins = nearestBins(
    angles,
    marks.map(({ angle }) => angle),
  );
  const rows = bins.map(({ from, to, count }) => ({ middle: (from + to) / 2, from, to, count }));
  const ends = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 180];
  return (
    <section className="panel" aria-label={words.histogram}>
      <h2>{words.histogram}</h2>
      <figure className="chart samples" aria-label={words.histogramFigure}>
        <ResponsiveContainer>
          <BarChart data={rows} margin={{ top: 5, right: 10, bottom: 0, left: -20 }} barCategoryGap={1}>
            <XAxis
              dataKey="middle"
              type="number"
              domain={ends}
              stroke="var(--quiet)"
              tickFormatter={(angle: number) => `${Math.round(10 * angle) / 10}°`}
            />
            <YAxis stroke="var(--quiet)" allowDecimals={false} />
            <Tooltip
              labelFormatter={(_, [bar]) => {
                const bin = bar?.payload as (typeof rows)[number] | undefined;
                return bin ? `${bin.from.toFixed(1)}° – ${bin.to.toFixed(1)}°` : '';
              }}
              contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)' }}
              cursor={{ fill: 'var(--line)', opacity: 0.4 }}
            />
            <Bar dataKey="count" name={words.count} fill="var(--accent)" isAnimationActive={false} />
            {marks.map(({ kind, angle }) => (
              <ReferenceLine
                key={kind}
                x={angle}
                stroke={kind === 'bound' ? 'var(--quiet)' : 'var(--second)'}
                strokeDasharray={kind === 'bound' ? '4 3' : ''}
                strokeWidth={2}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </figure>
      <p className="marks">
        {marks.map(({ kind, angle }) => (
          <span key={kind} data-kind={kind}>
            {words.marks[kind]}: {angle.toFixed(2)}°
          </span>
        ))}
      </p>
    </section>
  );
});

/** The optimum where one is known, and the bound where it is another angle. */
function marksOf(optimum: Optimum | null): { kind: 'optimum' | 'bound'; angle: number }[] {
  if (optimum === null) return [];
  const { angle, status, bound } = optimum;
  const known = status === 'bound' ? [] : [{ kind: 'optimum' as const, angle }];
  return status === 'proven' ? known : [...known, { kind: 'bound' as const, angle: bound.angle }];
}
