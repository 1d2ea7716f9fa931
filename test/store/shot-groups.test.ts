import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { rowProducts } from '../../src-main/compute/row-products.ts';
import { burstsAmong, copiesAmong } from '../../src-main/store/shot-faces.ts';
import { groupShots } from '../../src-main/store/shots.ts';
import { type Random, randomFrom } from '../../src-shared/random.ts';

// What is compared in blocks and buckets ends in the groups of a plain double loop.

/** For each of `count` things the first of its group, where `isPair` says of any two whether they belong together. */
function groupsByPlainLoop(count: number, isPair: (i: number, j: number) => boolean): number[] {
  const group = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      if (group[i] === group[j] || !isPair(i, j)) continue;
      const [kept, gone] = [Math.min(group[i]!, group[j]!), Math.max(group[i]!, group[j]!)];
      for (let k = 0; k < count; k++) if (group[k] === gone) group[k] = kept;
    }
  }
  return group;
}

const size = 12;

/** Faces around some centres, from copies to strangers, one or two a photo. */
function someFaces(random: Random, count: number) {
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const centres = Array.from({ length: 40 }, () => Float32Array.from({ length: size }, normal));
  const photos = Math.ceil(count / 1.2);
  let takenAt = 0;
  return Array.from({ length: count }, () => {
    const centre = centres[random.integer(centres.length)]!;
    const spread = 0.2 * random.uniform();
    takenAt += random.integer(2) * random.integer(3000);
    return {
      photo: random.integer(photos),
      takenAt,
      feature: centre.map((value) => value + spread * normal()),
    };
  });
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, k) => sum + value * y[k]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

test('copies and bursts are those of a plain loop, over several blocks, whichever photos are new', () => {
  const cases = fc.record({
    seed: fc.nat(),
    count: fc.integer({ min: 0, max: 1300 }),
    newShare: fc.constantFrom(0, 0.02, 0.5, 1),
  });
  let joined = 0;
  fc.assert(
    fc.property(cases, ({ seed, count, newShare }) => {
      const faces = someFaces(randomFrom(seed), count);
      const isNew = (photo: number) => randomFrom(seed, photo).uniform() < newShare;
      const photos = 1 + Math.max(-1, ...faces.map(({ photo }) => photo));
      const expected = (least: number, reach: number) => {
        const pairs = new Set<string>();
        for (const [i, a] of faces.entries()) {
          for (const b of faces.slice(i + 1)) {
            if (b.takenAt - a.takenAt > reach || !(isNew(a.photo) || isNew(b.photo))) continue;
            if (cosine(a.feature, b.feature) >= least) pairs.add(`${a.photo} ${b.photo}`);
          }
        }
        joined += pairs.size;
        return groupsByPlainLoop(photos, (i, j) => pairs.has(`${i} ${j}`) || pairs.has(`${j} ${i}`));
      };
      const found = (pairs: [number, number][]) => {
        const all = new Set(pairs.map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`));
        return groupsByPlainLoop(photos, (i, j) => all.has(`${i} ${j}`));
      };
      expect(found(copiesAmong(faces, rowProducts, isNew))).toEqual(
        expected(0.998, Number.POSITIVE_INFINITY),
      );
      expect(found(burstsAmong(faces, rowProducts, isNew))).toEqual(expected(0.99, 3000));
    }),
    { numRuns: 12 },
  );
  expect(joined).toBeGreaterThan(100);
});

test('near-duplicates are those of a plain loop, far apart and much alike', () => {
  const cases = fc.record({
    seed: fc.nat(),
    count: fc.integer({ min: 0, max: 400 }),
    flipped: fc.constantFrom(0.02, 0.05, 0.1, 0.2, 0.5),
  });
  fc.assert(
    fc.property(cases, ({ seed, count, flipped }) => {
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
      const isPair = (i: number, j: number) => bits[i]!.filter((bit, k) => bit !== bits[j]![k]).length <= 14;
      expect(groupShots(fingerprints)).toEqual(groupsByPlainLoop(count, isPair));
    }),
    { numRuns: 40 },
  );
});

test('thousands of photos that differ little are grouped within seconds', () => {
  const random = randomFrom(1);
  const feature = Float32Array.from({ length: 256 }, () => random.uniform());
  const faces = Array.from({ length: 8000 }, (_, photo) => ({
    photo,
    feature: feature.map((value) => value + 0.1 * random.uniform()),
  }));
  const started = process.cpuUsage();
  expect(copiesAmong(faces, rowProducts)).toHaveLength(7999);
  const digits = (value: number) =>
    Math.floor(value * 2 ** 24)
      .toString(16)
      .padStart(6, '0');
  const fingerprints = faces.map(() => `${'0'.repeat(30)}${digits(random.uniform())}`);
  expect(new Set(groupShots(fingerprints)).size).toBe(1);
  const { user, system } = process.cpuUsage(started);
  // A plain loop over 32 million pairs takes tens of seconds.
  expect((user + system) / 1e6).toBeLessThan(10);
});

test.each([
  ['by kernels', false],
  ['in a loop where there are none', true],
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
