import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSetFolds } from '../../src-shared/training/open-set-folds.ts';

const samples = fc.array(fc.record({ photo: fc.nat(120), label: fc.nat(20) }), {
  minLength: 1,
  maxLength: 150,
});
const settings = fc.record({
  strangers: fc.constantFrom(0.1, 0.25, 0.5),
  photos: fc.constantFrom(0, 0.2, 0.5),
  folds: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(1000),
  trainSingles: fc.boolean(),
});

const common = <T>(a: Iterable<T>, b: Iterable<T>) => {
  const set = new Set(b);
  return [...a].filter((item) => set.has(item));
};

describe('open-set folds', () => {
  test('keep trained people and strangers apart, and no photo of a person on two sides', () => {
    fc.assert(
      fc.property(samples, settings, (rows, options) => {
        const [photos, labels] = [rows.map(({ photo }) => photo), rows.map(({ label }) => label)];
        const folds = openSetFolds(photos, labels, options);
        expect(folds).toEqual(openSetFolds(photos, labels, options));
        const people = (list: readonly number[]) => list.map((i) => labels[i]!);
        const shots = (list: readonly number[]) => list.map((i) => `${labels[i]} ${photos[i]}`);
        for (const { train, trained, unseen } of folds) {
          for (const { enrolled, probes, strangers } of [...(trained ? [trained] : []), ...unseen]) {
            expect(common(shots(enrolled), shots(probes))).toEqual([]);
            expect(new Set(common(people(probes), people(enrolled)))).toEqual(new Set(people(probes)));
            expect(common(people(enrolled), people(strangers))).toEqual([]);
            expect(common(people(strangers), people(train))).toEqual([]);
          }
          for (const { enrolled } of unseen) expect(common(people(enrolled), people(train))).toEqual([]);
          if (trained) expect(trained.enrolled).toEqual(train);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('leave everybody who is trained on two photos, and those with one to the strangers', () => {
    // 20 people with 1, 2, 3, 4 photos in turn.
    const labels = Array.from({ length: 20 }, (_, person) => Array(1 + (person % 4)).fill(person)).flat();
    const photos = labels.map((_, i) => i);
    const folds = openSetFolds(photos, labels, { strangers: 1 / 3, photos: 0.2, folds: 3, seed: 1 });
    expect(folds).toHaveLength(3);
    for (const { train, unseen } of folds) {
      const counts = Map.groupBy(train, (i) => labels[i]!);
      expect([...counts.values()].every((samples) => samples.length >= 2)).toBe(true);
      for (const { strangers } of unseen) {
        const alone = [0, 4, 8, 12, 16];
        expect(alone.every((person) => strangers.some((i) => labels[i] === person))).toBe(true);
      }
    }
    // Each person with several photos is kept out in one fold.
    const out = folds.map(
      ({ unseen }) => new Set(unseen.flatMap(({ enrolled }) => enrolled.map((i) => labels[i]!))),
    );
    expect(out.map(({ size }) => size)).toEqual([5, 5, 5]);
    expect(new Set(out.flatMap((people) => [...people])).size).toBe(15);
    // By number of photos alike: of 2, 3 and 4 photos one or two each.
    for (const people of out) {
      for (const photos of [2, 3, 4]) {
        const alike = [...people].filter((person) => 1 + (person % 4) === photos).length;
        expect([1, 2]).toContain(alike);
      }
    }
  });

  test('are none for so few people that nobody could be a stranger', () => {
    const labels = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4];
    const photos = labels.map((_, i) => i);
    expect(openSetFolds(photos, labels, { strangers: 0.5, photos: 0.2, folds: 2, seed: 1 })).toEqual([]);
  });
});
