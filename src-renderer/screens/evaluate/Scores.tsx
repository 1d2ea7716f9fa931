import {
  Area,
  AreaChart,
  CartesianGrid,
  Label,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import {
  below,
  beside,
  margin,
  shareAcross,
  tooltip,
  verticalAxisWidth,
} from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import { SwatchLegend } from '../../components/SwatchLegend.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import { FigureFiles } from './FigureFiles.tsx';
import type { FacesById } from './faces.tsx';
import { scoreTicks } from './figures.ts';
import { OpenBar } from './OpenBar.tsx';
import { type Histogram, openKey } from './opened.ts';

interface ScoresProps {
  /** Of which the scores are. */
  source: 'search' | 'pairs';
  histogram: Histogram;
  faces: FacesById;
  open: string;
  set: SetState;
}

/** How one head's scores spread; a bar opens some of the pairs that it counts. */
export function Scores({ source, histogram, faces, open, set }: ScoresProps) {
  const { evaluate: words } = useMessages();
  const { same, different, threshold } = histogram;
  const kinds =
    source === 'search' ? (['same', 'different'] as const) : (['pairSame', 'pairDifferent'] as const);
  const opened = same.findIndex((_, bin) => open === openKey.bin(source, bin));
  const show = (bin: number) => set({ open: openKey.bin(source, bin) }, { replace: true });
  const legend = [
    { name: words.kinds[kinds[0]], colour: 'var(--curve-1)' },
    { name: words.kinds[kinds[1]], colour: 'var(--curve-2)' },
  ];
  return (
    <Panel
      title={words.scores}
      detail={words.scoresOf[source]}
      tools={<FigureFiles title={words.scores} {...{ legend }} />}
    >
      <SwatchLegend items={legend} opacity={0.6} />
      <ScoresChart {...{ histogram, kinds, opened, show }} />
      <OpenBar {...{ source, histogram, opened, faces, set, show }} />
      {threshold === null && different.length > 0 && <p className={styles.note}>{words.noThreshold}</p>}
    </Panel>
  );
}

interface ScoresChartProps {
  histogram: Histogram;
  kinds: readonly ['same', 'different'] | readonly ['pairSame', 'pairDifferent'];
  /** The bar that is open, by its place; below 0: none is. */
  opened: number;
  show(bin: number): void;
}

/** Both kinds of scores; a click opens the bar below it. */
function ScoresChart({ histogram, kinds, opened, show }: ScoresChartProps) {
  const { evaluate: words } = useMessages();
  const { from, step, same, threshold } = histogram;
  const rows = rowsOf(histogram);
  return (
    <figure className={chart.chart} aria-label={words.scores}>
      <ResponsiveContainer>
        <AreaChart
          data={rows}
          {...{ margin }}
          onClick={(_, { clientX, currentTarget }) => {
            const bin = barAt(clientX, currentTarget.getBoundingClientRect(), same.length);
            if (histogram.samples !== null && bin !== null) show(bin);
          }}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            type="number"
            dataKey="score"
            domain={[from, from + step * same.length]}
            ticks={scoreTicks(from, from + step * same.length)}
            tickFormatter={(value) => Number(value).toFixed(2)}
            stroke="var(--quiet)"
            tickLine={false}
          >
            <Label value={words.score} {...below} />
          </XAxis>
          <YAxis stroke="var(--quiet)" width={verticalAxisWidth} tickLine={false} axisLine={false}>
            <Label value={words.share} {...beside} />
          </YAxis>
          <Tooltip
            {...tooltip}
            labelFormatter={(value) => `${words.score} ${Number(value).toFixed(2)}`}
            formatter={(value) => `${Number(value).toFixed(1)} %`}
          />
          {(['different', 'same'] as const).map((key) => (
            <Area
              key={key}
              dataKey={key}
              name={words.kinds[kinds[key === 'same' ? 0 : 1]]}
              type="step"
              stroke={key === 'same' ? 'var(--curve-1)' : 'var(--curve-2)'}
              fill={key === 'same' ? 'var(--curve-1)' : 'var(--curve-2)'}
              fillOpacity={0.25}
              isAnimationActive={false}
            />
          ))}
          {opened >= 0 && (
            <ReferenceArea
              x1={from + step * opened}
              x2={from + step * (opened + 1)}
              fill="var(--accent)"
              fillOpacity={0.18}
            />
          )}
          {threshold !== null && (
            <ReferenceLine
              x={threshold}
              stroke="var(--text)"
              strokeDasharray="4 3"
              label={{
                value: `${words.threshold} ${threshold.toFixed(2)}`,
                position: 'insideTopLeft',
                fill: 'var(--quiet)',
              }}
            />
          )}
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}

/** The bar under a point of the window; null: it lies beside the bars. */
function barAt(x: number, chart: { left: number; width: number }, bars: number): number | null {
  const share = shareAcross(x, chart);
  return share < 0 || share >= 1 ? null : Math.floor(share * bars);
}

/** Each kind by itself: there are many times more of different people. */
function rowsOf({ from, step, same, different }: Histogram) {
  const total = (counts: readonly number[]) =>
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
  const [ofSame, ofDifferent] = [total(same), total(different)];
  return same.map((count, i) => ({
    score: from + (i + 0.5) * step,
    same: (100 * count) / ofSame,
    different: (100 * (different[i] ?? 0)) / ofDifferent,
  }));
}
