import { Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { runName } from '../../../src-shared/contract/index.ts';
import { go, href, query, useQueryState } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useRunActions } from '../../app/run-actions.ts';
import { useRuns } from '../../app/runs.ts';
import { HeadVerdict } from '../../components/HeadVerdict.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { Screen } from '../../components/Screen.tsx';
import { type FormValues, specOf } from './form.ts';
import { RunCurves } from './RunCurves.tsx';
import { RunNotes } from './RunNotes.tsx';
import { TrainForm } from './TrainForm.tsx';
import styles from './train.module.css';
import { useRunProgress } from './useRunProgress.ts';

/** Kept in the address: the run that is shown; without one, that which runs, else the newest. */
const parts = { run: query.number() };

/** Starts a run and shows it as it goes: what people who are kept out say of it, and what it is worth. */
export default function TrainScreen() {
  const { screens, train: words, common } = useMessages();
  const { limits } = useLimits();
  const [{ run: chosen }, set] = useQueryState(parts);
  const view = useRuns(chosen);
  const { running, shown, epochs } = view;
  const progress = useRunProgress(view);
  const actions = useRunActions();
  const form = useRef<HTMLFormElement>(null);
  const { data: heads } = useCall('training.heads', undefined);
  const head = heads?.find(({ id }) => id === shown?.headId);

  // In a narrow window the results come first from the start of a run on, and as long as a run is asked for.
  const panes = useRef<HTMLDivElement>(null);
  const isRunning = running !== undefined;
  useEffect(() => {
    if (isRunning) panes.current?.scrollTo({ top: 0 });
  }, [isRunning]);

  async function start(values: FormValues) {
    // Checked before the call, so that a refused value is told as the call's refusals are.
    const run = await actions.begin(async () => bridge.call('training.start', { ...specOf(values), limits }));
    if (run !== null) set({ run });
  }

  return (
    <Screen
      title={screens.train}
      detail={progress ? progress.text : shown && runName(shown)}
      action={
        running
          ? { label: common.cancel, icon: IconPlayerStop, onClick: () => void actions.cancel(running.id) }
          : { label: words.start, icon: IconPlayerPlay, onClick: () => form.current?.requestSubmit() }
      }
      menu={[{ label: words.allRuns, onClick: () => go(href('runs')) }]}
      fill
    >
      <div
        ref={panes}
        className={styles.panes}
        data-results-first={isRunning || chosen !== null || undefined}
      >
        <div className={styles.pane}>
          <TrainForm ref={form} onStart={start} />
        </div>
        <section className={styles.pane} aria-label={words.results}>
          {progress && (
            <Progress
              className={styles.bar!}
              value={100 * progress.share}
              aria-label={progress.name}
              animated
            />
          )}
          <RunNotes {...view} />
          {head && <HeadVerdict head={head} />}
          {shown && (
            <RunCurves key={shown.id} name={runName(shown)} epochs={epochs} perStage={shown.spec.epochs} />
          )}
        </section>
      </div>
    </Screen>
  );
}
