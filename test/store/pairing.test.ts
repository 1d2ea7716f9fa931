import { expect, test } from 'vitest';
import { packDraws, pairing, unpackDraws } from '../../src-main/store/pairing.ts';

const draws = (shift: number) => ({
  people: Float32Array.of(0.5 + shift, Number.NaN, 0.25),
  pairs: Float32Array.of(0.125 + shift),
});

test('draws are kept to the bit, of each head', () => {
  const heads = [draws(0), draws(1)];
  const figure = { name: 'eer' as const, at: null, people: null, ...packDraws(heads) };
  for (const [head, kept] of heads.entries()) expect(unpackDraws(figure, head)).toEqual(kept);
});

test('evaluations of versions that drew no pairs can be read', () => {
  const { drawnPairs: _, ...older } = { name: 'TAR', at: 0.01, ...packDraws([draws(0)]) };
  const read = pairing.parse({ search: null, pairs: { faces: 'f', people: 3, figures: [older] } });
  const { people, pairs } = unpackDraws(read.pairs!.figures[0]!, 0);
  expect(people).toEqual(draws(0).people);
  expect(pairs).toHaveLength(0);
});
