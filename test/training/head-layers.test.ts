import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { embed, type Head } from '../../src-shared/training/head.ts';
import { forward, type Mode } from '../../src-shared/training/head-layers.ts';
import type { StoredTensor } from '../../src-shared/training/safetensors.ts';
import { foldBatchNorm } from '../../src-shared/training/standardise.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('cpu');
const [count, width, hidden, dim] = [6, 4, 5, 3];

function numbers(seed: number, shape: number[]): StoredTensor {
  const random = randomFrom(seed);
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, values: Float32Array.from({ length: size }, () => random.normal()) };
}

const linear = { weight: numbers(1, [width, dim]) };
const mlp = {
  hiddenWeight: numbers(2, [width, hidden]),
  hiddenBias: numbers(3, [hidden]),
  weight: numbers(4, [hidden, dim]),
  bias: numbers(5, [dim]),
};
const offset = { ...linear, bias: numbers(10, [dim]) };
const skipped = { ...mlp, skipWeight: numbers(11, [width, dim]) };
const normed = { ...mlp, hiddenScale: numbers(6, [hidden]) };
const running = {
  hiddenMean: numbers(7, [hidden]),
  hiddenVariance: { shape: [hidden], values: numbers(8, [hidden]).values.map((v) => v * v + 0.1) },
};
const mask = {
  shape: [count, hidden],
  values: Float32Array.from({ length: count * hidden }, (_, i) => (i % 3 ? 1.5 : 0)),
};

const tensors = (weights: Record<string, StoredTensor>) =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]),
  );

/** Sum of the embeddings times fixed numbers, and its gradients by the weights. */
function evaluate(
  weights: Record<string, StoredTensor>,
  features: Float32Array,
  mode: 'training' | 'dropout' | 'fixed',
) {
  return tf.tidy(() => {
    const how: Mode = {
      isTraining: mode !== 'fixed',
      dropout: mode === 'dropout' ? tf.tensor2d(mask.values, [count, hidden]) : null,
    };
    const pass = forward(tf, tensors(weights), tensors(running), tf.tensor2d(features, [count, width]), how);
    const pull = tf.tensor2d(numbers(9, [count, dim]).values, [count, dim]);
    const gradients = Object.entries(pass.backward(pull)).map(([name, tensor]) => [name, tensor.dataSync()]);
    return {
      value: tf.sum(tf.mul(pass.embeddings, pull)).dataSync()[0]!,
      gradients: Object.fromEntries(gradients) as Record<string, Float32Array>,
    };
  });
}

const features = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: count * width, maxLength: count * width })
  .map((values) => Float32Array.from(values));

describe('gradients through a head agree with central differences', () => {
  test.each([
    ['linear', linear, 'training'],
    ['linear with an offset', offset, 'training'],
    ['MLP beside a linear layer', skipped, 'training'],
    ['MLP beside a linear layer with dropout', skipped, 'dropout'],
    ['MLP', mlp, 'training'],
    ['MLP with dropout', mlp, 'dropout'],
    ['MLP with batch normalisation', normed, 'training'],
    ['MLP with batch normalisation and dropout', normed, 'dropout'],
  ] as const)('%s', (_, weights: Record<string, StoredTensor>, mode) => {
    let compared = 0;
    fc.assert(
      fc.property(features, fc.nat(), (input, pick) => {
        const { gradients, value } = evaluate(weights, input, mode);
        expect(Object.keys(gradients).sort()).toEqual(Object.keys(weights).sort());
        for (const [name, { shape, values }] of Object.entries(weights)) {
          const index = pick % values.length;
          const moved = (by: number) => {
            const next = values.map((value, i) => (i === index ? value + by : value));
            return evaluate({ ...weights, [name]: { shape, values: next } }, input, mode).value;
          };
          const step = 5e-3;
          const [before, after] = [(value - moved(-step)) / step, (moved(step) - value) / step];
          const slope = (before + after) / 2;
          // Where a step carries a hidden unit through zero, or a unit hardly varies over the batch, differences to both
          // sides disagree and mean nothing.
          if (Math.abs(before - after) > 0.05 + 0.05 * Math.abs(slope)) continue;
          compared++;
          const gradient = gradients[name]![index]!;
          expect(Math.abs(slope - gradient)).toBeLessThan(0.05 + 0.03 * Math.abs(gradient));
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});

test('a head with batch normalisation is the same as the plain head that it is folded into', () => {
  fc.assert(
    fc.property(features, (input) => {
      const weights = foldBatchNorm(normed, running);
      expect(Object.keys(weights).sort()).toEqual(Object.keys(mlp).sort());
      const head: Head = { kind: 'mlp', dim, weights, centres: null, people: [] };
      const rows = Array.from({ length: count }, (_, i) => input.subarray(i * width, (i + 1) * width));
      const folded = embed(head, rows);
      const direct = tf.tidy(() => {
        const how = { isTraining: false, dropout: null };
        const pass = forward(tf, tensors(normed), tensors(running), tf.tensor2d(input, [count, width]), how);
        return pass.embeddings.arraySync();
      });
      for (const [i, row] of direct.entries()) {
        const length = Math.hypot(...row);
        for (const [j, value] of row.entries()) expect(folded[i]![j]).toBeCloseTo(value / length, 3);
      }
    }),
    { numRuns: 30 },
  );
});
