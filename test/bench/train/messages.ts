/** What the bench and the processes that it measures say to each other. */
import type { BackendId, BackendStatus } from '../../../src-shared/contract/index.ts';
import type { Case } from './cases.ts';

export type ToWorker =
  | { type: 'list' }
  | { type: 'open'; backend: BackendId; work: Case }
  | { type: 'block'; steps: number }
  | { type: 'grow'; steps: number };

/** What a process holds, bytes, between two steps. */
export interface Held {
  tensors: number;
  tensorBytes: number;
  rss: number;
}

export interface Grown {
  steps: number;
  first: Held;
  last: Held;
  /** Peak of the resident size since the session was opened, less what it was before: bytes. */
  peak: number;
  /** Largest sum of all tensors, on WASM and CPU within a step, too: bytes. */
  tensorPeak: number;
}

export interface FromWorker {
  list: BackendStatus[];
  open: { device: string; tfjs: string };
  /** Milliseconds of the whole block. */
  block: number;
  grow: Grown;
}
