import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { rowProducts } from '../../src-main/compute/row-products.ts';
import { comparable, type FacePicture, isSamePicture } from '../../src-main/photos/same-picture.ts';
import { nearDuplicates } from '../../src-main/store/near-duplicates.ts';
import { copiesAmong } from '../../src-main/store/shot-faces.ts';
import { type Random, randomFrom } from '../../src-shared/random.ts';
import { finished } from '../../src-shared/steps.ts';
import { thumbnailSide } from '../../src-shared/vision/index.ts';

// What is compared in blocks and buckets ends in the pairs of a plain double loop.

/** Links each to the first before it that it belongs with, of those that are linked to none. */
function linksByPlainLoop(
  count: number,
  isNew: (i: number) => boolean,
  isPair: (i: number, j: number) => boolean,
): [number, number][] {
  const linked = new Set<number>();
  const pairs: [number, number][] = [];
  for (let j = 0; j < count; j++) {
    if (!isNew(j)) continue;
    for (let i = 0; i < j; i++) {
      if (linked.has(i) || !isPair(i, j)) continue;
      linked.add(j);
      pairs.push([i, j]);
      break;
    }
  }
  return pairs;
}

/** A scene of soft spots, seen through a frame that is moved by some pixels. */
function someFace(random: Random, spots: readonly (readonly number[])[], moved: number): FacePicture {
  const [right, down] = [moved * (random.uniform() - 0.5), moved * (random.uniform() - 0.5)];
  const thumbnail = Uint8Array.from({ length: thumbnailSide ** 2 }, (_, i) => {
    let light = 30;
    for (const [x, y, height] of spots) {
      const [dx, dy] = [(i % thumbnailSide) - x! - right, Math.floor(i / thumbnailSide) - y! - down];
      light += height! * Math.exp(-(dx * dx + dy * dy) / 30);
    }
    return Math.min(240, light);
  });
  // The photo is cut off where the scene is, so that its edges lie elsewhere, too.
  const pixel = (2 * 150) / thumbnailSide;
  return {
    thumbnail,
    turn: 0,
    scale: 1,
    left: -200 + pixel * right,
    right: 300 + pixel * right,
    top: -200 + pixel * down,
    bottom: 250 + pixel * down,
  };
}

const someSpots = (random: Random) =>
  Array.from({ length: 14 }, () => [
    thumbnailSide * random.uniform(),
    thumbnailSide * random.uniform(),
    150 * random.uniform(),
  ]);

test('copies are those of a plain loop, over several blocks, whichever photos are new', () => {
  const random = randomFrom(3);
  const scenes = Array.from({ length: 300 }, () => someSpots(random));
  const faces = Array.from({ length: 560 }, (_, photo) => ({
    photo,
    picture: someFace(random, scenes[random.integer(scenes.length)]!, 3),
  }));
  const ready = faces.map(({ picture }) => comparable(picture));
  for (const newShare of [1, 0.1]) {
    // As a library hands them over: those that were compared come first.
    const isNew = (photo: number) => photo >= (1 - newShare) * faces.length;
    const pairs = finished(copiesAmong(faces, rowProducts, isNew));
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.sort(([, a], [, b]) => a - b)).toEqual(
      linksByPlainLoop(faces.length, isNew, (i, j) => isSamePicture(ready[i]!, ready[j]!)),
    );
  }
});

test('near-duplicates are those of a plain loop, far apart and much alike', () => {
  const cases = fc.record({
    seed: fc.nat(),
    count: fc.integer({ min: 0, max: 400 }),
    flipped: fc.constantFrom(0.02, 0.05, 0.1, 0.2, 0.5),
    newShare: fc.constantFrom(1, 0.3),
  });
  let found = 0;
  fc.assert(
    fc.property(cases, ({ seed, count, flipped, newShare }) => {
      const random = randomFrom(seed);
      const base = Array.from({ length: 144 }, () => random.integer(2));
      const bits = Array.from({ length: count }, () =>
        base.map((bit) => (random.uniform() < flipped ? 1 - bit : bit)),
      );
      const fingerprints = bits.map((all) =>
        BigInt(`0b${all.join('')}`)
          .toString(16)
          .padStart(36, '0'),
      );
      const isNew = (i: number) => i >= (1 - newShare) * count;
      const isSame = (i: number, j: number) => (i + j) % 5 !== 0;
      const isNear = (i: number, j: number) =>
        bits[i]!.filter((bit, k) => bit !== bits[j]![k]).length <= 14 && isSame(i, j);
      const pairs = nearDuplicates(fingerprints, isNew, isSame);
      found += pairs.length;
      expect(pairs).toEqual(linksByPlainLoop(count, isNew, isNear));
    }),
    { numRuns: 40 },
  );
  expect(found).toBeGreaterThan(100);
});

test('thousands of photos that differ little are compared with few others each', () => {
  const random = randomFrom(1);
  const spots = someSpots(random);
  const few = Array.from({ length: 20 }, () => someFace(random, spots, 0.5));
  const faces = Array.from({ length: 8000 }, (_, photo) => ({ photo, picture: few[photo % few.length]! }));
  expect(finished(copiesAmong(faces, rowProducts))).toHaveLength(7999);
  const digits = (value: number) =>
    Math.floor(value * 2 ** 24)
      .toString(16)
      .padStart(6, '0');
  const fingerprints = faces.map(() => `${'0'.repeat(30)}${digits(random.uniform())}`);
  let compared = 0;
  const isSame = () => {
    compared++;
    return true;
  };
  expect(nearDuplicates(fingerprints, () => true, isSame).length).toBeGreaterThan(7000);
  // There are 32 million pairs.
  expect(compared).toBeLessThanOrEqual(faces.length);
});

test.each([
  ['by kernels', false],
  ['in a loop if there are none', true],
])(
  'products of blocks are those of a plain loop, whatever was in the blocks before: %s',
  async (_, broken) => {
    vi.resetModules();
    if (broken) {
      vi.doMock('../../src-main/compute/wasm/team.ts', () => ({
        startTeam: () => {
          throw new Error('not compiled');
        },
      }));
    }
    const { rowProducts } = await import('../../src-main/compute/row-products.ts');
    vi.doUnmock('../../src-main/compute/wasm/team.ts');
    for (const [terms, rowsOfA, rowsOfB] of [
      [256, 512, 512],
      [256, 3, 511],
      [5, 1, 1],
      [256, 7, 13],
    ] as const) {
      const { a, b, multiply } = rowProducts(terms);
      expect(a.buffer instanceof SharedArrayBuffer).toBe(!broken);
      const random = randomFrom(terms);
      for (const block of [a, b]) for (let i = 0; i < block.length; i++) block[i] = random.uniform() - 0.5;
      const products = multiply(rowsOfA, rowsOfB);
      expect(products).toHaveLength(rowsOfA * rowsOfB);
      for (const [i, j] of [
        [0, 0],
        [rowsOfA - 1, rowsOfB - 1],
        [rowsOfA - 1, 0],
        [rowsOfA >> 1, rowsOfB >> 1],
      ] as const) {
        let sum = 0;
        for (let k = 0; k < terms; k++) sum += a[i * terms + k]! * b[j * terms + k]!;
        expect(products[i * rowsOfB + j]).toBeCloseTo(sum, 4);
      }
    }
  },
);
