import { memo, useState } from 'react';
import { Bar, BarChart, Label, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Optimum, Spread } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import { below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import { Segments } from '../../components/Segments.tsx';
import { nearestBins, pairBins } from './angle-bins.ts';
import styles from './sphere.module.css';

interface AngleHistogramProps {
  /** Of each centre to its nearest other, degrees. */
  nearest: ArrayLike<number>;
  spread: Pick<Spread, 'histogram' | 'optimum'>;
  /** Whose they are. */
  detail?: string | undefined;
}

/** How many centres have their nearest at which angle, or how many pairs there are; and where the closest would be at best. */
export const AngleHistogram = memo(function AngleHistogram({ nearest, spread, detail }: AngleHistogramProps) {
  const { sphere: words } = useMessages();
  const [of, setOf] = useState<'nearest' | 'pairs'>('nearest');
  const { title, figure, count } = words.histogram[of];
  const marks = marksOf(spread.optimum);
  const angles = marks.map(({ angle }) => angle);
  const bins = of === 'nearest' ? nearestBins(nearest, angles) : pairBins(spread.histogram, angles);
  const rows = bins.map(({ from, to, count }) => ({ middle: (from + to) / 2, from, to, count }));
  const ends = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 180];
  return (
    <Panel
      {...{ title, detail }}
      tools={
        <Segments<'nearest' | 'pairs'>
          bare
          label={words.histogramOf}
          value={of}
          options={[
            ['nearest', words.histogram.nearest.name],
            ['pairs', words.histogram.pairs.name],
          ]}
          onChange={setOf}
        />
      }
    >
      <figure className={`${chart.chart} ${chart.low}`} aria-label={figure}>
        <ResponsiveContainer>
          <BarChart data={rows} {...{ margin }} barCategoryGap={1}>
            <XAxis
              dataKey="middle"
              type="number"
              domain={ends}
              stroke="var(--quiet)"
              tickFormatter={(angle: number) => `${Math.round(10 * angle) / 10}°`}
            >
              <Label value={words.angle} {...below} />
            </XAxis>
            <YAxis stroke="var(--quiet)" width={verticalAxisWidth} allowDecimals={false}>
              <Label value={count} {...beside} />
            </YAxis>
            <Tooltip
              {...tooltip}
              labelFormatter={(_, [bar]) => {
                const bin = bar?.payload as (typeof rows)[number] | undefined;
                return bin ? `${bin.from.toFixed(1)}° – ${bin.to.toFixed(1)}°` : '';
              }}
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
      <p className={styles.marks}>
        {marks.map(({ kind, angle }) => (
          <span key={kind} data-kind={kind}>
            {words.histogram[of].marks[kind]}: {angle.toFixed(2)}°
          </span>
        ))}
      </p>
    </Panel>
  );
});

/** The optimum where one is known, and the bound where it is another angle. */
function marksOf(optimum: Optimum | null): { kind: 'optimum' | 'bound'; angle: number }[] {
  if (optimum === null) return [];
  const { angle, status, bound } = optimum;
  const attained = status === 'bound' ? [] : [{ kind: 'optimum' as const, angle }];
  return status === 'proven' ? attained : [...attained, { kind: 'bound' as const, angle: bound.angle }];
}
