import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Facts } from '../../components/Facts.tsx';
import styles from './runs.module.css';

/** What decided a run's bits beside its settings. A run that went on elsewhere was made with several. */
export function MadeWith({ run }: { run: Run }) {
  const { runs: words } = useMessages();
  const { data: all = [] } = useCall('training.provenance', { runId: run.id });
  return (
    <>
      {all.map(({ firstEpoch, version, commit, backend, device, machine, data }) => (
        <section key={firstEpoch}>
          <h3 className={styles.settings}>
            {all.length === 1 ? words.madeWith : words.madeFrom(firstEpoch)}
          </h3>
          <Facts
            facts={[
              [words.version, words.versionOf(version, commit)],
              [words.backend, `${backend} (${device})`],
              [words.machine, machine],
              [words.data, <code key="data">{data.slice(0, 16)}</code>],
            ]}
          />
        </section>
      ))}
      {all.length > 0 && run.headId !== null && <p className="quiet">{words.repeatWith(runName(run))}</p>}
    </>
  );
}
