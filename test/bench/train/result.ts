/** What `bench train` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const bytes = z.int();
const held = z.object({ tensors: z.int(), tensorBytes: bytes, rss: bytes });

const timing = z.object({
  name: z.string(),
  device: z.string(),
  stepsPerBlock: z.int(),
  /** Milliseconds a step, one number a block. */
  blocks: z.array(z.number()),
  /** Median of the blocks. */
  msPerStep: z.number(),
  samplesPerSecond: z.number(),
});
export type Timing = z.infer<typeof timing>;

const memory = z.object({
  /** Peak of the resident size since before the data and the session, less what it was then. */
  peak: bytes,
  /** Largest sum of all tensors, on WASM and CPU within a step, too. */
  tensorPeak: bytes,
  /** 1.5 × (features + weights + optimiser + cosines of a batch). */
  limit: bytes,
  needed: z.object({ features: bytes, weights: bytes, optimiser: bytes, cosines: bytes }),
  /** Steps between `first` and `last`. */
  steps: z.int(),
  first: held,
  last: held,
});

const ours = timing.extend({
  memory,
  /** The peer's time a step divided by ours, by the peer's name: above 1 ours is faster. */
  ratios: z.record(z.string(), z.number()),
});
export type Ours = z.infer<typeof ours>;

const work = z.object({
  id: z.string(),
  head: z.enum(['mlp', 'linear']),
  hidden: z.int(),
  dim: z.int(),
  classes: z.int(),
  samples: z.int(),
  batchSize: z.int(),
});

export const trainResult = z.object({
  header: headerSchema,
  rounds: z.int(),
  /** Threads of PyTorch on the CPU. */
  peerThreads: z.int(),
  /** What was not measured, and why. */
  missing: z.array(z.object({ name: z.string(), why: z.string() })),
  cases: z.array(z.object({ work, ours: z.array(ours), peers: z.array(timing) })),
});
export type TrainResult = z.infer<typeof trainResult>;
