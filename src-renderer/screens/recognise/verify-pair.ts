/** The two photos that are compared; they are among those that were asked about. */
import { SharedState } from '../../app/shared-state.ts';
import { lookAtFiles, probes } from './probes.ts';

/** Their ids, in `probes`. */
export const pairOf = new SharedState<readonly [number | null, number | null]>([null, null]);

/** Takes a photo as one of the two. */
export function verifyFile(side: 0 | 1, file: File): void {
  const { shown } = probes.get();
  lookAtFiles([file]);
  const added = probes.get().probes.at(-1)!.id;
  // What is shown on the other view stays.
  if (shown !== null) probes.change((before) => ({ ...before, shown }));
  pairOf.change(([first, second]) => (side === 0 ? [added, second] : [first, added]));
}
