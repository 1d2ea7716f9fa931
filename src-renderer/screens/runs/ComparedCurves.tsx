import { useQueries } from '@tanstack/react-query';
import { type EpochMetrics, type Run, runName } from '../../../src-shared/contract/index.ts';
import { query, useQueryState } from '../../app/address.ts';
import { queryOf } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import type { Series } from '../../components/curves.ts';
import { Panel } from '../../components/Panel.tsx';
import { Range } from '../../components/Range.tsx';
import { Segments } from '../../components/Segments.tsx';
import { rowsOf, stagesOf } from '../train/epoch-rows.ts';
import { type CurveSet, curveRows } from './run-curves.ts';
import { firstOf, groupRuns, onePerSeed } from './run-groups.ts';
import { runColour, runRows } from './run-rows.ts';
import styles from './runs.module.css';
import { useGroupNames } from './useGroupNames.ts';

/** Kept in the address: the horizontal axis, and the weight of the moving average in percent. */
const parts = { along: query.oneOf('epoch', 'seconds'), smooth: query.number() };
const mostSmooth = 99;

interface ComparedCurvesProps {
  runs: readonly Run[];
  /** Whether seeds of equal settings are one curve, their mean. */
  joinSeeds: boolean;
}

/** Curves of several runs in one chart each: people kept out, then angle and loss. */
export function ComparedCurves({ runs, joinSeeds }: ComparedCurvesProps) {
  const { runs: words } = useMessages();
  const [{ along, smooth }, set] = useQueryState(parts);
  const weight = Math.min(mostSmooth, Math.max(0, smooth ?? 0));
  const { lines, without } = useLines(runs, joinSeeds, along);
  if (runs.length === 0) return null;
  return (
    <>
      <Panel label={words.curves}>
        <div className={styles.curves}>
          <Segments
            bare
            label={words.along}
            value={along}
            options={[
              ['epoch', words.byEpoch],
              ['seconds', words.byTime],
            ]}
            onChange={(along) => set({ along }, { replace: true })}
          />
          <div className={styles.smoothing}>
            <span aria-hidden>{words.smoothing}</span>
            <Range
              label={words.smoothing}
              text={(weight / 100).toFixed(2)}
              most={mostSmooth}
              value={weight}
              onChange={(smooth) => set({ smooth: smooth || null }, { replace: true })}
            />
            <span className="tabular" aria-hidden>
              {(weight / 100).toFixed(2)}
            </span>
          </div>
          {without.length > 0 && <span className="quiet">{words.noTimes(without)}</span>}
        </div>
      </Panel>
      {lines.length > 0 && <Charts {...{ lines, along }} weight={weight / 100} />}
    </>
  );
}

/** A run, or several seeds of equal settings, with its rows by run. */
interface Line {
  key: string;
  name: string;
  colour: string;
  dashed: boolean;
  runs: readonly (readonly Readonly<Record<string, number | null>>[])[];
  /** Epochs of a whole stage. */
  perStage: number;
}

/** What is drawn, and the names of runs that have no times. */
function useLines(runs: readonly Run[], joinSeeds: boolean, along: 'epoch' | 'seconds') {
  const { runs: words } = useMessages();
  const histories = useQueries({
    queries: runs.map(({ id }) => queryOf('training.history', { runId: id })),
    combine: (answers) => answers.map(({ data }) => data ?? []),
  });
  const historyOf = (run: Run) => histories[runs.indexOf(run)]!;
  const hasTimes = (run: Run) => historyOf(run).every(({ seconds }) => seconds !== undefined);
  const drawn = along === 'epoch' ? runs : runs.filter(hasTimes);
  const rows = runRows(drawn, [], 'newest').reverse();
  const groups = joinSeeds
    ? groupRuns(rows, 'settings')
    : rows.map((row) => ({ key: String(row.run.id), rows: [row] }));
  const names = useGroupNames(groups, 'settings');
  const taken = new Map<string, number>();
  const lines = groups.map(({ key, rows: all }): Line => {
    const seeds = onePerSeed(all);
    const colour = runColour(firstOf(all).id);
    taken.set(colour, (taken.get(colour) ?? 0) + 1);
    return {
      key,
      name: seeds.length > 1 ? words.seedsOf(names.get(key)!, seeds.length) : seeds[0]!.name,
      colour,
      // There are eight colours.
      dashed: taken.get(colour)! % 2 === 0,
      runs: seeds.map(({ run }) => firstStage(run, historyOf(run))),
      perStage: seeds[0]!.run.spec.epochs,
    };
  });
  return { lines, without: runs.filter((run) => !drawn.includes(run)).map(runName) };
}

/** Every run has it, and in it people are kept out unless nobody was. */
const firstStage = ({ spec }: Run, epochs: readonly EpochMetrics[]) =>
  rowsOf(epochs, stagesOf(epochs)[0] ?? null, spec.epochs);

interface ChartsProps {
  lines: readonly Line[];
  along: 'epoch' | 'seconds';
  weight: number;
}

function Charts({ lines, along, weight }: ChartsProps) {
  const { runs: words, train } = useMessages();
  const places = lines.flatMap(({ runs }) => runs.flatMap((rows) => rows.map((row) => row[along]!)));
  const last = places.reduce((most, at) => Math.max(most, at), 0);
  const epochs = Math.max(2, ...lines.map(({ perStage }) => perStage));
  const common = {
    ...{ lines, along, weight },
    ...(along === 'epoch'
      ? { x: { key: along, name: train.chartEpoch }, domain: [1, epochs] as const }
      : { x: { key: along, name: words.time, format: seconds }, domain: [0, last] as const }),
  };
  // Runs that kept nobody out have no such curve.
  const isJudged = lines.some(({ runs }) => runs.some((rows) => rows.some((row) => row.detected !== null)));
  return (
    <>
      {isJudged && (
        <Chart
          {...common}
          measure="detected"
          title={train.openSet}
          detail={train.openSetDetail}
          y={train.detectedAxis}
          format={(value) => `${value.toFixed(1)} %`}
          most={100}
        />
      )}
      <Chart
        {...common}
        measure="ownAngle"
        title={train.angles}
        detail={words.ownAngleDetail}
        y={train.degreesAxis}
        format={(value) => `${value.toFixed(0)}°`}
        whole
      />
      <Chart
        {...common}
        measure="loss"
        title={train.lossValue}
        detail={words.lossDetail}
        y={train.lossValue}
        format={(value) => value.toFixed(3)}
      />
    </>
  );
}

const seconds = (value: number) => String(Number(value.toFixed(2)));

interface ChartProps extends Omit<Parameters<typeof CurveChart>[0], 'rows' | 'series'>, ChartsProps {
  measure: 'detected' | 'ownAngle' | 'loss';
}

/** One measure of all lines. */
function Chart({ lines, along, weight, measure, ...chart }: ChartProps) {
  const sets = lines.map(
    ({ key, runs }): CurveSet => ({
      key,
      curves: runs.map((rows) =>
        rows.flatMap((row) => (row[measure] == null ? [] : [[row[along]!, row[measure]!] as const])),
      ),
    }),
  );
  const rows = curveRows(sets, { x: along, weight, between: along === 'seconds' });
  const series = lines.map(
    ({ key, name, colour, dashed, runs }): Series => ({
      ...{ key, name, colour, dashed },
      ...(runs.length > 1 && { band: [`${key} low`, `${key} high`] as const }),
      ...(weight > 0 && { raw: `${key} raw` }),
    }),
  );
  return (
    <Panel>
      <CurveChart {...chart} {...{ rows, series }} />
    </Panel>
  );
}
