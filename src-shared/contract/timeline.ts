import { z } from 'zod';
import { method } from './method.ts';

/** One frame of a run's timeline. */
export const frame = z.object({
  /** Optimiser steps and whole epochs before it. */
  step: z.int(),
  epoch: z.int(),
  /** Unit vectors, one a class, row by row: float32, little-endian. */
  centres: z.instanceof(Uint8Array),
});
export type TimelineFrame = z.infer<typeof frame>;

/** What all frames of a run have in common. */
export const timelinePlan = z.object({
  /** The classes, in the order of the centres. */
  people: z.array(z.string()),
  dim: z.int().positive(),
  /** `learned`: the loss's own class centres; `means`: the mean directions of each class's embeddings. */
  source: z.enum(['learned', 'means']),
  /** Steps of the whole run, and from frame to frame. */
  steps: z.int(),
  every: z.int().positive(),
});

export const timelineMethods = {
  /** Where the class centres of a run were, from the frame `from` on; as many frames as fit into one answer. */
  'training.timeline': method(
    z.object({ runId: z.int(), from: z.int().min(0).default(0) }),
    z.object({
      /** Null if nothing was recorded, as in runs of version 0.1. */
      plan: timelinePlan.nullable(),
      /** A face to show for each class; null if the library has none. */
      faceIds: z.array(z.int().nullable()),
      /** Frames that there are by now. */
      total: z.int(),
      frames: z.array(frame),
    }),
  ),
};
