import { memo, useState } from 'react';
import { Bar, BarChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Optimum, Spread } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { nearestBins, pairBins } from './angle-bins.ts';

interface AngleHistogramProps {
  /** Of each centre to its nearest other, degrees. */
  nearest: ArrayLike<number>;
  spread: Pick<Spread, 'histogram' | 'optimum'>;
}

/** How many centres have their nearest at which angle, or how many pairs there are; and where the closest would be at best. */
export const AngleHistogram = memo(function AngleHistogram({ nearest, spread }: AngleHistogramProps) {
  const { sphere: words } = useMessages();
  const [of, setOf] = useState<'nearest' | 'pairs'>('nearest');
  const { title, figure, count } = words.histogram[of];
  const marks = marksOf(spread.optimum);
  const angles = marks.map(({ angle }) => angle);
  const bins = of === 'nearest' ? nearestBins(nearest, angles) : pairBins(spread.histogram, angles);
  const rows = bins.map(({ from, to, count }) => ({ middle: (from + to) / 2, from, to, count }));
  const ends = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 180];
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <Segments<'nearest' | 'pairs'>
        label={words.histogramOf}
        value={of}
        options={[
          ['nearest', words.histogram.nearest.name],
          ['pairs', words.histogram.pairs.name],
        ]}
        onChange={setOf}
      />
      <figure className="chart samples" aria-label={figure}>
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
            <Bar dataKey="count" name={count} fill="var(--accent)" isAnimationActive={false} />
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
            {words.histogram[of].marks[kind]}: {angle.toFixed(2)}°
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
  const attained = status === 'bound' ? [] : [{ kind: 'optimum' as const, angle }];
  return status === 'proven' ? attained : [...attained, { kind: 'bound' as const, angle: bound.angle }];
}
