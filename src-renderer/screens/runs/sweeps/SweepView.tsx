import { Progress } from '@mantine/core';
import type { Job, SweepReport } from '../../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { CandidateTable } from './CandidateTable.tsx';
import { ChoicePanel } from './ChoicePanel.tsx';
import { ParallelCoordinates } from './ParallelCoordinates.tsx';
import { settingName } from './plan-form.ts';
import { parallelOf } from './report-figures.ts';
import styles from './sweeps.module.css';

interface SweepViewProps {
  report: SweepReport;
  /** The work on it, if it is at work in this process. */
  job: Job | undefined;
  candidate: number | null;
  rows: 'each' | 'loss';
  set(change: { candidate?: number | null; rows?: 'each' | 'loss' }): void;
}

/** A sweep as it goes, or what came of it. */
export function SweepView({ report, job, candidate, rows, set }: SweepViewProps) {
  const { sweeps: words } = useMessages();
  const { trials, status, choice } = report;
  const parallel = parallelOf(report);
  const chosen = candidate ?? choice?.candidate ?? null;
  const table = { report, chosen, shown: rows };
  return (
    <>
      {(status === 'running' || job) && (
        <Progress
          className={styles.progress!}
          value={(100 * trials.done) / trials.total}
          aria-label={words.progress(trials.done, trials.total)}
          animated
        />
      )}
      <ChoicePanel {...{ report }} />
      {report.rows.length > 0 && (
        <CandidateTable
          {...table}
          onShown={(rows) => set({ rows })}
          onChoose={(candidate) => set({ candidate })}
        />
      )}
      <Importance {...{ report }} />
      {parallel && (
        <ParallelCoordinates {...{ parallel, chosen }} onChoose={(candidate) => set({ candidate })} />
      )}
    </>
  );
}

function Importance({ report: { importance } }: { report: SweepReport }) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  if (importance.length === 0) return null;
  return (
    <Panel title={words.importance} detail={words.importanceHelp}>
      <ul className={styles.importance}>
        {importance.map(({ setting, share }) => (
          <li key={setting}>
            <span>{setting === 'loss' ? words.lossAxis : settingName(setting, language)}</span>
            <span className={styles.bar} aria-hidden>
              <span style={{ width: `${100 * share}%` }} />
            </span>
            <span className="tabular">{(100 * share).toFixed(0)} %</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
