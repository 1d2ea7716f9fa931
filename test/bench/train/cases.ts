/** The reference work: what is trained, and on what. */
import { type TrainSpec, trainSpec } from '../../../src-shared/contract/index.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import type { TrainData } from '../../../src-shared/training/index.ts';

export interface Case {
  id: string;
  head: 'mlp' | 'linear';
  /** Width of the MLP's hidden layer; the linear head has none. */
  hidden: number;
  dim: number;
  classes: number;
  samples: number;
  batchSize: number;
}

const featureSize = 256;
const common = { dim: 128, batchSize: 256 };
const mlp = { head: 'mlp', hidden: 512, ...common } as const;

export const cases: readonly Case[] = [
  { id: 'mlp-1000', classes: 1000, samples: 8192, ...mlp },
  { id: 'mlp-100', classes: 100, samples: 8192, ...mlp },
  // A class is a person with a sample: so many classes need as many samples.
  { id: 'mlp-10000', classes: 10_000, samples: 10_000, ...mlp },
  { id: 'linear-1000', classes: 1000, samples: 8192, head: 'linear', hidden: 0, ...common },
];

/** ArcFace (s = 64, m = 0.5) and Adam, without what the peer's program does not do. */
export function specOf({ head, hidden, dim, batchSize }: Case): TrainSpec {
  return trainSpec.parse({
    loss: 'arcface',
    parameters: { scale: 64, margin: 0.5 },
    head: { kind: head, dim, init: 'random', ...(head === 'mlp' && { hidden }) },
    optimiser: { kind: 'adam', learningRate: 0.001, weightDecay: 0 },
    schedule: { kind: 'constant' },
    sampler: { kind: 'uniform' },
    epochs: 10_000,
    batchSize,
    validation: 0,
    trainSingles: true,
  });
}

/** People as clusters of features, dealt out in turn. Makes little besides, which would count as memory. */
export function dataOf({ classes, samples, dim }: Case): TrainData {
  const noise = randomFrom(2026);
  const labels = Array.from({ length: samples }, (_, i) => i % classes);
  return {
    features: labels.map((label) => {
      const centre = randomFrom(2026, 1 + label);
      const feature = new Float32Array(featureSize);
      for (let i = 0; i < featureSize; i++) feature[i] = centre.normal() + noise.normal();
      return feature;
    }),
    labels,
    photos: labels.map((_, i) => i),
    people: Array.from({ length: classes }, (_, i) => `person ${i}`),
    pretrained: new Float32Array(featureSize * dim),
  };
}

/** What a step cannot do without, in bytes; the goal allows 1.5 times their sum. */
export interface Needed {
  features: number;
  weights: number;
  optimiser: number;
  cosines: number;
}

export function neededBytes({ head, hidden, dim, classes, samples, batchSize }: Case): Needed {
  const layers = head === 'mlp' ? (featureSize + 1) * hidden + (hidden + 1) * dim : featureSize * dim;
  const weights = 4 * (layers + classes * dim);
  return {
    features: 4 * featureSize * samples,
    weights,
    // Adam keeps two numbers a weight.
    optimiser: 2 * weights,
    cosines: 4 * batchSize * classes,
  };
}

export function memoryLimit(needed: Needed): number {
  return 1.5 * (needed.features + needed.weights + needed.optimiser + needed.cosines);
}
