import {
  Area,
  AreaChart,
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { EvaluationResult } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import { below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import { SwatchLegend } from '../../components/SwatchLegend.tsx';
import styles from './evaluate.module.css';
import { FigureFiles } from './FigureFiles.tsx';
import { percent, scoreTicks } from './figures.ts';

interface ScorePanelsProps {
  /** Of which the scores are. */
  source: 'search' | 'pairs';
  figures: NonNullable<EvaluationResult['search'] | EvaluationResult['pairs']>['heads'][number];
}

/** How one head's scores spread, and whether its probabilities hold. */
export function ScorePanels({ source, figures }: ScorePanelsProps) {
  return (
    <div className={styles.pair}>
      <Scores {...{ source, figures }} />
      <Calibration {...{ figures }} />
    </div>
  );
}

function Scores({ source, figures: { histogram } }: ScorePanelsProps) {
  const { evaluate: words } = useMessages();
  const { from, step, same, different, threshold } = histogram;
  const rows = rowsOf(histogram);
  const kinds =
    source === 'search' ? (['same', 'different'] as const) : (['pairSame', 'pairDifferent'] as const);
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
      <figure className={chart.chart} aria-label={words.scores}>
        <ResponsiveContainer>
          <AreaChart data={rows} {...{ margin }}>
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
      {threshold === null && different.length > 0 && <p className={styles.note}>{words.noThreshold}</p>}
    </Panel>
  );
}

/** Each kind by itself: there are many times more of different people. */
function rowsOf({ from, step, same, different }: ScorePanelsProps['figures']['histogram']) {
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

function Calibration({ figures: { calibration } }: Pick<ScorePanelsProps, 'figures'>) {
  const { evaluate: words } = useMessages();
  if (calibration === null)
    return (
      <Panel title={words.calibration}>
        <p className={styles.note}>{words.calibrationNone}</p>
      </Panel>
    );
  const rows = calibration.bins.map(({ probability, right }) => ({
    stated: 100 * probability,
    right: 100 * right,
  }));
  const ece = `${percent(calibration.ece.value)} %`;
  const axis = { type: 'number', domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] } as const;
  return (
    <Panel
      title={words.calibration}
      detail={words.calibrationDetail(ece)}
      tools={<FigureFiles title={words.calibration} legend={[]} />}
    >
      <figure className={chart.chart} aria-label={words.calibration}>
        <ResponsiveContainer>
          <LineChart data={rows} {...{ margin }}>
            <CartesianGrid stroke="var(--line)" />
            <XAxis {...axis} dataKey="stated" stroke="var(--quiet)" tickLine={false}>
              <Label value={words.stated} {...below} />
            </XAxis>
            <YAxis
              {...axis}
              stroke="var(--quiet)"
              width={verticalAxisWidth}
              tickLine={false}
              axisLine={false}
            >
              <Label value={words.cameTrue} {...beside} />
            </YAxis>
            <Tooltip
              {...tooltip}
              labelFormatter={(value) => `${words.stated} ${Number(value).toFixed(1)}`}
              formatter={(value) => `${Number(value).toFixed(1)} %`}
            />
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 100, y: 100 },
              ]}
              stroke="var(--quiet)"
              strokeDasharray="4 3"
              label={{ value: words.ideal, position: 'insideBottomRight', fill: 'var(--quiet)' }}
            />
            <Line
              dataKey="right"
              name={words.cameTrue}
              stroke="var(--curve-1)"
              strokeWidth={2}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </figure>
    </Panel>
  );
}
