/** Which backends work here. Each is tried in a separate process, as a broken driver may crash or hang it. */
import { type BackendId, type BackendStatus, backendId } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, toFailure } from '../../src-shared/errors/index.ts';
import { type SpawnTrainer, spawnWithNode, type TrainerProcess } from './child.ts';
import { locateTensorflow } from './tensorflow/binding.ts';

/** Milliseconds that a backend may take to start and to check itself. */
const patience = 30_000;

/** Tells whether a backend works, and never fails itself. */
export type TryBackend = (id: BackendId) => Promise<BackendStatus>;

/** What has been found; drivers do not change while a process runs. */
const found = new Map<BackendId, Promise<BackendStatus>>();

/** Tries a backend once a process. */
export const tryWith =
  (spawn: SpawnTrainer = spawnWithNode): TryBackend =>
  (id) => {
    const status = found.get(id) ?? tryBackend(id, spawn);
    found.set(id, status);
    return status;
  };

/** What runs on this machine, and why the rest does not. */
export function listBackends(attempt: TryBackend = tryWith()): Promise<BackendStatus[]> {
  return Promise.all(backendId.options.map(attempt));
}

/** The fastest backend that works and is no GPU in name only. */
export async function chooseBackend(attempt: TryBackend = tryWith()): Promise<BackendId> {
  // All at once: most of a try is the start of a process. JavaScript itself needs no trying.
  const statuses = backendId.options.filter((id) => id !== 'cpu').map(attempt);
  for (const status of statuses) {
    const { id, available, isSoftware } = await status;
    if (available && !isSoftware) return id;
  }
  return 'cpu';
}

/**
 * Opens a backend in a new process and waits for what it says of itself.
 * @param limit milliseconds until it is given up.
 */
export function tryBackend(id: BackendId, spawn: SpawnTrainer, limit = patience): Promise<BackendStatus> {
  const { promise, resolve } = Promise.withResolvers<BackendStatus>();
  const refuse = (failure: Failure) =>
    resolve({ id, available: false, device: '', memory: '', isSoftware: false, failure });
  let child: TrainerProcess;
  try {
    // Needs no process to be found missing.
    if (id === 'tensorflow-gpu' || id === 'tensorflow') locateTensorflow(id);
    child = spawn(id, true);
  } catch (error) {
    refuse(toFailure(error));
    return promise;
  }
  const timer = setTimeout(() => {
    refuse(failureOf('backend-too-slow', { backend: id, seconds: Math.ceil(limit / 1000) }));
  }, limit);
  child.onMessage((message) => {
    if (message.type === 'failed') refuse(message.failure);
    if (message.type !== 'backend') return;
    const { device, memory, isSoftware } = message;
    resolve({ id, available: true, device, memory, isSoftware, failure: null });
  });
  child.onExit(() => refuse(failureOf('backend-crashed', { backend: id })));
  child.send({ type: 'try', backend: id });
  return promise.finally(() => {
    clearTimeout(timer);
    child.kill();
  });
}
