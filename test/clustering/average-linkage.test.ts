import { describe, expect, test } from 'vitest';
import { averageLinkage } from '../../src-shared/clustering/index.ts';
import { randomFrom, shuffled } from '../../src-shared/random.ts';
import { finished } from '../../src-shared/steps.ts';

const dim = 8;

/** Unit vectors of some people around directions of their own. */
function facesOf(seed: number, people: number, each: number, noise: number): Float32Array[] {
  return Array.from({ length: people * each }, (_, i) => {
    const [own, other] = [randomFrom(seed, Math.floor(i / each)), randomFrom(seed, 1000, i)];
    const sum = Float32Array.from({ length: dim }, () => own.normal() + noise * other.normal());
    const length = Math.hypot(...sum);
    return sum.map((value) => value / length);
  });
}

const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** Groups by ids in any order of points; pairs below the cut are left out. */
function group(vectors: Float32Array[], cut: number, order: ArrayLike<number>, apart = (id: number) => id) {
  const points = Array.from(order, (id) => ({
    id,
    vector: vectors[id]!,
    apart: apart(id),
    neighbours: [...vectors.keys()].filter(
      (other) => other !== id && product(vectors[id]!, vectors[other]!) >= cut,
    ),
  }));
  return finished(averageLinkage(points, cut)).sort((a, b) => a[0]! - b[0]!);
}

/** Average linkage by its definition: of all pairs of clusters the one with the largest mean cosine is joined. */
function byDefinition(vectors: Float32Array[], cut: number): number[][] {
  const clusters = vectors.map((_, i) => [i]);
  const mean = (a: number[], b: number[]) => {
    let sum = 0;
    for (const i of a) for (const j of b) sum += product(vectors[i]!, vectors[j]!);
    return sum / (a.length * b.length);
  };
  for (;;) {
    let best = { cosine: cut, a: -1, b: -1 };
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const cosine = mean(clusters[a]!, clusters[b]!);
        if (cosine > best.cosine) best = { cosine, a, b };
      }
    }
    if (best.a < 0) break;
    clusters[best.a]!.push(...clusters[best.b]!);
    clusters.splice(best.b, 1);
  }
  return clusters
    .filter(({ length }) => length > 1)
    .map((ids) => ids.sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

describe('average linkage', () => {
  test.each(seeds)('joins as its definition says, without the pairs below the cut (seed %i)', (seed) => {
    const vectors = facesOf(seed, 9, 6, 0.3 + 0.05 * seed);
    for (const cut of [0.2, 0.5, 0.8, 0.95])
      expect(group(vectors, cut, [...vectors.keys()])).toEqual(byDefinition(vectors, cut));
  });

  test.each(seeds)('is a partition that the order of the points does not change (seed %i)', (seed) => {
    const vectors = facesOf(seed, 12, 5, 0.5);
    const groups = group(vectors, 0.6, [...vectors.keys()]);
    const ids = groups.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(groups.length).toBeGreaterThan(1);
    for (const shuffle of [1, 2, 3])
      expect(group(vectors, 0.6, shuffled(vectors.length, randomFrom(seed, shuffle)))).toEqual(groups);
  });

  test.each(seeds)('a higher cut only divides groups (seed %i)', (seed) => {
    const vectors = facesOf(seed, 12, 5, 0.6);
    const low = group(vectors, 0.5, [...vectors.keys()]);
    const groupOf = new Map(low.flatMap((ids, i) => ids.map((id) => [id, i] as const)));
    for (const ids of group(vectors, 0.7, [...vectors.keys()]))
      expect(new Set(ids.map((id) => groupOf.get(id))).size).toBe(1);
  });

  test('puts faces with the same mark apart, however like they are', () => {
    const vectors = facesOf(1, 1, 6, 0.01);
    const photoOf = (id: number) => id % 3;
    for (const ids of group(vectors, 0.9, [...vectors.keys()], photoOf))
      expect(new Set(ids.map(photoOf)).size).toBe(ids.length);
    expect(group(vectors, 0.9, [...vectors.keys()], photoOf)).toHaveLength(2);
  });

  test('joins equal points, in the order of their ids', () => {
    const [one] = facesOf(3, 1, 1, 0);
    expect(group([one!, one!, one!], 0.99, [2, 0, 1])).toEqual([[0, 1, 2]]);
    expect(group([one!, one!, one!], 0.99, [2, 0, 1], (id) => Math.min(id, 1))).toEqual([[0, 1]]);
  });
});
