import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import { embed, pretrainedHead, watch } from '../../src-shared/training/index.ts';
import { openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const { tf } = await openBackend('wasm');

type Spec = Parameters<typeof trainSpec.parse>[0];

/** The head and the class centres before the first step. */
async function startOf(spec: Spec) {
  for await (const { head } of watch(tf, trainSpec.parse(spec), syntheticData(), 1)) return head;
  throw new Error('A run has a start.');
}

const cosineOf = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The largest difference between two heads' cosines of any two samples. */
function largestDifference(a: Float32Array[], b: Float32Array[]): number {
  const differences = a.flatMap((row, i) =>
    a.map((other, j) => cosineOf(row, other) - cosineOf(b[i]!, b[j]!)),
  );
  return Math.max(...differences.map(Math.abs));
}

describe('before its first step a head is the pretrained one', () => {
  const { features, pretrained, labels } = syntheticData();
  const expected = embed(pretrainedHead(pretrained), features);

  test.each(losses.map(({ id }) => id))('with the loss %s', async (loss) => {
    const head = await startOf({ loss });
    const started = embed(head, features);
    for (const [i, embedding] of started.entries()) {
      expect(Math.abs(1 - cosineOf(embedding, expected[i]!))).toBeLessThan(1e-5);
    }
    expect(largestDifference(started, expected)).toBeLessThan(1e-5);
  });

  test.each([{}, { batchNorm: true }, { dropout: 0.5 }])('as an MLP, too: %o', async (settings) => {
    const head = await startOf({ loss: 'arcface', head: { kind: 'mlp', ...settings } });
    expect(largestDifference(embed(head, features), expected)).toBeLessThan(1e-5);
  });

  test('its class centres lie at the mean directions of the pretrained embeddings', async () => {
    const { centres, dim } = await startOf({ loss: 'cosface', validation: 0 });
    const sums = Array.from({ length: 6 }, () => new Float32Array(dim));
    for (const [i, embedding] of expected.entries()) {
      for (let k = 0; k < dim; k++) sums[labels[i]!]![k]! += embedding[k]!;
    }
    for (const [c, sum] of sums.entries()) {
      const centre = centres!.values.subarray(c * dim, (c + 1) * dim);
      expect(cosineOf(centre, sum) / Math.hypot(...sum)).toBeCloseTo(1, 5);
    }
  });

  test('unless it is to start at random', async () => {
    for (const kind of ['linear', 'mlp'] as const) {
      const head = await startOf({ loss: 'arcface', head: { kind, init: 'random' } });
      expect(largestDifference(embed(head, features), expected)).toBeGreaterThan(0.1);
    }
  });
});
