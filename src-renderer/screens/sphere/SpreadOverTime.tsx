import {
  CartesianGrid,
  Label,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import { below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import type { PlacedFrame } from '../../sphere/work/timeline.ts';
import styles from './sphere.module.css';

interface SpreadOverTimeProps {
  runs: readonly { name: string; frames: readonly PlacedFrame[] }[];
  /** Step that is shown. */
  step: number;
  /** Degrees; null if none is known. */
  best: number | null;
}

const colours = ['var(--curve-1)', 'var(--curve-2)'];

/** The smallest angle of each run, step by step, and the mean angle to the nearest. */
export function SpreadOverTime({ runs, step, best }: SpreadOverTimeProps) {
  const { sphere: words, train, story } = useMessages();
  return (
    <Panel title={words.overTime}>
      <figure className={chart.chart} aria-label={words.overTime}>
        <ResponsiveContainer>
          <LineChart {...{ margin }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="step"
              type="number"
              domain={[0, 'dataMax']}
              stroke="var(--quiet)"
              allowDuplicatedCategory={false}
            >
              <Label value={story.step} {...below} />
            </XAxis>
            <YAxis
              stroke="var(--quiet)"
              width={verticalAxisWidth}
              domain={[0, 'auto']}
              tickFormatter={(angle) => `${angle}°`}
            >
              <Label value={words.angle} {...beside} />
            </YAxis>
            <Tooltip
              {...tooltip}
              labelFormatter={(at) => words.step(Number(at))}
              formatter={(value) => `${Number(value).toFixed(2)}°`}
            />
            <Legend verticalAlign="top" wrapperStyle={{ paddingBottom: 8, fontSize: 12 }} />
            {runs.flatMap(({ name, frames }, i) =>
              (['smallest', 'meanNearest'] as const).map((key) => (
                <Line
                  key={`${name} ${key}`}
                  data={rowsOf(frames)}
                  dataKey={key}
                  name={`${runs.length > 1 ? `${name}: ` : ''}${words[key]}`}
                  stroke={colours[i]!}
                  strokeWidth={2}
                  strokeDasharray={key === 'smallest' ? '' : '4 3'}
                  dot={false}
                  isAnimationActive={false}
                />
              )),
            )}
            {best !== null && <ReferenceLine y={best} stroke="var(--good)" strokeDasharray="2 3" />}
            <ReferenceLine x={step} stroke="var(--quiet)" />
          </LineChart>
        </ResponsiveContainer>
      </figure>
      <p className={styles.aside}>
        {train.chartEpoch}: {runs[0]?.frames.findLast((frame) => frame.step <= step)?.epoch ?? 0}
        {best !== null && ` · ${words.histogram.nearest.marks.optimum}: ${best.toFixed(2)}°`}
      </p>
    </Panel>
  );
}

function rowsOf(frames: readonly PlacedFrame[]) {
  return frames.map(({ step, spread }) => ({
    step,
    smallest: spread.smallestAngle,
    meanNearest: spread.meanNearestAngle,
  }));
}
