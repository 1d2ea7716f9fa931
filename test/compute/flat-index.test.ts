import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createFlatIndex } from '../../src-main/compute/flat-index.ts';
import { normals, randomFrom } from '../../src-shared/random.ts';
import { byCosine, cosine, type VectorIndex } from '../../src-shared/recognition/index.ts';

const open: VectorIndex[] = [];
afterEach(() => {
  for (const index of open.splice(0)) index.close();
});

function indexOf(dim: number, threads: number): VectorIndex {
  const index = createFlatIndex(dim, { threads });
  open.push(index);
  return index;
}

function vectors(count: number, dim: number, seed: number): Float32Array[] {
  const values = normals(count * dim, 1, randomFrom(seed));
  return Array.from({ length: count }, (_, i) => {
    const row = values.slice(i * dim, (i + 1) * dim);
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
}

/** The definition. */
function nearest(known: ReadonlyMap<number, Float32Array>, query: Float32Array, limit: number) {
  return [...known]
    .map(([id, vector]) => ({ id, cosine: cosine(query, vector) }))
    .sort(byCosine)
    .slice(0, limit)
    .map(({ id, cosine: value }) => ({ id, cosine: expect.closeTo(value, 5) }));
}

test.each([1, 2])(
  'finds the nearest of random vectors on %i threads, for any number of queries',
  async (threads) => {
    for (const [dim, count, queries, limit] of [
      [1, 5, 1, 3],
      [3, 9, 2, 9],
      [128, 1500, 1, 5],
      [128, 700, 301, 2],
      [130, 333, 3, 100],
    ] as const) {
      const index = indexOf(dim, threads);
      const all = vectors(count, dim, dim);
      for (const [id, vector] of all.entries()) index.set(id, vector);
      const asked = vectors(queries, dim, 77);
      const found = await index.search(asked, limit);
      expect(found).toHaveLength(queries);
      // With one dimension all are equal, and the smallest ids come first.
      const known = new Map(all.entries());
      if (dim > 1)
        for (const [i, query] of asked.entries()) expect(found[i]).toEqual(nearest(known, query, limit));
      else expect(found[0]!.every(({ cosine: value }) => Math.abs(value) > 0.999)).toBe(true);
    }
  },
);

test('has what is left after vectors were put in, replaced and taken out', async () => {
  const edits = fc.array(
    fc.record({ id: fc.integer({ min: 0, max: 30 }), seed: fc.nat({ max: 9 }), goes: fc.boolean() }),
    { maxLength: 80 },
  );
  await fc.assert(
    fc.asyncProperty(edits, async (list) => {
      const index = createFlatIndex(6, { threads: 1 });
      const known = new Map<number, Float32Array>();
      for (const { id, seed, goes } of list) {
        const [vector] = vectors(1, 6, 100 * seed + id);
        if (goes) {
          index.remove(id);
          known.delete(id);
        } else {
          index.set(id, vector!);
          known.set(id, vector!);
        }
      }
      expect(index.size).toBe(known.size);
      const [query] = vectors(1, 6, 5);
      expect(await index.search([query!], 4)).toEqual([nearest(known, query!, 4)]);
      index.close();
    }),
    { numRuns: 40 },
  );
});

test('finds nothing in an empty one, and negative cosines in one that has no other', async () => {
  const index = indexOf(4, 1);
  expect(await index.search([Float32Array.of(1, 0, 0, 0)], 5)).toEqual([[]]);
  index.set(7, Float32Array.of(-1, 0, 0, 0));
  expect(await index.search([Float32Array.of(1, 0, 0, 0)], 5)).toEqual([[{ id: 7, cosine: -1 }]]);
});
