import { expect, test } from 'vitest';
import { RecallCheck } from '../../src-main/gallery/engines/recall-check.ts';
import type { Recall } from '../../src-shared/contract/index.ts';
import type { Neighbour } from '../../src-shared/recognition/index.ts';

const probes = Array.from({ length: 220 }, (_, i) => Float32Array.of(i));
/** Ten neighbours of a probe, or fewer. */
const nearestTo = (probe: Float32Array, limit: number): Neighbour[] =>
  Array.from({ length: limit }, (_, i) => ({ id: 100 * probe[0]! + i, cosine: 0.9 - i / 100 }));

/** @param misses how many of a probe's ten neighbours an index does not find, which are its first ones. */
async function checked(
  misses: (expansion: number, probe: number) => number,
  of = probes,
  mostExpansion?: number,
): Promise<{ recall: Recall; asked: number[]; questions: Map<number, number> }> {
  const questions = new Map<number, number>();
  const check = new RecallCheck(of, {
    exactly: async (some, limit) => some.map((probe) => nearestTo(probe, limit)),
    byIndex: async (some, limit, expansion) => {
      questions.set(expansion, (questions.get(expansion) ?? 0) + some.length);
      return some.map((probe) =>
        nearestTo(probe, limit + 5)
          .slice(misses(expansion, probe[0]!))
          .slice(0, limit),
      );
    },
    ...(mostExpansion !== undefined && { mostExpansion }),
  });
  for (;;) {
    const recall = await check.step();
    if (recall !== null) return { recall, asked: [...questions.keys()], questions };
  }
}

test('an index that finds all looks no closer than it must', async () => {
  expect(await checked(() => 0)).toMatchObject({
    recall: { probes: 220, at1: 1, at10: 1, wanted: 0.999, expansion: 64 },
    asked: [64],
  });
});

/** Probes by which is decided: of 2,000, 4,000 and 8,000, of which 20, 40 and 80 neighbours may be missed. */
const many = Array.from({ length: 9000 }, (_, i) => Float32Array.of(i));
/** Misses of the first so many that are asked. @param asked of each expansion that was asked about, how many probes so far. */
function missing(most: (expansion: number, asked: number) => number) {
  const asked = new Map<number, number>();
  const missed = new Map<number, number>();
  return (expansion: number) => {
    const count = (asked.get(expansion) ?? 0) + 1;
    asked.set(expansion, count);
    if ((missed.get(expansion) ?? 0) >= most(expansion, count)) return 0;
    missed.set(expansion, (missed.get(expansion) ?? 0) + 1);
    return 1;
  };
}

test('the search widens until it surely finds 999 of 1,000 neighbours', async () => {
  // 20 of 20,000 may be missed; where 10 of a sample are, it may well be more of another.
  const { recall, asked, questions } = await checked(
    missing((expansion) => (expansion < 320 ? 10 : 9)),
    many.slice(0, 2000),
  );
  expect(asked).toEqual([64, 96, 128, 192, 256, 320]);
  expect(recall).toMatchObject({ probes: 2000, at1: 1991 / 2000, at10: 19_991 / 20_000, expansion: 320 });
  // Given up only when the last look is over or enough are missed, which is with the tenth.
  expect(questions.get(256)).toBe(25);
});

test('more probes are asked where fewer leave it open', async () => {
  // Of 2,000 probes 20 misses may be luck, of 4,000 these are few enough.
  const { recall, asked, questions } = await checked(
    missing((expansion) => (expansion < 128 ? 21 : 20)),
    many,
  );
  expect(asked).toEqual([64, 96, 128]);
  expect(recall).toMatchObject({ probes: 4000, at10: 39_980 / 40_000, expansion: 128 });
  expect([...questions.values()]).toEqual([25, 25, 4000]);
});

test.each([
  [59, 64],
  [60, 96],
])('%i misses of all probes decide on looking at %i', async (misses, expansion) => {
  const spread = (asked: number) => (asked <= 2000 ? 20 : asked <= 4000 ? 40 : misses);
  const { recall, questions } = await checked(
    missing((expansion, asked) => (expansion === 64 ? spread(asked) : 0)),
    many,
  );
  expect(recall).toMatchObject({ expansion, probes: expansion === 64 ? 8000 : 2000 });
  expect(questions.get(64)).toBe(expansion === 64 ? 8000 : 4025);
});

test('the first probes are of all of them', async () => {
  const asked = new Set<number>();
  await checked((_, probe) => {
    asked.add(probe);
    return 0;
  }, many);
  expect(asked.size).toBe(2000);
  for (let from = 0; from < 9000; from += 1000)
    expect([...asked].filter((probe) => probe >= from && probe < from + 1000).length).toBeGreaterThan(150);
});

test('of a few neighbours none may be missed', async () => {
  const { recall } = await checked((expansion, probe) => (expansion < 512 && probe === 0 ? 1 : 0));
  expect(recall).toMatchObject({ at10: 1, expansion: 512 });
});

test('how closely it looks is given up as soon as too many are missed', async () => {
  const { recall, questions } = await checked((expansion) => (expansion < 128 ? 1 : 0));
  expect(recall).toMatchObject({ probes: 220, at10: 1, expansion: 128 });
  expect([...questions]).toEqual([
    [64, 25],
    [96, 25],
    [128, 220],
  ]);
});

test('one that never finds enough says so', async () => {
  const { recall, asked, questions } = await checked(() => 2);
  expect(asked).toHaveLength(18);
  expect(questions.get(2048)).toBe(220);
  expect(recall).toMatchObject({ at1: 0, at10: 0.8, wanted: 0.999, expansion: 2048 });
});

test('an index that can look at 1,000 at most looks no closer', async () => {
  const { recall, asked } = await checked(() => 2, probes, 1000);
  expect(asked.slice(-2)).toEqual([896, 1000]);
  expect(recall.expansion).toBe(1000);
});

test('without probes nothing is missed', async () => {
  expect((await checked(() => 10, [])).recall).toMatchObject({ probes: 0, at1: 1, at10: 1 });
});
