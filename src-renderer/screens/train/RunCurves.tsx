import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { EpochMetrics } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import type { CurveRow, Series } from '../../components/curves.ts';
import { Panel } from '../../components/Panel.tsx';
import { rowsOf, stagesOf } from './epoch-rows.ts';
import styles from './train.module.css';

const percent = (value: number) => `${value.toFixed(1)} %`;
const degrees = (value: number) => `${value.toFixed(0)}°`;
const plain = (value: number) => value.toFixed(3);

interface RunCurvesProps {
  name: string;
  epochs: readonly EpochMetrics[];
  /** Epochs of a whole stage. */
  perStage: number;
}

/** What people kept out say, angles, loss and validation by epoch, of one stage of a run: each fold begins anew. */
export function RunCurves({ name, epochs, perStage }: RunCurvesProps) {
  const { train: words } = useMessages();
  const [chosen, setChosen] = useState<string | null>(null);
  const stages = stagesOf(epochs);
  // Unless one was chosen, the stage that runs; of a run that has ended, the head's own.
  const usual = stages.at(-1) ?? null;
  const stage = stages.some((one) => String(one) === chosen) ? stageNamed(chosen) : usual;
  const rows = rowsOf(epochs, stage, perStage);
  if (rows.length === 0) return <p className="quiet">{words.noCurve}</p>;
  return (
    <>
      {stages.length > 1 && (
        <SegmentedControl
          className={styles.stages!}
          aria-label={words.stage}
          value={String(stage)}
          onChange={setChosen}
          data={stages.map((one) => ({
            value: String(one),
            label: one === null ? words.lastStage : words.fold(one + 1),
          }))}
        />
      )}
      <Charts {...{ name, rows, perStage }} count={epochs.length} />
    </>
  );
}

/** A stage by the text of its button. */
const stageNamed = (text: string | null) => (text === 'null' ? null : Number(text));

interface ChartsProps {
  name: string;
  rows: readonly CurveRow[];
  perStage: number;
  count: number;
}

function Charts({ name, rows, perStage, count }: ChartsProps) {
  const { train: words } = useMessages();
  const has = (key: string) => rows.some((row) => row[key] !== null);
  const common = {
    x: { key: 'epoch', name: words.chartEpoch },
    domain: [1, Math.max(2, perStage)] as const,
    rows,
    count,
  };
  const line = (key: string, name: string, colour: string, dashed = false): Series => ({
    key,
    name,
    colour,
    dashed,
  });
  return (
    <>
      {has('detected') && (
        <Panel>
          <CurveChart
            {...common}
            title={words.openSet}
            detail={words.openSetDetail}
            y={words.detectedAxis}
            format={percent}
            most={100}
            series={[
              line('detected', name, 'var(--curve-1)'),
              line('pretrained', words.pretrained, 'var(--quiet)', true),
            ]}
          />
        </Panel>
      )}
      <Panel>
        <CurveChart
          {...common}
          title={words.angles}
          detail={words.anglesDetail}
          y={words.degreesAxis}
          format={degrees}
          whole
          series={[
            line('ownAngle', words.ownAngle, 'var(--curve-1)'),
            line('nearestOtherAngle', words.nearestOtherAngle, 'var(--curve-2)'),
          ]}
        />
      </Panel>
      <Panel>
        <CurveChart
          {...common}
          title={words.lossValue}
          detail={words.lossDetail}
          y={words.lossValue}
          format={plain}
          series={[line('loss', name, 'var(--curve-1)')]}
        />
      </Panel>
      {has('top1') && (
        <Panel>
          <CurveChart
            {...common}
            title={words.top1}
            detail={words.top1Detail}
            y={words.top1Axis}
            format={percent}
            most={100}
            series={[line('top1', name, 'var(--curve-1)')]}
          />
        </Panel>
      )}
    </>
  );
}
