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
): Promise<{ recall: Recall; asked: number[] }> {
  const asked = new Set<number>();
  const check = new RecallCheck(of, {
    exactly: async (some, limit) => some.map((probe) => nearestTo(probe, limit)),
    byIndex: async (some, limit, expansion) => {
      asked.add(expansion);
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
    if (recall !== null) return { recall, asked: [...asked] };
  }
}

test('an index that finds all looks no closer than it must', async () => {
  expect(await checked(() => 0)).toEqual({
    recall: { probes: 220, at1: 1, at10: 1, wanted: 0.999, expansion: 64 },
    asked: [64],
  });
});

test('the search widens until it surely finds 999 of 1,000 neighbours', async () => {
  // One neighbour of one probe is 1 of 2,200, and two are more than half of what is allowed.
  const { recall, asked } = await checked((expansion, probe) =>
    expansion < 512 ? (probe < 2 ? 1 : 0) : probe < 1 ? 1 : 0,
  );
  expect(asked).toEqual([64, 96, 128, 192, 256, 384, 512]);
  expect(recall).toMatchObject({ at1: 219 / 220, at10: 2199 / 2200, expansion: 512 });
});

test('one that never finds enough says so', async () => {
  const { recall, asked } = await checked(() => 2);
  expect(asked).toEqual([64, 96, 128, 192, 256, 384, 512, 640, 768, 896, 1024, 1280, 1536, 2048]);
  expect(recall).toMatchObject({ at1: 0, at10: 0.8, wanted: 0.999, expansion: 2048 });
});

test('an index that can look at 1,000 at most looks no closer', async () => {
  const { recall, asked } = await checked(() => 2, probes, 1000);
  expect(asked).toEqual([64, 96, 128, 192, 256, 384, 512, 640, 768, 896, 1000]);
  expect(recall.expansion).toBe(1000);
});

test('without probes nothing is missed', async () => {
  expect((await checked(() => 10, [])).recall).toMatchObject({ probes: 0, at1: 1, at10: 1 });
});
