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

test('the search widens until it surely finds 999 of 1,000 neighbours', async () => {
  // 20 of 20,000 may be missed; where 12 of a sample are, it may well be more of another.
  const many = Array.from({ length: 2000 }, (_, i) => Float32Array.of(i));
  const { recall, asked, questions } = await checked(
    (expansion, probe) => (probe >= 2000 - (expansion < 320 ? 12 : 11) ? 1 : 0),
    many,
  );
  expect(asked).toEqual([64, 96, 128, 192, 256, 320]);
  expect(recall).toMatchObject({ probes: 2000, at1: 1989 / 2000, at10: 19_989 / 20_000, expansion: 320 });
  expect(questions.get(256)).toBe(2000);
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
