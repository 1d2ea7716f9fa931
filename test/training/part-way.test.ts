import { describe, expect, test } from 'vitest';
import { normals, randomFrom } from '../../src-shared/random.ts';
import { type Head, pretrainedHead, rawEmbeddings } from '../../src-shared/training/head.ts';
import { partOfTheWay } from '../../src-shared/training/part-way.ts';

const random = randomFrom(1);
const tensor = (...shape: number[]) => ({
  shape,
  values: normals(
    shape.reduce((product, side) => product * side, 1),
    0.1,
    random,
  ),
});
const from = pretrainedHead(tensor(256, 128).values);
const centres = tensor(3, 128);
const rest = { dim: 128, centres, people: ['a', 'b', 'c'] };
const linear: Head = { kind: 'linear', weights: { weight: tensor(256, 128), bias: tensor(128) }, ...rest };
const mlp: Head = {
  kind: 'mlp',
  weights: {
    hiddenWeight: tensor(256, 20),
    hiddenBias: tensor(20),
    weight: tensor(20, 128),
    bias: tensor(128),
    skipWeight: tensor(256, 128),
  },
  ...rest,
};
const features = Array.from({ length: 5 }, () => normals(256, 1, random));

describe.each([
  ['a linear head', linear],
  ['an MLP beside a linear layer', mlp],
])('%s', (_, to) => {
  test('part of the way embeds where the straight line between both embeddings is', () => {
    const [start, end] = [rawEmbeddings(from, features), rawEmbeddings(to, features)];
    for (const share of [0, 0.1, 0.5, 0.9, 1]) {
      for (const [i, row] of rawEmbeddings(partOfTheWay(from, to, share), features).entries()) {
        for (const [j, value] of row.entries()) {
          expect(value).toBeCloseTo((1 - share) * start[i]![j]! + share * end[i]![j]!, 4);
        }
      }
    }
  });

  test('keeps its class centres only at the end of the way', () => {
    expect(partOfTheWay(from, to, 1)).toEqual(to);
    expect(partOfTheWay(from, to, 0.5)).toMatchObject({ centres: null, people: to.people });
  });
});
