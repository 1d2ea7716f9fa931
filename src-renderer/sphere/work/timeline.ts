/** A run's frames as this window knows them. */
import type { Output } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { SharedState } from '../../app/shared-state.ts';
import { sphereWorker } from './sphere-worker.ts';
import type { ShownFrame } from './worker.ts';

export interface PlacedFrame extends ShownFrame {
  step: number;
  epoch: number;
  centres: Float32Array;
}

type Plan = NonNullable<Output<'training.timeline'>['plan']>;

export interface TimelineState {
  plan: Plan | null;
  faceIds: readonly (number | null)[];
  frames: readonly PlacedFrame[];
  /** Frames that there are, worked out or not. */
  total: number;
  /** Whether main has answered once. */
  isKnown: boolean;
}

/** Frames that the worker is handed at once. */
const mostAtOnce = 32;

const empty: TimelineState = { plan: null, faceIds: [], frames: [], total: 0, isKnown: false };

/** Asks for what is new, works it out frame after frame, and tells of each. */
export class Timeline {
  readonly state = new SharedState<TimelineState>(empty);
  readonly runId: number;
  #isPulling = false;
  #isStale = true;
  /** Counts beginnings: what was asked for before one is of no use after it. */
  #life = 0;

  constructor(runId: number) {
    this.runId = runId;
  }

  /** Starts the run's frames again after the first `kept`. */
  restart(kept: number): void {
    this.#life++;
    this.state.change((before) => ({ ...before, plan: null, frames: before.frames.slice(0, kept) }));
  }

  /** Fetches until nothing is missing. One call at a time does it; others leave word. */
  async pull(): Promise<void> {
    this.#isStale = true;
    if (this.#isPulling) return;
    this.#isPulling = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        while (await this.#more());
      }
    } finally {
      this.#isPulling = false;
    }
  }

  /** @returns whether there is more to fetch. */
  async #more(): Promise<boolean> {
    const life = this.#life;
    const from = this.state.get().frames.length;
    const { plan, faceIds, total, frames } = await bridge.call('training.timeline', {
      runId: this.runId,
      from,
    });
    if (life !== this.#life) return true;
    this.state.change((before) => ({ ...before, plan, faceIds, total, isKnown: true }));
    if (plan === null) return false;
    const fresh = frames.map(({ step, epoch, centres }) => ({ step, epoch, centres: floats(centres) }));
    while (fresh.length > 0) {
      const lastFrame = this.state.get().frames.at(-1);
      const before = lastFrame ? { centres: lastFrame.centres, points: lastFrame.points } : null;
      const centres = fresh.slice(0, mostAtOnce).map((frame) => frame.centres);
      const shown = await sphereWorker().frames(centres, plan.dim, before);
      if (life !== this.#life) return true;
      const done = shown.map((frame, i) => ({ ...frame, ...fresh[i]! }));
      fresh.splice(0, done.length);
      this.state.change((before) => ({ ...before, frames: [...before.frames, ...done] }));
    }
    return frames.length > 0 && from + frames.length < total;
  }
}

/** Little-endian numbers, wherever they begin in memory. */
function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
