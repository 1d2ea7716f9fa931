import {
  CartesianGrid,
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
import type { PlacedFrame } from '../../sphere/work/timeline.ts';

interface SpreadOverTimeProps {
  runs: readonly { name: string; frames: readonly PlacedFrame[] }[];
  /** Step that is shown. */
  step: number;
  /** Degrees; null where none is known. */
  best: number | null;
}

const colours = ['var(--curve-1)', 'var(--curve-2)'];

/** The smallest angle of each run, step by step, and the mean angle to the nearest. */
export function SpreadOverTime({ runs, step, best }: SpreadOverTimeProps) {
  const { sphere: words, train } = useMessages();
  return (
    <section className="panel" aria-label={words.overTime}>
      <h2>{words.overTime}</h2>
      <figure className="chart" aria-label={words.overTime} style={{ margin: 0 }}>
        <ResponsiveContainer>
          <LineChart margin={{ top: 5, right: 10, bottom: 5, left: -10 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="step"
              type="number"
              domain={[0, 'dataMax']}
              stroke="var(--quiet)"
              allowDuplicatedCategory={false}
            />
            <YAxis stroke="var(--quiet)" domain={[0, 'auto']} />
            <Tooltip
              labelFormatter={(at) => words.step(Number(at))}
              formatter={(value) => `${Number(value).toFixed(2)}°`}
              contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)' }}
            />
            <Legend wrapperStyle={{ fontSize: 12 }} />
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
      <small>
        {train.chartEpoch}: {runs[0]?.frames.findLast((frame) => frame.step <= step)?.epoch ?? 0}
        {best !== null && ` · ${words.histogram.nearest.marks.optimum}: ${best.toFixed(2)}°`}
      </small>
    </section>
  );
}

function rowsOf(frames: readonly PlacedFrame[]) {
  return frames.map(({ step, spread }) => ({
    step,
    smallest: spread.smallestAngle,
    meanNearest: spread.meanNearestAngle,
  }));
}
