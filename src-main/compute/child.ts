/** The process in which backends are tried and heads are trained: a crash of a driver ends nothing else. */
import { type ForkOptions, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendId } from '../../src-shared/contract/index.ts';
import type { FromTrainer, ToTrainer } from '../../src-shared/training/index.ts';

/** Where a trainer runs, as Node or Electron makes it: a separate process. */
export interface TrainerProcess {
  send(message: ToTrainer): void;
  onMessage(listener: (message: FromTrainer) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/**
 * Starts the trainer's process for work on a backend.
 * @param quiet drops what its libraries say on standard error.
 */
export type SpawnTrainer = (backend: BackendId, quiet?: boolean) => TrainerProcess;

/** How processes that compute are forked. */
export const computing: ForkOptions = {
  // Tensors lie outside of V8's heap: a young generation of 16 MiB or more would only add to what a process takes. Nothing is inherited:
  // with the script of `node -e` each child would run it, too, and fork without end.
  execArgv: ['--max-semi-space-size=1'],
  // 'advanced' passes typed arrays as they are; JSON would turn them into objects.
  serialization: 'advanced',
};

export const spawnWithNode: SpawnTrainer = (_backend, quiet = false) => {
  const child = fork(trainerEntry(), {
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
