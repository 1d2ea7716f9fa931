/** Long work in pieces, so that the process answers in between. */
import { setImmediate as turn } from 'node:timers/promises';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Steps } from '../../src-shared/steps.ts';

/** How long work keeps this process before all else has its turn, milliseconds: a window draws at that pace. */
const slice = 15;

export interface StepOptions {
  signal?: AbortSignal | undefined;
  /** Hears the share of the work that is done, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Does long work in this process without keeping it from all else.
 * @throws TammesError 'cancelled' if the signal is set off.
 */
export async function inSteps<T>(work: Steps<T>, { signal, onProgress }: StepOptions): Promise<T> {
  for (let end = performance.now() + slice; ; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < end) continue;
    onProgress?.(value);
    await turn();
    if (signal?.aborted) {
      throw new TammesError('work-cancelled', {});
    }
    end = performance.now() + slice;
  }
}
