import { fork } from 'node:child_process';
import { EventEmitter, on } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainSpec } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError } from '../../src-shared/errors.ts';
import type { TrainData, TrainerEvent } from '../../src-shared/training/index.ts';

/** What the parent says to the trainer's process. */
export type ToTrainer =
  | { type: 'train'; spec: TrainSpec; data: TrainData; checkpoint?: Uint8Array }
  | { type: 'cancel' };

/** What the trainer's process says to its parent. */
export type FromTrainer =
  | { type: 'backend'; id: string; device: string }
  | { type: 'event'; event: TrainerEvent }
  | { type: 'failed'; failure: Failure }
  | { type: 'done' };

/** A process of its own, as Node or Electron makes it. */
export interface TrainerProcess {
  send(message: ToTrainer): void;
  onMessage(listener: (message: FromTrainer) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** Starts a process at a module's path. */
export type SpawnTrainer = (entry: string) => TrainerProcess;

export const spawnWithNode: SpawnTrainer = (entry) => {
  // 'advanced' passes typed arrays as they are; JSON would turn them into objects.
  const child = fork(entry, { serialization: 'advanced' });
  return {
    send: (message) => child.send(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill('SIGKILL'),
  };
};

/** How long a cancelled trainer may take to end in order. */
const patience = 5000;

/**
 * Trains in a process of its own, so that neither the window nor a command waits for it, and a crash of a
 * GPU driver takes nothing else down.
 *
 * @throws TammesError of the trainer, or 'internal' when its process ends unexpectedly.
 */
export async function* runTrainer(
  request: Omit<Extract<ToTrainer, { type: 'train' }>, 'type'>,
  { signal, spawn = spawnWithNode }: { signal: AbortSignal; spawn?: SpawnTrainer | undefined },
): AsyncGenerator<Exclude<FromTrainer, { type: 'failed' | 'done' }>> {
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const here = fileURLToPath(import.meta.url);
  const entry = fileURLToPath(new URL(`./trainer-process${extname(here)}`, import.meta.url));
  const child = spawn(entry);
  const inbox = new EventEmitter();
  const messages = on(inbox, 'message');
  child.onMessage((message) => inbox.emit('message', message));
  child.onExit((code) => {
    const failure = {
      code: 'internal' as const,
      message: `The trainer's process ended unexpectedly (code ${code}).`,
      remedy: 'Resume the run from its last checkpoint; on a GPU try the backend wasm.',
    };
    inbox.emit('message', { type: 'failed', failure } satisfies FromTrainer);
  });
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    child.send({ type: 'cancel' });
    timer = setTimeout(() => child.kill(), patience);
  };
  signal.addEventListener('abort', cancel);
  try {
    child.send({ type: 'train', ...request });
    if (signal.aborted) cancel();
    for await (const [message] of messages as AsyncIterable<[FromTrainer]>) {
      if (message.type === 'done') return;
      if (message.type === 'failed') {
        const { code, message: text, remedy } = message.failure;
        throw new TammesError(code, text, remedy);
      }
      yield message;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    child.kill();
  }
}
