import { type Remote, wrap } from 'comlink';
import type { SphereWorker } from './worker.ts';

let worker: Remote<SphereWorker> | undefined;

/** The worker starts with its first use. */
export function sphereWorker(): Remote<SphereWorker> {
  worker ??= wrap<SphereWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  return worker;
}
