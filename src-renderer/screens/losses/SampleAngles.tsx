import { memo } from 'react';
import { Area, AreaChart, CartesianGrid, Label, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { type EpochMetrics, runName } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { useRuns } from '../../app/runs.ts';
import styles from '../../components/chart.module.css';
import { angleAxis, below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Table } from '../../components/Table.tsx';
import own from './losses.module.css';

/** Degrees of a bin of the contract's histogram. */
const binWidth = 5;

/** Where the samples of the run that is running, or of the last one, lie on the axis of the curves. */
export const SampleAngles = memo(function SampleAngles() {
  const { losses: words } = useMessages();
  const { shown, epochs } = useRuns(null);
  const newest = epochs.findLast(({ ownAngles }) => ownAngles.length > 0);
  return (
    <Panel title={words.samples}>
      <p className={own.note} role="status">
        {shown === undefined || newest === undefined
          ? words.noSamples
          : words.samplesOf(runName(shown), newest.epoch, newest.epochs)}
      </p>
      <Histogram bins={newest?.ownAngles ?? []} />
      {newest && <BinTable {...{ newest }} />}
    </Panel>
  );
});

function Histogram({ bins }: { bins: readonly number[] }) {
  const { losses: words } = useMessages();
  // A bin's step goes from its own angle to the next: the last needs an end.
  const steps = [...bins, bins.at(-1) ?? 0].map((count, i) => ({ angle: i * binWidth, count }));
  return (
    <figure className={`${styles.chart} ${styles.low}`} aria-label={words.samplesFigure}>
      <ResponsiveContainer>
        <AreaChart data={steps} {...{ margin }}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis {...angleAxis} dataKey="angle">
            <Label value={words.angleAxis} {...below} />
          </XAxis>
          <YAxis stroke="var(--quiet)" width={verticalAxisWidth} allowDecimals={false} tickCount={4}>
            <Label value={words.count} {...beside} />
          </YAxis>
          <Tooltip
            {...tooltip}
            labelFormatter={(angle) => words.bin(Number(angle), Number(angle) + binWidth)}
          />
          <Area
            type="stepAfter"
            dataKey="count"
            name={words.count}
            stroke="var(--accent)"
            fill="var(--accent)"
            fillOpacity={0.25}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}

function BinTable({ newest: { ownAngles } }: { newest: EpochMetrics }) {
  const { losses: words } = useMessages();
  const filled = ownAngles
    .map((count, i) => ({ from: i * binWidth, count }))
    .filter(({ count }) => count > 0);
  return (
    <Disclosure title={words.samplesTable}>
      <Table columns={[words.angle, words.count]}>
        {filled.map(({ from, count }) => (
          <tr key={from}>
            <td>{words.bin(from, from + binWidth)}</td>
            <td>{count}</td>
          </tr>
        ))}
      </Table>
    </Disclosure>
  );
}
