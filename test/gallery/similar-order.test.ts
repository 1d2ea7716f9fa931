/** Similar vectors come one after another. */
import { expect, test } from 'vitest';
import { sortBySimilarity } from '../../src-main/gallery/engines/similar-order.ts';
import { cosine } from '../../src-shared/recognition/index.ts';
import { vectorOf } from './vectors.ts';

const [dim, count] = [12, 6000];
const vectors = new Map(Array.from({ length: count }, (_, id) => [id, vectorOf(dim, id)]));

/** How alike vectors are to those that come 77 later. */
function likeness(ids: Iterable<number>): number {
  const order = [...ids];
  const cosines = order.slice(77).map((id, i) => cosine(vectors.get(id)!, vectors.get(order[i]!)!));
  return cosines.reduce((sum, one) => sum + one, 0) / cosines.length;
}

test('similar vectors lie together, and nothing is lost or mixed up', async () => {
  const known = new Map(Array.from(vectors.keys(), (id) => [id, `number ${id}`]));
  // Every fiftieth is around the same direction: before, nobody is beside one of these.
  const before = likeness(known.keys());
  await sortBySimilarity(known, (id) => vectors.get(id)!);
  expect(likeness(known.keys())).toBeGreaterThan(before + 0.15);
  expect(new Set(known.keys())).toEqual(new Set(vectors.keys()));
  expect([...known].every(([id, one]) => one === `number ${id}`)).toBe(true);
});

test('what comes, changes and goes meanwhile stays as it is', async () => {
  const known = new Map(Array.from(vectors.keys(), (id) => [id, 0]));
  const gone = new Set([5, 700]);
  const sorted = sortBySimilarity(known, (id) => (gone.has(id) ? null : vectors.get(id)!));
  known.delete(5);
  known.set(6, 1);
  known.set(count, 2);
  await sorted;
  expect(known.size).toBe(count);
  expect([known.get(5), known.get(6), known.get(700), known.get(count)]).toEqual([undefined, 1, 0, 2]);
});

test('vectors that are all alike are sorted, too', async () => {
  const known = new Map(Array.from({ length: 1000 }, (_, id) => [id, id]));
  await sortBySimilarity(known, () => vectors.get(0)!);
  expect(new Set(known.values()).size).toBe(1000);
});
