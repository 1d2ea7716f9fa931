/** Training runs of a few steps, by which forms of a training step are compared. */
import { expect } from 'vitest';
import type { Compile } from '../../src-shared/compute/index.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses, regularisers } from '../../src-shared/losses/index.ts';
import type { Tf } from '../../src-shared/tf.ts';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import { train } from '../../src-shared/training/train.ts';
import { syntheticData } from './synthetic-data.ts';

export type Spec = Parameters<typeof trainSpec.parse>[0];

export const mlp = { kind: 'mlp', hidden: 16, dim: 64, init: 'random' } as const;
export const common = { loss: 'arcface', epochs: 2, batchSize: 9, head: mlp } as const;
export const specs: [string, Spec][] = [
  ...losses.map(({ id }): [string, Spec] => [id, { ...common, loss: id }]),
  ...regularisers.map(({ id }): [string, Spec] => [`arcface with ${id}`, { ...common, regulariser: id }]),
  ['a linear head', { ...common, head: { kind: 'linear', dim: 128 } }],
  ['batch normalisation and dropout', { ...common, head: { ...mlp, batchNorm: true, dropout: 0.3 } }],
  ['SGD', { ...common, optimiser: { kind: 'sgd', learningRate: 0.01 } }],
  ['clipping and averages', { ...common, optimiser: { clip: 0.5, averageDecay: 0.9 } }],
  ['a warm-up', { ...common, schedule: { kind: 'cosine', warmupEpochs: 1 } }],
  ['all classes as rows', { ...common, classShare: 0.9 }],
  ['label smoothing', { ...common, parameters: { labelSmoothing: 0.1 } }],
];

/** Sees half of the six people in each step: more than a batch of two. */
export const someClasses: Spec = {
  ...common,
  batchSize: 2,
  classShare: 0.5,
  optimiser: { averageDecay: 0.9 },
};

/** Where a run stands at its end. */
export async function endOf(
  tf: Tf,
  spec: Spec,
  compile: Compile,
  checkpoint?: Uint8Array,
  stopAt = Number.POSITIVE_INFINITY,
) {
  const controller = new AbortController();
  let now = 0;
  const options = {
    // So slow that each step is told of.
    clock: () => (now += 1000),
    compile,
    signal: controller.signal,
    ...(checkpoint && { checkpoint }),
  };
  let last = new Uint8Array();
  for await (const event of train(tf, trainSpec.parse(spec), syntheticData(), options)) {
    if (event.type === 'checkpoint') last = new Uint8Array(event.bytes);
    if (event.type === 'step' && event.step >= stopAt) controller.abort();
  }
  return last;
}

/** Two checkpoints hold the same tensors, to the rounding. */
export function expectAlike(found: Uint8Array, expected: Uint8Array) {
  const [a, b] = [decodeCheckpoint(found), decodeCheckpoint(expected)];
  for (const part of ['parameters', 'state'] as const) {
    expect(Object.keys(a[part]).sort()).toEqual(Object.keys(b[part]).sort());
    for (const [name, { values }] of Object.entries(b[part])) {
      const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
      const other = a[part][name]!.values;
      const worst = values.reduce((error, value, i) => Math.max(error, Math.abs(value - other[i]!)), 0);
      expect(worst / most, `${part} ${name}`).toBeLessThan(1e-3);
    }
  }
}
