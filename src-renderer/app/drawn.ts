import { SharedState, useSharedState } from './shared-state.ts';

/** So long the first screen takes at most on a slow machine, in milliseconds. */
const patience = 2000;

const drawn = new SharedState(false);
setTimeout(() => drawn.change(() => true), patience);

/** Whether the first screen has had its time: what makes the main process work, and nobody waits for, is asked then. */
export function useIsDrawn(): boolean {
  return useSharedState(drawn);
}
