import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { compareHeads, pairedDifference } from '../../src-shared/recognition/compare-heads.ts';
import { openSetCurve } from '../../src-shared/recognition/identify.ts';
import {
  honestDifference,
  honestShare,
  leaningInterval,
  peopleDraws,
  percentileInterval,
} from '../../src-shared/recognition/intervals.ts';
import { openSetCurves } from '../../src-shared/recognition/open-set.ts';
import { pairCurves, pairReliability } from '../../src-shared/recognition/pair-curves.ts';
import { pairFigures, pairWeights, rankPairs } from '../../src-shared/recognition/ranked-pairs.ts';
import type { OpenSetSearches } from '../../src-shared/recognition/ranked-searches.ts';
import { balanceWindow, rateWindows, smoothBalance } from '../../src-shared/recognition/rate-windows.ts';
import { countableRates, curveRates, neededFor, tabledRates } from '../../src-shared/recognition/rates.ts';
import {
  areaUnder,
  equalErrorPoint,
  equalErrorRate,
  pointAtFalseAccept,
  rocCurve,
} from '../../src-shared/recognition/roc.ts';
import { finished } from '../../src-shared/steps.ts';

const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
/** In steps, so that some are equal. */
const score = fc.integer({ min: -20, max: 20 }).map((value) => value / 20);
const pair = fc.record({ people: fc.tuple(person, person), score }).map(({ people, score }) => ({
  people,
  score,
  same: people[0] === people[1],
}));

describe('rates', () => {
  test('fall from all to one in ten thousand, and those of tables are among them', () => {
    expect(curveRates[0]).toBe(1);
    expect(curveRates.at(-1)).toBe(0.0001);
    expect([...curveRates].sort((a, b) => b - a)).toEqual(curveRates);
    for (const rate of tabledRates) expect(curveRates).toContain(rate);
  });

  test('cannot be told by fewer strangers than one over them', () => {
    expect(tabledRates.map(neededFor)).toEqual([10, 100, 1000, 10_000]);
    expect(countableRates(999)).not.toContain(0.001);
    expect(countableRates(1000).at(-1)).toBe(0.001);
    expect(countableRates(0)).toEqual([]);
  });
});

describe('pairs', () => {
  test('counted for a draw of people give the figures of the curve in which each pair counts so often', () => {
    const times = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3), d: fc.nat(3), e: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), times, (pairs, drawn) => {
        const ranked = rankPairs(pairs);
        const names = [...new Set(pairs.flatMap(({ people }) => people))];
        const weights = pairWeights(
          ranked,
          names.map((name) => drawn[name]),
        );
        const weighted = pairs.map((one) => {
          const [a, b] = one.people;
          return { ...one, weight: a === b ? drawn[a] : drawn[a] * drawn[b] };
        });
        const curve = rocCurve(weighted);
        const figures = pairFigures(ranked, weights, curveRates);
        if (curve.length === 0) {
          expect(figures).toBeNull();
          return;
        }
        expect(figures!.auc).toBeCloseTo(areaUnder(curve), 12);
        expect(figures!.eer).toBeCloseTo(equalErrorRate(curve), 12);
        for (const [k, rate] of curveRates.entries()) {
          const { trueAccept, threshold } = pointAtFalseAccept(curve, rate);
          expect(figures!.trueAccept[k]).toEqual({ value: trueAccept, threshold });
        }
      }),
    );
  });

  /** Pairs of people who differ by their own means. @param apart how far two people are apart. */
  function made(seed: number, people: number, apart = 1) {
    const random = randomFrom(seed);
    const faces = Array.from({ length: people }, (_, i) => {
      const own = Array.from({ length: 6 }, () => apart * random.normal());
      return [0, 1, 2].map(() => ({ person: `${i}`, at: own.map((value) => value + 0.8 * random.normal()) }));
    }).flat();
    return faces.flatMap((one, i) =>
      faces.slice(i + 1).map((other) => ({
        people: [one.person, other.person] as const,
        same: one.person === other.person,
        score: 1 - Math.hypot(...one.at.map((value, k) => value - other.at[k]!)) / 5,
      })),
    );
  }

  test('of two heads differ by nothing from themselves, and by more than the interval from a worse one', () => {
    const [good, bad] = [rankPairs(made(1, 20, 1.5)), rankPairs(made(1, 20, 0.6))];
    const { heads, differences } = finished(pairCurves([bad, bad, good], [0.1], { draws: 100 }));
    expect(differences[0]!.trueAccept).toEqual([{ value: 0, interval: [0, 0] }]);
    expect(differences[1]!.trueAccept[0]!.interval![0]).toBeGreaterThan(0);
    expect(differences[1]!.eer.interval![1]).toBeLessThan(0);
    expect(differences[1]!.auc.value).toBeCloseTo(heads[2]!.auc.value - heads[0]!.auc.value, 12);
  });

  test('calibrated on half of the people state probabilities that hold for the others', () => {
    const { ece, bins } = pairReliability(made(3, 120))!;
    expect(ece).toBeLessThan(0.05);
    expect(bins.length).toBeGreaterThan(5);
    expect(pairReliability(made(3, 3))).toBeNull();
  });
});

test('heads that are evaluated apart differ by what they do together', () => {
  const people = 40;
  const random = randomFrom(5);
  const heads = [0.6, 0.7].map((rate) =>
    Array.from({ length: people }, () => Number(random.uniform() < rate)),
  );
  const share = (right: readonly number[], times: ArrayLike<number>) =>
    right.reduce((sum, one, i) => sum + one * times[i]!, 0) / people;
  const evaluate = (...some: number[][]) =>
    finished(compareHeads(people, (times) => some.map((right) => ({ figures: [share(right, times)] }))));
  const together = evaluate(...heads);
  const [first, second] = heads.map((right) => evaluate(right));
  const figure = ({ heads, drawn }: typeof together) => ({
    value: heads[0]![0]!.value,
    drawn: drawn[0]![0]!,
  });
  const apart = pairedDifference(figure(first!), figure(second!), people);
  const { value, interval } = together.differences[0]![0]!;
  expect(apart.value).toBeCloseTo(value, 12);
  for (const end of [0, 1] as const) expect(apart.interval![end]).toBeCloseTo(interval![end], 6);
  expect(pairedDifference(figure(first!), figure(first!), people).interval![0]).toBeLessThan(0);
});

describe('where all went one way', () => {
  test('the interval is that of so many people, and covers a share of nearly all', () => {
    const all = { value: 1, interval: [1, 1] as [number, number] };
    expect(honestShare(all, 20)).toEqual({ value: 1, interval: [expect.closeTo(0.8389, 4), 1] });
    expect(honestShare({ value: 0, interval: [0, 0] }, 20).interval).toEqual([0, expect.closeTo(0.1611, 4)]);
    const most = expect.closeTo(0.1611, 4);
    const least = expect.closeTo(-0.1611, 4);
    expect(honestDifference({ value: 0, interval: [0, 0] }, 20).interval).toEqual([least, most]);
    const random = randomFrom(11);
    const [truth, people, libraries] = [0.97, 30, 400];
    const covered = Array.from({ length: libraries }, () => {
      const right = Array.from({ length: people }, () => Number(random.uniform() < truth));
      const measure = (times: ArrayLike<number>) => [
        { figures: [right.reduce((sum, one, i) => sum + one * times[i]!, 0) / people] },
      ];
      const [low, high] = honestShare(
        finished(compareHeads(people, measure, { draws: 200 })).heads[0]![0]!,
        people,
      ).interval!;
      return low <= truth && truth <= high;
    }).filter(Boolean).length;
    // Without it only those in which somebody was missed: 60 of 100.
    expect(covered / libraries).toBeGreaterThan(0.92);
  });

  test('any other interval stays as it is', () => {
    const some = { value: 0.9, interval: [0.8, 1] as [number, number] };
    expect(honestShare(some, 5)).toEqual(some);
    expect(honestDifference(some, 5)).toEqual(some);
    expect(honestShare({ value: 1, interval: null }, 5).interval).toBeNull();
  });
});

describe('searches among strangers', () => {
  const search = fc.record({ person, score, right: fc.boolean() });
  const known = fc.array(search, { minLength: 1, maxLength: 30 });
  const strangers = fc.array(
    search.map((one) => ({ ...one, right: false })),
    { minLength: 1, maxLength: 60 },
  );

  test('at every rate of the curve find what its definition says', () => {
    fc.assert(
      fc.property(known, strangers, (inside, outside) => {
        const searches = { known: inside, strangers: outside };
        const [head] = finished(openSetCurves([[searches]], curveRates, { draws: 0 })).heads;
        for (const [k, rate] of curveRates.entries()) {
          const passed = (line: number) => outside.filter(({ score }) => score >= line).length;
          // The lowest threshold that no more than the share of strangers passes; above all scores none does.
          const lines = [...inside, ...outside].map(({ score }) => score);
          const line = Math.min(2, ...lines.filter((one) => passed(one) <= rate * outside.length + 1e-9));
          const found = inside.filter(({ score, right }) => right && score >= line).length;
          expect(head!.detection[k]!.value).toBeCloseTo(found / inside.length, 12);
        }
        const curve = openSetCurve(
          inside.map(({ score, right }) => ({ rank: right ? 1 : 2, best: score })),
          outside.map(({ score }) => ({ rank: 2, best: score })),
        );
        expect(head!.top1.value).toBeCloseTo(curve.at(-1)!.trueAccept, 12);
        expect(head!.eer.value).toBeCloseTo(equalErrorPoint(curve)!.rate, 12);
      }),
    );
  });

  /** Of people who are easy or hard to find. */
  function made(seed: number, people: number): OpenSetSearches {
    const random = randomFrom(seed);
    const of = (prefix: string, mean: number, right: boolean) =>
      Array.from({ length: people }, (_, i) => `${prefix}${i}`).flatMap((person) => {
        const own = 0.1 * random.normal();
        return [0, 1, 2].map(() => ({ person, score: mean + own + 0.1 * random.normal(), right }));
      });
    return { known: of('known', 0.25, true), strangers: of('stranger', 0, false) };
  }

  test('the interval covers the true rate in about 95 of 100 libraries', { timeout: 60_000 }, () => {
    // Strangers' scores are normal with a deviation of the root of 0.02, which 10 % exceed by 1.2816 of it.
    const line = 1.2815516 * Math.sqrt(0.02);
    const random = randomFrom(7);
    const all = Array.from({ length: 200_000 }, () => 0.25 + Math.sqrt(0.02) * random.normal());
    const truth = all.filter((score) => score > line).length / all.length;
    const libraries = 300;
    const covered = Array.from({ length: libraries }, (_, i) => {
      const { heads } = finished(openSetCurves([[made(i + 1, 50)]], [0.1], { draws: 200, seed: i }));
      const [low, high] = heads[0]!.detection[0]!.interval!;
      return low <= truth && truth <= high;
    }).filter(Boolean).length;
    expect(covered / libraries).toBeGreaterThan(0.92);
    expect(covered / libraries).toBeLessThan(0.98);
  });
});

describe('windows of rates', () => {
  test('lie around each rate, and are narrower the more there is to count', () => {
    const rates = [0.1, 0.01];
    const { rates: all, own, smooth } = rateWindows(rates, 1000);
    expect([...all].sort((a, b) => b - a)).toEqual(all);
    expect(own(all)).toEqual(rates);
    // Of a straight line the mean is what it is at the rate.
    for (const [k, value] of smooth(all.map((rate) => 3 - 2 * rate)).entries())
      expect(value).toBeCloseTo(3 - 2 * rates[k]!, 12);
    const widthOf = (count: number) => rateWindows([0.1], count).rates[0]! - 0.1;
    expect(widthOf(5)).toBeCloseTo(0.05, 12);
    expect(widthOf(100_000)).toBeLessThan(widthOf(1000));
  });

  test('let the interval of a difference hold none about as often as it says, where heads agree', {
    timeout: 180_000,
  }, () => {
    const [people, libraries] = [60, 250];
    const found = Array.from({ length: libraries }, (_, library) => {
      const random = randomFrom(31, library);
      // Two heads see the same people, easy or hard for both, with a chance of their own.
      const searches = (mean: number, right: boolean) =>
        Array.from({ length: people }, (_, i) => {
          const shared = 0.15 * random.normal();
          return [0, 1, 2].map(() =>
            [0, 1].map(() => ({
              person: `${right} ${i}`,
              score: mean + shared + 0.04 * random.normal(),
              right,
            })),
          );
        }).flat();
      const [known, strangers] = [searches(0.25, true), searches(0, false)];
      const heads = [0, 1].map((h) => ({
        known: known.map((one) => one[h]!),
        strangers: strangers.map((one) => one[h]!),
      }));
      return finished(openSetCurves([heads], [0.1], { draws: 200 })).differences[0]!.detection[0]!;
    });
    const held = found.filter(({ interval }) => interval![0] <= 0 && interval![1] >= 0).length;
    expect(held / libraries).toBeGreaterThan(0.92);
    // Without windows it is nearly all of them.
    expect(held / libraries).toBeLessThan(0.98);
  });
});

describe('draws that lean', () => {
  /** The mean of what leans to one side, with draws of it. */
  function made(seed: number, people: number, draws: number) {
    const random = randomFrom(seed);
    const values = Array.from({ length: people }, () => -Math.log(1 - random.uniform()));
    const mean = (times: ArrayLike<number>) =>
      values.reduce((sum, one, i) => sum + one * times[i]!, 0) / people;
    const drawn = [...peopleDraws(people, draws, seed)].map(mean);
    return { value: mean(new Uint8Array(people).fill(1)), drawn };
  }

  test('have intervals that lean more, and hold the mean about as often as they say', () => {
    const [people, draws, libraries] = [25, 400, 1000];
    const misses = { plain: [0, 0], leaning: [0, 0] };
    for (let library = 0; library < libraries; library++) {
      const { value, drawn } = made(1 + library, people, draws);
      const intervals = {
        plain: percentileInterval(drawn, draws)!,
        leaning: leaningInterval(value, drawn, { draws, people })!,
      };
      for (const kind of ['plain', 'leaning'] as const) {
        if (intervals[kind][1] < 1) misses[kind][0]!++;
        if (intervals[kind][0] > 1) misses[kind][1]!++;
      }
    }
    const missed = (kind: keyof typeof misses) => (misses[kind][0]! + misses[kind][1]!) / libraries;
    // Of so few people, and of what leans so much, no interval misses only 5 %.
    expect(missed('plain')).toBeGreaterThan(0.1);
    expect(missed('leaning')).toBeLessThan(0.085);
    // Nearly all misses of plain intervals end below the mean.
    expect(misses.plain[0]!).toBeGreaterThan(3 * misses.plain[1]!);
    expect(misses.leaning[0]!).toBeLessThan(1.6 * misses.leaning[1]!);
  });

  test('that say nothing are no interval, and those of one value are that value', () => {
    const of = (drawn: number[]) => leaningInterval(1, drawn, { draws: 4, people: 10 });
    expect(of([1, Number.NaN, Number.NaN, Number.NaN])).toBeNull();
    expect(of([1, 1, 1, 1])).toEqual([1, 1]);
    // All on one side, and one far off.
    const [low, high] = of([2, 2, 2, 1e9])!;
    expect([low <= high, low >= 2]).toEqual([true, true]);
  });
});

describe('ratios of errors', () => {
  test('of one give the equal error rate, and others the point where one error is so many times the other', () => {
    const ratios = balanceWindow(50);
    expect([...ratios].sort((a, b) => b - a)).toEqual(ratios);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (pairs) => {
        const ranked = rankPairs(pairs);
        const once = new Uint8Array(pairs.length).fill(1);
        const figures = pairFigures(ranked, once, [], [4, 1, 0.25]);
        if (figures === null) return;
        const [many, equal, few] = figures.balances as [number, number, number];
        expect(equal).toBe(figures.eer);
        // Four times as many false rejects as accepts, and as many accepts as rejects.
        const curve = rocCurve(pairs);
        for (const [ratio, balance] of [
          [4, many],
          [0.25, few],
        ] as const) {
          const falseAccept = balance / Math.sqrt(ratio);
          const at = curve.findIndex((point) => ratio * point.falseAccept >= 1 - point.trueAccept);
          expect(falseAccept).toBeLessThanOrEqual(curve[at]!.falseAccept + 1e-12);
          expect(falseAccept).toBeGreaterThanOrEqual((curve[at - 1]?.falseAccept ?? 0) - 1e-12);
        }
      }),
    );
    expect(smoothBalance([0.1, 0.2, 0.3])).toBeCloseTo(0.2, 12);
  });
});
