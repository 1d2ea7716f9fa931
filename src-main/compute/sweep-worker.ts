/** A process that works on the tasks of a sweep, one after another. */
import type { BackendId } from '../../src-shared/contract/index.ts';
import { TammesError, toError } from '../../src-shared/errors/index.ts';
import type { SweepAnswers, SweepTask } from '../../src-shared/training/index.ts';
import { type SpawnTrainer, spawnWithNode } from './child.ts';

export interface SweepWorker {
  /** @throws TammesError of the task, 'trainer-ended' if the process did, or 'work-cancelled' once it was closed. */
  work<K extends SweepTask['kind']>(task: Extract<SweepTask, { kind: K }>): Promise<SweepAnswers[K]>;
  /** Ends the process, whatever it is at. */
  close(): void;
}

/** @param threads that it computes on, as others may work beside it. */
export function openSweepWorker(
  backend: BackendId,
  threads: number,
  spawn: SpawnTrainer = spawnWithNode,
): SweepWorker {
  const child = spawn(backend);
  let current: { resolve(answer: unknown): void; reject(error: unknown): void } | null = null;
  let ended: TammesError | null = null;
  child.onMessage((message) => {
    if (message.type === 'answer') current?.resolve(message.answer);
    if (message.type === 'failed') current?.reject(toError(message.failure));
  });
  child.onExit((exit) => {
    ended ??= new TammesError('trainer-ended', { exit });
    current?.reject(ended);
  });
  return {
    work<K extends SweepTask['kind']>(task: Extract<SweepTask, { kind: K }>) {
      return new Promise<SweepAnswers[K]>((resolve, reject) => {
        if (ended !== null) return reject(ended);
        current = { resolve: resolve as (answer: unknown) => void, reject };
        child.send({ type: 'sweep', backend, threads, task });
      });
    },
    close() {
      ended ??= new TammesError('work-cancelled', {});
      current?.reject(ended);
      child.kill();
    },
  };
}
