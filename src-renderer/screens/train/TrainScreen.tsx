import { useCallback, useState } from 'react';
import type { AppEvent, EpochMetrics, TrainEvent } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useEvents, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { Progress } from '../../components/Progress.tsx';
import { Curves } from './Curves.tsx';
import { specOf } from './form.ts';
import { RunTable } from './RunTable.tsx';
import { TrainForm } from './TrainForm.tsx';

/** What is known of the run that is being trained. */
interface Live {
  runId: number;
  started: Extract<TrainEvent, { type: 'started' }> | null;
  epochs: EpochMetrics[];
}

/** Starts runs, shows them as they go, and lists those before. */
export default function TrainScreen() {
  const messages = useMessages();
  const { train: words } = messages;
  const [live, setLive] = useState<Live | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const runs = useCall('training.runs', undefined);
  const toasts = useToasts();
  const forget = useForget();
  const running = runs.data?.find(({ status }) => status === 'running');
  const shownId = shown ?? running?.id ?? runs.data?.[0]?.id ?? null;
  const history = useCall('training.history', { runId: shownId ?? 0 }, { enabled: shownId !== null });

  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'training') return;
      const { runId, event: news } = event;
      setLive((before) => follow(before, runId, news));
      if (news.type === 'finished' || news.type === 'cancelled' || news.type === 'failed')
        forget('training', 'sphere');
      if (news.type === 'failed') toasts.fail(new TammesError(news.code, news.message, news.remedy));
    },
    [forget, toasts],
  );
  useEvents(hear);

  async function run(work: () => Promise<{ id: number }>) {
    try {
      const { id } = await work();
      setShown(id);
      forget('training');
    } catch (error) {
      toasts.fail(error);
    }
  }

  // The history has what happened before this screen was opened; events have the rest.
  const seen = history.data ?? [];
  const fresh = live !== null && live.runId === shownId ? live.epochs : [];
  const epochs = [...seen.filter(({ epoch }) => !fresh.some((other) => other.epoch === epoch)), ...fresh];
  const last = epochs.at(-1);
  const started = live?.runId === running?.id ? live?.started : null;

  return (
    <>
      <h1>{messages.screens.train}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="wide-columns">
        <section className="panel" aria-label={words.training}>
          <TrainForm
            disabled={running !== undefined}
            onStart={(form) => run(() => bridge.call('training.start', specOf(form)))}
          />
        </section>
        <div>
          <section className="panel" aria-label={words.angles}>
            {running !== undefined && (
              <Progress
                label={`${running.spec.loss}-${running.id}`}
                done={last?.epoch ?? 0}
                total={running.spec.epochs}
                detail={words.epoch(last?.epoch ?? 0, running.spec.epochs)}
                remaining={last?.remainingSeconds ?? null}
                onCancel={() => bridge.call('training.cancel', { runId: running.id }).catch(toasts.fail)}
              />
            )}
            {started && (
              <p className="quiet">
                {words.started(
                  started.device,
                  started.people,
                  started.trainSamples,
                  started.validationSamples,
                )}
              </p>
            )}
            <Curves epochs={epochs} />
          </section>
          <section className="panel" aria-label={words.runs}>
            <h2>{words.runs}</h2>
            <RunTable
              runs={runs.data ?? []}
              shown={shownId}
              onShow={setShown}
              onResume={(runId) => run(() => bridge.call('training.resume', { runId }))}
            />
          </section>
        </div>
      </div>
    </>
  );
}

function follow(before: Live | null, runId: number, news: TrainEvent): Live {
  const live = before?.runId === runId ? before : { runId, started: null, epochs: [] };
  if (news.type === 'started') return { ...live, started: news };
  if (news.type === 'epoch') return { ...live, epochs: [...live.epochs, news.metrics] };
  return live;
}
