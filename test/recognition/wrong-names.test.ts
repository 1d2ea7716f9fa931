import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Random, randomFrom } from '../../src-shared/random.ts';
import { learnWrongNames } from '../../src-shared/recognition/index.ts';

/** A bell curve's value, by the sum of twelve uniform ones. */
function around(random: Random, middle: number, width: number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.uniform();
  return middle + width * sum;
}

/** Faces of which some have a wrong name. @returns their excesses, whether each is wrong, and excesses of wrong names. */
function someFaces(seed: number, { count, share, apart }: { count: number; share: number; apart: number }) {
  const random = randomFrom(seed);
  const isWrong = Array.from({ length: count }, (_, i) => i < Math.round(share * count));
  const one = (wrong: boolean) => around(random, wrong ? apart / 2 : -apart / 2, 0.03);
  return { named: isWrong.map(one), isWrong, misnamed: Array.from({ length: count }, () => one(true)) };
}

test('the share of wrong names, and how many of the likeliest are wrong, are as they were made', () => {
  for (const share of [0, 0.02, 0.05, 0.1]) {
    let [expected, wrong, stated] = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const { named, isWrong, misnamed } = someFaces(seed, { count: 800, share, apart: 0.15 });
      const learned = learnWrongNames(named, misnamed)!;
      stated += learned.share / 20;
      for (const [i, excess] of named.entries()) {
        if (excess < -0.03) continue;
        expected += learned.probabilityOf(excess);
        wrong += Number(isWrong[i]);
      }
    }
    expect(Math.abs(stated - share)).toBeLessThan(0.01);
    // The counts of wrong names are 20 times those of a library.
    expect(Math.abs(expected - wrong)).toBeLessThan(20 * 4 + 0.1 * wrong);
  }
});

test('a name is the likelier wrong the nearer the other person is, and probabilities lie between 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.nat(),
        count: fc.integer({ min: 10, max: 200 }),
        share: fc.double({ min: 0, max: 0.5, noNaN: true }),
        apart: fc.double({ min: 0, max: 0.3, noNaN: true }),
      }),
      ({ seed, ...made }) => {
        const { named, misnamed } = someFaces(seed, made);
        const { probabilityOf, share } = learnWrongNames(named, misnamed)!;
        const places = Array.from({ length: 100 }, (_, i) => -1 + i / 50);
        const stated = places.map(probabilityOf);
        for (const [i, value] of stated.entries()) {
          expect(value).toBeGreaterThanOrEqual(Math.max(0, stated[i - 1] ?? 0));
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('with a few faces nothing is said', () => {
  expect(learnWrongNames([0.1, 0.2], [0.3, 0.4])).toBe(null);
});
