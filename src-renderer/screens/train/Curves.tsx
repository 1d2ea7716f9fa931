import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { EpochMetrics } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';

/** Epochs that a chart has room for; drawing thousands would hold the window up while it hears of more. */
const mostShown = 300;

/** Some of many, at even distances, and the last. */
function thinned<T>(all: readonly T[]): readonly T[] {
  const step = Math.ceil(all.length / mostShown);
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
}

/** Loss, angles and validation by epoch, of the stage that a run is in: each fold starts from the beginning. */
export function Curves({ epochs: all }: { epochs: readonly EpochMetrics[] }) {
  const epochs = all.filter(({ fold }) => fold === all.at(-1)!.fold);
  const { train: words } = useMessages();
  if (epochs.length === 0) return <p className="quiet">{words.noCurve}</p>;
  const count = epochs.length;
  const rows = thinned(epochs).map(({ epoch, loss, ownAngle, nearestOtherAngle, validation }) => ({
    epoch,
    loss,
    ownAngle,
    nearestOtherAngle,
    top1: validation && validation.correct / validation.total,
  }));
  return (
    <>
      <Chart
        count={count}
        title={words.angles}
        rows={rows}
        lines={[
          { key: 'ownAngle', name: words.ownAngle, colour: 'var(--accent)' },
          { key: 'nearestOtherAngle', name: words.nearestOtherAngle, colour: 'var(--second)' },
        ]}
      />
      <Chart
        count={count}
        title={words.lossValue}
        rows={rows}
        lines={[{ key: 'loss', name: words.lossValue, colour: 'var(--accent)' }]}
      />
      <Chart
        count={count}
        title={words.top1}
        rows={rows}
        lines={[{ key: 'top1', name: words.top1, colour: 'var(--good)' }]}
        top={1}
      />
    </>
  );
}

interface ChartProps {
  title: string;
  /** Of all epochs, of which `rows` has some. */
  count: number;
  rows: readonly Record<string, number | null>[];
  lines: readonly { key: string; name: string; colour: string }[];
  /** Upper end of the scale; without it the data's. */
  top?: number;
}

function Chart({ title, count, rows, lines, top }: ChartProps) {
  const { train: words } = useMessages();
  return (
    <figure className="chart" aria-label={title} data-epochs={count} style={{ margin: '0 0 1rem' }}>
      <ResponsiveContainer>
        <LineChart data={[...rows]} margin={{ top: 5, right: 10, bottom: 5, left: -10 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            type="number"
            dataKey="epoch"
            domain={['dataMin', 'dataMax']}
            allowDecimals={false}
            name={words.chartEpoch}
            stroke="var(--quiet)"
            minTickGap={20}
          />
          <YAxis stroke="var(--quiet)" domain={[0, top ?? 'auto']} />
          <Tooltip
            labelFormatter={(epoch) => `${words.chartEpoch} ${epoch}`}
            formatter={(value) => Number(value).toFixed(3)}
            contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)' }}
          />
          <Legend />
          {lines.map(({ key, name, colour }) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={colour}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
