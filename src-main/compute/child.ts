/** The process in which backends are tried and heads are trained: a crash of a driver ends nothing else. */
import { type ForkOptions, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendId, BackendStatus, TrainSpec } from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors.ts';
import type { TrainData, TrainerEvent } from '../../src-shared/training/index.ts';

/** What the parent says to the trainer's process. */
export type ToTrainer =
  | { type: 'train'; spec: TrainSpec; data: TrainData; checkpoint?: Uint8Array }
  | { type: 'try'; backend: BackendId }
  | { type: 'cancel' };

/** What the trainer's process says to its parent. */
export type FromTrainer =
  | ({ type: 'backend' } & Pick<BackendStatus, 'id' | 'device' | 'memory' | 'isSoftware'>)
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

/**
 * Starts the trainer's process from the module at a path.
 * @param quiet drops what its libraries say on standard error.
 */
export type SpawnTrainer = (entry: string, quiet?: boolean) => TrainerProcess;

/** How processes that compute are forked. */
export const computing: ForkOptions = {
  // Tensors lie outside of V8's heap: a young generation of 16 MiB or more would only add to what a process takes.
  execArgv: [...process.execArgv, '--max-semi-space-size=1'],
  // 'advanced' passes typed arrays as they are; JSON would turn them into objects.
  serialization: 'advanced',
};

export const spawnWithNode: SpawnTrainer = (entry, quiet = false) => {
  const child = fork(entry, {
    ...computing,
    stdio: quiet ? ['ignore', 'ignore', 'ignore', 'ipc'] : 'inherit',
  });
  return {
    send: (message) => child.send(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill('SIGKILL'),
  };
};

/** The module of the trainer's process: .ts in the repository, .js in the bundle of a packaged app. */
export function trainerEntry(): string {
  const here = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(`./trainer-process${extname(here)}`, import.meta.url));
}
