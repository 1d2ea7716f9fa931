import { expect, test } from 'vitest';
import { createEmbedder } from '../../src-main/compute/head-embedder.ts';
import { embed, type Head } from '../../src-shared/training/index.ts';
import { madeUpHead } from '../helpers/made-up-heads.ts';

const features = Array.from({ length: 5 }, (_, i) =>
  Float32Array.from({ length: 256 }, (_, k) => Math.abs(Math.sin((i + 1) * (k + 3)))),
);

test.each<[string, Head]>([
  ['linear', madeUpHead({ bias: false })],
  ['linear with a bias', madeUpHead({})],
  ['with a hidden layer', madeUpHead({ hidden: 24 })],
  ['with a hidden layer and a way past it', madeUpHead({ hidden: 24, skip: true })],
])('a head %s gives the same embeddings by kernels as plainly', (_, head) => {
  const { features: block, embed: embedBlock } = createEmbedder(head);
  for (const [i, feature] of features.entries()) block.set(feature, i * feature.length);
  const plain = embed(head, features);
  for (const [i, row] of embedBlock(features.length).entries())
    for (const [k, value] of row.entries()) expect(value).toBeCloseTo(plain[i]![k]!, 5);
});
