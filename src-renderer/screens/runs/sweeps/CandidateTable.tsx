import {
  type Gain,
  type SweepReport,
  type SweepRow,
  sweepMeasures,
} from '../../../../src-shared/contract/index.ts';
import { toFailure, wordingOf } from '../../../../src-shared/errors/index.ts';
import { findLoss } from '../../../../src-shared/losses/index.ts';
import { points } from '../../../../src-shared/points.ts';
import { plusMinus } from '../../../../src-shared/sweeps/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Segments } from '../../../components/Segments.tsx';
import { RowChoice, Table } from '../../../components/Table.tsx';
import { settingName } from './plan-form.ts';
import { bestOfEach, measureNames, sideOf } from './report-figures.ts';
import styles from './sweeps.module.css';

interface CandidateTableProps {
  report: SweepReport;
  chosen: number | null;
  shown: 'each' | 'loss';
  onShown(shown: 'each' | 'loss'): void;
  onChoose(candidate: number): void;
}

/** Every candidate, the best first, or the best of each loss: as docs/LOSSES.md has it of other people's photos. */
export function CandidateTable({ report, chosen, shown, onShown, onChoose }: CandidateTableProps) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  const { measure } = report;
  const settings = [...new Set(report.rows.flatMap((row) => Object.keys(row.settings)))];
  const rows = shown === 'loss' ? bestOfEach(report.rows) : report.rows;
  return (
    <Panel
      title={words.table}
      tools={
        <Segments
          bare
          label={words.shown}
          value={shown}
          options={[
            ['each', words.each],
            ['loss', words.bestOfLoss],
          ]}
          onChange={onShown}
        />
      }
    >
      <div className={styles.table}>
        <Table
          label={words.table}
          columns={[
            words.candidate,
            ...settings.map((path) => settingName(path, language)),
            words.seeds,
            words.share,
            ...sweepMeasures.map((one) => measureNames[one]),
            `${words.furthest}, ${measureNames[measure]}`,
          ]}
        >
          {rows.map((row) => (
            <tr key={row.candidate} aria-selected={row.candidate === chosen} className="tabular">
              <td>
                <RowChoice onClick={() => onChoose(row.candidate)}>{findLoss(row.loss).title}</RowChoice>
              </td>
              {settings.map((path) => (
                <td key={path}>{String(row.settings[path] ?? '–')}</td>
              ))}
              <td>
                {row.seeds} {row.stopped && <span className="quiet">{words.stopped}</span>}
              </td>
              <Figures {...{ row }} measure={sweepMeasures.indexOf(measure)} />
            </tr>
          ))}
        </Table>
      </div>
      <p className="quiet">{words.tableHelp}</p>
    </Panel>
  );
}

function Figures({ row, measure }: { row: SweepRow; measure: number }) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  if (row.gains.length === 0)
    return (
      <td colSpan={2 + sweepMeasures.length} className={styles.failed}>
        {row.failure === null ? words.failed : wordingOf(toFailure(row.failure), language).message}
      </td>
    );
  return (
    <>
      <td>{row.share}</td>
      {row.gains.map((gain, m) => (
        <GainCell key={sweepMeasures[m]} {...{ gain }} />
      ))}
      <GainCell gain={row.furthest[measure]!} />
    </>
  );
}

function GainCell({ gain }: { gain: Gain }) {
  return (
    <td>
      <span className={styles.gain} data-side={sideOf(gain)}>
        {points(gain.gain)}
      </span>{' '}
      <span className="quiet">{plusMinus(gain)}</span>
    </td>
  );
}
