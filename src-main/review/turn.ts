import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../../src-shared/steps.ts';

/** How long work keeps the thread from what it is asked, milliseconds. */
const slice = 20;

/** Lets everything that waits for this thread have its turn. */
export const turn = (): Promise<void> => setImmediate();

/** Does work without keeping the thread from questions. @param onProgress hears the share that is done. */
export async function inTurns<T>(work: Steps<T>, onProgress: (share: number) => void = () => {}): Promise<T> {
  for (let end = performance.now() + slice; ; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < end) continue;
    onProgress(value);
    await turn();
    end = performance.now() + slice;
  }
}
