/** Ranks of searches for enrolled people, beside what is counted plainly. */
import { expect, test } from 'vitest';
import { evaluateRanks } from '../../src-main/services/evaluate-ranks.ts';
import { randomFrom } from '../../src-shared/random.ts';
import type { Deal } from '../../src-shared/recognition/index.ts';

const [people, each, dim] = [30, 5, 16];
const faces = Array.from({ length: people * each }, (_, i) => ({
  ...{ faceId: i + 1, person: `person ${Math.floor(i / each)}`, shot: i, mayProbe: true },
}));

/** No face was found on every 17th photo. */
const isLost = (i: number) => i % 17 === 16;

/** Unit vectors about one direction a person. */
function embeddingsWith(noise: number, seed: number): (Float32Array | null)[] {
  return faces.map((_, i) => {
    if (isLost(i)) return null;
    const [own, other] = [randomFrom(seed, Math.floor(i / each)), randomFrom(seed + 1, i)];
    const vector = Array.from({ length: dim }, () => own.normal() + noise * other.normal());
    const length = Math.hypot(...vector);
    return Float32Array.from(vector, (value) => value / length);
  });
}

const deals = [0, 1, 2].map((seed): Deal => {
  const places = [...faces.keys()];
  const isEnrolled = (i: number) => (i + seed) % each < 2;
  return {
    enrolled: places.filter((i) => isEnrolled(i) && !isLost(i)),
    probes: places.filter((i) => !isEnrolled(i) && (i + seed) % 7 > 0),
    strangers: [],
  };
});

/** The rank of each search, by its cosines with the mean directions of all people, added up in doubles. */
function ranksOf({ enrolled, probes }: Deal, embeddings: readonly (Float32Array | null)[]): number[] {
  const means = Array.from({ length: people }, (_, person) => {
    const own = enrolled.filter((i) => Math.floor(i / each) === person);
    const sum = Array.from({ length: dim }, (_, k) => own.reduce((all, i) => all + embeddings[i]![k]!, 0));
    return sum.map((value) => value / Math.hypot(...sum));
  });
  return probes.map((i) => {
    const probe = embeddings[i];
    if (!probe) return Number.POSITIVE_INFINITY;
    const cosines = means.map((mean) => mean.reduce((all, value, k) => all + value * probe[k]!, 0));
    const own = cosines[Math.floor(i / each)]!;
    return cosines.filter((cosine) => cosine > own).length + 1;
  });
}

test('by rank the share of searches that find the person, as counted plainly', () => {
  const heads = [embeddingsWith(1.5, 1), embeddingsWith(2.5, 5)].map((embeddings) => ({
    ...{ dim, isPretrained: false, embeddings },
  }));
  const { search } = evaluateRanks(faces, heads, deals, () => {});
  for (const [h, { ranks, top1, top5 }] of search.heads.entries()) {
    const found = deals.map((deal) => ranksOf(deal, heads[h]!.embeddings));
    expect(ranks).toHaveLength(20);
    for (const [i, { value, interval }] of ranks!.entries()) {
      const shares = found.map((ranks) => ranks.filter((rank) => rank <= i + 1).length / ranks.length);
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(value).toBeCloseTo(mean, 12);
      expect(interval![0]).toBeLessThanOrEqual(value);
      expect(interval![1]).toBeGreaterThanOrEqual(value);
      expect(value).toBeGreaterThanOrEqual(ranks![i - 1]?.value ?? 0);
    }
    // It is worth looking at: neither all nor none are found at once, and photos without a face never.
    expect(top1.value).toBeLessThan(0.99);
    expect(ranks![19]!.value).toBeGreaterThan(top1.value + 0.05);
    expect(ranks![19]!.value).toBeLessThan(1);
    expect([top1, top5]).toEqual([ranks![0], ranks![4]]);
  }
});

test('of few people there are no more ranks than people, but always five', () => {
  const few = faces.slice(0, 7 * each);
  const deal = { ...deals[0]!, enrolled: deals[0]!.enrolled.filter((i) => i < few.length) };
  const searched = { ...deal, probes: deal.probes.filter((i) => i < few.length) };
  const head = { dim, isPretrained: false, embeddings: embeddingsWith(1, 1).slice(0, few.length) };
  expect(evaluateRanks(few, [head], [searched], () => {}).search.heads[0]!.ranks).toHaveLength(7);
});
