/** Frames of a run: where its class centres were at some of its steps. */
/** What all frames of a run have in common. */
export interface FramePlan {
  people: string[];
  dim: number;
  /** `learned`: the loss's own class centres; `means`: the mean directions of each class's embeddings. */
  source: 'learned' | 'means';
  /** Steps of the whole run. */
  steps: number;
  /** Steps from frame to frame. The first is at step 0, and the last step has one, too. */
  every: number;
}

const mostFrames = 300;
/** Bytes that the frames of one run may take. */
const budget = 64 * 2 ** 20;

/**
 * Spreads frames evenly over a run: at most 300, and fewer if they would take more than 64 MiB, but always the first
 * and the last. Mean directions cost a pass over all samples, so they are taken only when epochs end.
 */
export function planFrames(run: Omit<FramePlan, 'every'> & { epochs: number; perEpoch: number }): FramePlan {
  const { people, dim, source, steps, epochs, perEpoch } = run;
  const count = Math.max(2, Math.min(mostFrames, Math.floor(budget / (4 * people.length * dim))));
  const every =
    source === 'learned' ? Math.ceil(steps / (count - 1)) : perEpoch * Math.ceil(epochs / (count - 1));
  return { people, dim, source, steps, every };
}

/** Whether a frame follows this number of steps. */
export function hasFrame({ every, steps }: FramePlan, step: number): boolean {
  return step % every === 0 || step === steps;
}
