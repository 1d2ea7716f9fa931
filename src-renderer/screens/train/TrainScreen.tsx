import { useState } from 'react';
import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useRuns } from '../../app/runs.ts';
import { useToasts } from '../../app/toasts.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { Curves } from './Curves.tsx';
import { specOf } from './form.ts';
import { RunTable } from './RunTable.tsx';
import { TrainForm } from './TrainForm.tsx';
import { VerdictCard } from './VerdictCard.tsx';

/** Starts runs, shows them as they go, and lists those before. */
export default function TrainScreen() {
  const messages = useMessages();
  const { train: words } = messages;
  const { limits } = useLimits();
  const [chosen, setChosen] = useState<number | null>(null);
  const { runs, running, latest, shown, epochs, started, spreading } = useRuns(chosen);
  const { data: heads } = useCall('training.heads', undefined);
  const head = heads?.find(({ id }) => id === shown?.headId);
  const toasts = useToasts();
  const forget = useForget();

  async function run(work: () => Promise<{ id: number }>) {
    try {
      const { id } = await work();
      setChosen(id);
      forget('training');
    } catch (error) {
      toasts.fail(error);
    }
  }

  async function remove(run: Run) {
    const { id: runId } = run;
    const refresh = () => forget('training', 'sphere', 'matching');
    try {
      await bridge.call('training.remove', { runId });
      if (chosen === runId) setChosen(null);
      toasts.tell(
        ({ train }) => train.runRemoved(runName(run)),
        async () => {
          await bridge.call('training.undoRemoval', { runId });
          refresh();
        },
      );
    } catch (error) {
      toasts.fail(error);
    }
    refresh();
  }

  return (
    <>
      <h1>{messages.screens.train}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="wide-columns">
        <section className="panel" aria-label={words.training}>
          <TrainForm
            disabled={running !== undefined}
            onStart={(form) => run(() => bridge.call('training.start', { ...specOf(form), limits }))}
          />
        </section>
        <div>
          <section className="panel" aria-label={words.angles}>
            {running !== undefined && (
              <Progress
                label={runName(running)}
                {...(spreading
                  ? {
                      done: spreading.share,
                      total: 1,
                      detail: words.spreadingCentres(Math.floor(100 * spreading.share)),
                      remaining: spreading.remainingSeconds,
                    }
                  : {
                      done: latest?.epoch ?? 0,
                      total: latest?.epochs ?? running.spec.epochs,
                      detail: words.epoch(latest?.epoch ?? 0, latest?.epochs ?? running.spec.epochs),
                      remaining: latest?.remainingSeconds ?? null,
                    })}
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
                {started.leftOut > 0 && ` ${words.leftOut(started.leftOut)}`}
                {started.tooFew && ` ${words.tooFewPeople(started.tooFew.people, started.tooFew.needed)}`}
              </p>
            )}
            <Curves epochs={epochs} />
          </section>
          {head && <VerdictCard head={head} />}
          <section className="panel" aria-label={words.runs}>
            <h2>{words.runs}</h2>
            <RunTable
              {...{ runs }}
              shown={shown?.id ?? null}
              onShow={setChosen}
              onRemove={remove}
              onResume={(runId) => run(() => bridge.call('training.resume', { runId }))}
            />
          </section>
        </div>
      </div>
    </>
  );
}
