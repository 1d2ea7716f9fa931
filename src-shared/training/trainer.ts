/** The trainer behind messages, wherever it runs: a separate process, or a page of its own. */
import type { Backend } from '../compute/index.ts';
import type { BackendId, BackendStatus, TrainSpec } from '../contract/index.ts';
import { type Failure, toFailure } from '../errors/index.ts';
import type { TrainData } from './prepared-run.ts';
import { type TrainerEvent, train } from './train.ts';
import { type SweepAnswers, type SweepTask, workOn } from './trial.ts';

/** What the trainer is told. */
export type ToTrainer =
  | { type: 'train'; spec: TrainSpec; data: TrainData; checkpoint?: Uint8Array }
  | { type: 'try'; backend: BackendId }
  /** May be sent again once it is answered. `threads`: of the first opening, as others work beside it. */
  | { type: 'sweep'; backend: BackendId; threads: number; task: SweepTask }
  | { type: 'cancel' };

/** What the trainer says. */
export type FromTrainer =
  | ({ type: 'backend' } & Pick<BackendStatus, 'id' | 'device' | 'memory' | 'isSoftware'>)
  | { type: 'event'; event: TrainerEvent }
  | { type: 'answer'; answer: SweepAnswers[SweepTask['kind']] }
  | { type: 'failed'; failure: Failure }
  | { type: 'done' };

/**
 * A trainer: one request in, events out. It also tries backends, and works on the tasks of a sweep one after another.
 * @param open opens a backend that has shown that it computes rightly. `threads`: all that there are, unless it is said.
 * @param send takes what the trainer says; `done` comes last.
 * @returns takes what it is told.
 */
export function createTrainer(
  open: (backend: TrainSpec['backend'], threads?: number) => Promise<Backend>,
  send: (message: FromTrainer) => void,
): (message: ToTrainer) => void {
  const stop = new AbortController();

  async function opened(name: TrainSpec['backend']): Promise<Backend> {
    const backend = await open(name);
    const { id, device, memory, isSoftware } = backend;
    send({ type: 'backend', id, device, memory, isSoftware });
    return backend;
  }

  async function run({ spec, data, checkpoint }: Extract<ToTrainer, { type: 'train' }>): Promise<void> {
    const { tf, check, compile } = await opened(spec.backend);
    const options = {
      signal: stop.signal,
      clock: () => performance.now(),
      compile,
      ...(checkpoint && { checkpoint }),
    };
    try {
      for await (const event of train(tf, spec, data, options)) {
        check();
        // They are on the device now: what has been sent need not be held beside them.
        data.features.length = 0;
        send({ type: 'event', event });
      }
    } catch (error) {
      // Where the device has failed, that is the reason, and what came of it would only puzzle.
      check();
      throw error;
    }
  }

  /** Of a sweep, which opens it once. */
  let kept: Promise<Backend> | null = null;

  async function work({
    backend: name,
    threads,
    task,
  }: Extract<ToTrainer, { type: 'sweep' }>): Promise<void> {
    kept ??= open(name, threads);
    const backend = await kept;
    try {
      const answer = await workOn(backend, task, () => performance.now());
      backend.check();
      send({ type: 'answer', answer });
    } catch (error) {
      backend.check();
      throw error;
    }
  }

  async function answer(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      send({ type: 'failed', failure: toFailure(error) });
    }
    send({ type: 'done' });
  }

  return (message) => {
    if (message.type === 'cancel') stop.abort();
    else if (message.type === 'try') void answer(opened(message.backend));
    else if (message.type === 'sweep') void answer(work(message));
    else void answer(run(message));
  };
}
