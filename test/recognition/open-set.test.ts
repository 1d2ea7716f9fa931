import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { openSetCurve } from '../../src-shared/recognition/identify.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  openSetFigures,
  searchOpenSet,
} from '../../src-shared/recognition/open-set.ts';
import type { OpenSetSearches, ScoredSearch } from '../../src-shared/recognition/ranked-searches.ts';
import { equalErrorRate, pointAtFalseAccept } from '../../src-shared/recognition/roc.ts';
import { standingBy } from '../../src-shared/recognition/verdict.ts';

/** Scores in steps, so that some are equal. */
const search = fc.record({
  person: fc.constantFrom('a', 'b', 'c', 'd'),
  score: fc.integer({ min: -20, max: 20 }).map((value) => value / 20),
  right: fc.boolean(),
});
const known = fc.array(search, { minLength: 1, maxLength: 30 });
const strangers = fc.array(
  search.map((one): ScoredSearch => ({ ...one, right: false })),
  { minLength: 1, maxLength: 60 },
);

describe('open-set figures', () => {
  test('are those of the curve of detection and false alarms', () => {
    fc.assert(
      fc.property(known, strangers, (inside, outside) => {
        const figures = openSetFigures({ known: inside, strangers: outside });
        const curve = openSetCurve(
          inside.map(({ score, right }) => ({ rank: right ? 1 : 2, best: score })),
          outside.map(({ score }) => ({ rank: Number.POSITIVE_INFINITY, best: score })),
        );
        for (const [i, rate] of comparedFalseAlarms.entries()) {
          expect(figures.detection[i]).toBeCloseTo(pointAtFalseAccept(curve, rate).trueAccept, 12);
        }
        expect(figures.top1).toBeCloseTo(curve.at(-1)!.trueAccept, 12);
      }),
    );
  });

  // Three of four found; strangers at 0.9, 0.5 and 0.1.
  test('by hand: strangers at 0.9, 0.5 and 0.1; people found at 0.95, 0.7 and 0.3, one taken for another', () => {
    const person = 'a';
    const inside = [0.95, 0.7, 0.3, 0.99].map((score, i) => ({ person, score, right: i < 3 }));
    const outside = [0.9, 0.5, 0.1].map((score) => ({ person: 'z', score, right: false }));
    const { top1, detection, eer } = openSetFigures({ known: inside, strangers: outside });
    expect(top1).toBe(0.75);
    // A tenth of three strangers is none.
    expect(detection).toEqual([0.25, 0.25, 0.25]);
    // Half are missed while the second of three strangers comes over the threshold.
    expect(eer).toBeCloseTo(1 / 2, 12);
  });

  test('the equal error rate is that of the curve if nobody is taken for another person', () => {
    const random = randomFrom(3);
    const scores = (count: number, mean: number, right: boolean) =>
      Array.from({ length: count }, () => ({ person: 'a', score: mean + 0.2 * random.normal(), right }));
    const [inside, outside] = [scores(200, 0.6, true), scores(400, 0.3, false)];
    const curve = openSetCurve(
      inside.map(({ score }) => ({ rank: 1, best: score })),
      outside.map(({ score }) => ({ rank: 2, best: score })),
    );
    expect(openSetFigures({ known: inside, strangers: outside }).eer).toBeCloseTo(equalErrorRate(curve), 2);
  });
});

describe('searching', () => {
  const axis = (i: number, tilt = 0) => Float32Array.from([0, 1, 2], (k) => (k === i ? 1 : tilt));

  test('says who comes first and how near; a photo without a face is never found', () => {
    const enrolled = ['ada', 'bob', 'cat'].map((person, i) => ({ person, embedding: axis(i) }));
    const found = searchOpenSet(
      enrolled,
      [
        { person: 'ada', embedding: axis(0, 0.1) },
        { person: 'bob', embedding: axis(2) },
        { person: 'cat', embedding: null },
      ],
      [{ person: 'dan', embedding: axis(1) }],
    );
    expect(found.known.map(({ right }) => right)).toEqual([true, false, false]);
    expect(found.known.map(({ score }) => score)).toEqual([1, 1, -1]);
    expect(found.strangers).toEqual([{ person: 'dan', score: 1, right: false }]);
  });
});

describe('the comparison of two heads', () => {
  /** @param gap how far known photos stand over strangers. */
  function searches(gap: number, seed: number, people = 40): OpenSetSearches {
    const random = randomFrom(seed);
    const of = (prefix: string, mean: number, right: boolean) =>
      Array.from({ length: people }, (_, i) => `${prefix}${i}`).flatMap((person) => {
        const ofPerson = 0.1 * random.normal();
        return [0, 1, 2].map(() => ({ person, score: mean + ofPerson + 0.05 * random.normal(), right }));
      });
    return { known: of('known', gap, true), strangers: of('stranger', 0, false) };
  }

  test('finds no difference between a head and itself, and no difference outside its interval', () => {
    const same = searches(0.2, 1);
    const { top1, detection, eer, counts } = compareOpenSet([{ head: same, base: same }], { draws: 50 });
    for (const figure of [top1, eer, ...detection]) {
      expect(figure.difference).toBe(0);
      expect(figure.interval).toEqual([0, 0]);
    }
    expect(counts).toEqual({ people: 40, strangers: 40, probes: 120, strangerPhotos: 120 });
  });

  test('of two heads that treat nobody differently, says only what so few people can show', () => {
    const [some, many] = [12, 400].map((people) => {
      const base = searches(0.9, 1, people);
      const nearer = (list: readonly ScoredSearch[]) => list.map((one) => ({ ...one, score: one.score / 2 }));
      const head = { known: nearer(base.known), strangers: nearer(base.strangers) };
      return compareOpenSet([{ head, base }], { draws: 50 });
    });
    const most = 1.96 ** 2 / (12 + 1.96 ** 2);
    for (const { difference, interval } of [some!.top1, some!.eer, ...some!.detection]) {
      expect(difference).toBe(0);
      expect(interval![0]).toBeCloseTo(-most, 12);
      expect(interval![1]).toBeCloseTo(most, 12);
    }
    expect(standingBy(some!.top1, 1)).toBe('unknown');
    expect(standingBy(many!.top1, 1)).toBe('asGood');
  });

  test('of a clearly better head is a gain beyond its interval, and turns its sign with the heads', () => {
    const [better, worse] = [searches(0.4, 1), searches(0.15, 1)];
    const forth = compareOpenSet([{ head: better, base: worse }], { draws: 200 });
    const back = compareOpenSet([{ head: worse, base: better }], { draws: 200 });
    expect(forth.detection[0]!.interval![0]).toBeGreaterThan(0);
    expect(forth.eer.interval![1]).toBeLessThan(0);
    for (const [i, figure] of forth.detection.entries()) {
      expect(back.detection[i]!.difference).toBeCloseTo(-figure.difference, 12);
    }
  });

  test('means over deals', () => {
    const deals = [1, 2].map((seed) => ({ head: searches(0.3, seed), base: searches(0.2, seed) }));
    const both = compareOpenSet(deals, { draws: 10 });
    const single = deals.map((deal) => compareOpenSet([deal], { draws: 10 }));
    const mean = (single[0]!.detection[1]!.value + single[1]!.detection[1]!.value) / 2;
    expect(both.detection[1]!.value).toBeCloseTo(mean, 12);
  });

  test('the interval covers the true difference about as often as it says', () => {
    // Of the same kind of head: the true difference is zero.
    const covered = Array.from({ length: 60 }, (_, i) => {
      const pair = { head: searches(0.2, 2 * i + 1, 30), base: searches(0.2, 2 * i + 2, 30) };
      const [low, high] = compareOpenSet([pair], { draws: 200, seed: i }).detection[0]!.interval!;
      return low <= 0 && high >= 0;
    });
    expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(52);
  });
});
