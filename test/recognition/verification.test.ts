import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareHeads, pairedDifference } from '../../src-shared/recognition/compare-heads.ts';
import { foldAccuracies } from '../../src-shared/recognition/fold-accuracies.ts';
import { bestThreshold, foldAccuracy } from '../../src-shared/recognition/folds.ts';
import { shareInterval } from '../../src-shared/recognition/intervals.ts';
import {
  areaUnder,
  type Comparison,
  equalErrorRate,
  pointAtFalseAccept,
  rocCurve,
} from '../../src-shared/recognition/roc.ts';
import { verify } from '../../src-shared/recognition/verify.ts';
import { finished } from '../../src-shared/steps.ts';
import reference from './reference.json' with { type: 'json' };

const comparisons = (genuine: readonly number[], impostor: readonly number[]): Comparison[] => [
  ...genuine.map((score) => ({ score, same: true })),
  ...impostor.map((score) => ({ score, same: false })),
];
/** Few different values, so that there are ties. */
const score = fc.integer({ min: -20, max: 20 }).map((value) => value / 20);
const scores = fc.array(score, { minLength: 1, maxLength: 30 });

describe('the ROC curve', () => {
  test.each(reference.cases)(
    'of $name agrees with scikit-learn',
    ({ genuine, impostor, auc, eer, trueAccept }) => {
      const curve = rocCurve(comparisons(genuine, impostor));
      expect(areaUnder(curve)).toBeCloseTo(auc, 12);
      expect(equalErrorRate(curve)).toBeCloseTo(eer, 9);
      for (const { falseAccept, value } of trueAccept) {
        expect(pointAtFalseAccept(curve, falseAccept).trueAccept).toBeCloseTo(value, 12);
      }
    },
  );

  test('steps once for each score that occurs', () => {
    expect(rocCurve(comparisons([0.8, 0.35], [0.4, 0.1]))).toEqual([
      { threshold: Number.POSITIVE_INFINITY, falseAccept: 0, trueAccept: 0 },
      { threshold: 0.8, falseAccept: 0, trueAccept: 0.5 },
      { threshold: 0.4, falseAccept: 0.5, trueAccept: 0.5 },
      { threshold: 0.35, falseAccept: 0.5, trueAccept: 1 },
      { threshold: 0.1, falseAccept: 1, trueAccept: 1 },
    ]);
    expect(rocCurve(comparisons([0.5], []))).toEqual([]);
  });

  test('rises, and its area is the chance that a genuine score is higher', () => {
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const curve = rocCurve(comparisons(genuine, impostor));
        for (const [i, point] of curve.slice(1).entries()) {
          expect(point.falseAccept).toBeGreaterThanOrEqual(curve[i]!.falseAccept);
          expect(point.trueAccept).toBeGreaterThanOrEqual(curve[i]!.trueAccept);
        }
        const wins = genuine.flatMap((a) => impostor.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const chance = wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
        expect(areaUnder(curve)).toBeCloseTo(chance, 9);
      }),
    );
  });

  test('knows only the order of scores, and whole weights count like copies', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(scores, scores, weights, (genuine, impostor, times) => {
        const plain = comparisons(genuine, impostor);
        const stretched = plain.map((one) => ({ ...one, score: Math.exp(3 * one.score) }));
        expect(areaUnder(rocCurve(stretched))).toBeCloseTo(areaUnder(rocCurve(plain)), 9);
        const weighted = plain.map((one, i) => ({ ...one, weight: times[i]! }));
        const copied = plain.flatMap((one, i) => Array.from({ length: times[i]! }, () => one));
        const [a, b] = [rocCurve(weighted), rocCurve(copied)];
        expect(a.length === 0).toBe(b.length === 0);
        if (a.length === 0) return;
        expect(areaUnder(a)).toBeCloseTo(areaUnder(b), 9);
        expect(equalErrorRate(a)).toBeCloseTo(equalErrorRate(b), 9);
        expect(pointAtFalseAccept(a, 0.1).trueAccept).toBeCloseTo(pointAtFalseAccept(b, 0.1).trueAccept, 9);
      }),
    );
  });

  test('with the kinds the other way round balances at the same error', () => {
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const mirrored = comparisons(
          impostor.map((value) => -value),
          genuine.map((value) => -value),
        );
        const there = equalErrorRate(rocCurve(comparisons(genuine, impostor)));
        expect(equalErrorRate(rocCurve(mirrored))).toBeCloseTo(there, 9);
      }),
    );
  });

  test('a rate that just so many comparisons reach is not exceeded by them', () => {
    const impostor = Array.from({ length: 300 }, (_, i) => i / 300);
    const curve = rocCurve(comparisons([0.9925, 0.995], impostor));
    expect(pointAtFalseAccept(curve, 0.01).falseAccept).toBe(3 / 300);
    expect(pointAtFalseAccept(curve, 0.001)).toMatchObject({ falseAccept: 0, trueAccept: 0 });
  });
});

describe('the accuracy over folds', () => {
  const fold = (number: number, genuine: number[], impostor: number[]) =>
    comparisons(genuine, impostor).map((one) => ({ ...one, fold: number }));

  test('judges each fold by the threshold of the others', () => {
    // Computed by hand: fold 1 is judged at (0.7 + 0.3) / 2, fold 2 at (0.5 + 0.2) / 2, fold 3 at (0.5 + 0.3) / 2.
    const { folds, mean, standardDeviation, standardError } = foldAccuracy([
      ...fold(1, [0.5, 0.45], [0.1, 0.2]),
      ...fold(2, [0.7, 0.8], [0.3, 0.3]),
      ...fold(3, [0.9, 0.9], [0.1, 0.2]),
    ]);
    expect(folds.map(({ threshold }) => threshold)).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(0.325, 9),
      expect.closeTo(0.375, 9),
    ]);
    expect(folds.map(({ right }) => right)).toEqual([3, 4, 4]);
    expect(mean).toBeCloseTo(11 / 12, 9);
    // Shares 3/4, 1, 1: variance 1/48, over three folds.
    expect(standardDeviation).toBeCloseTo(Math.sqrt(1 / 48), 9);
    expect(standardError).toBeCloseTo(1 / 12, 9);
  });

  test('of several heads is that of each alone, with the differences to the first', () => {
    const pairs = Array.from({ length: 120 }, (_, i) => ({
      people: [`${i % 30}`, `${i % 2 ? i % 30 : (i + 1) % 30}`] as const,
      same: i % 2 === 1,
      fold: i % 4,
    }));
    const head = (noise: number) =>
      pairs.map((pair, i) => ({ ...pair, score: Number(pair.same) + noise * Math.sin(7 * i) }));
    const heads = [head(2), head(0.1), head(0.1)];
    const found = finished(foldAccuracies(heads));
    for (const [h, { value, standardDeviation }] of found.heads.entries()) {
      const alone = foldAccuracy(heads[h]!);
      expect([value, standardDeviation]).toEqual([alone.mean, alone.standardDeviation]);
    }
    expect(found.heads[0]!.value).toBeLessThan(0.9);
    // Where all are right, the interval is that of so many people.
    expect(found.heads[1]).toMatchObject({ value: 1, interval: shareInterval(30, 30) });
    const [second, third] = found.differences;
    expect(second!.value).toBeCloseTo(1 - found.heads[0]!.value, 12);
    expect(second!.interval![0]).toBeGreaterThan(0);
    expect(third).toEqual(second);
    // Two that were judged apart differ as if they had been judged together: what was drawn is kept with single precision.
    const apart = heads.slice(0, 2).map((one) => finished(foldAccuracies([one])));
    const [one, other] = apart.map(({ heads: [head], drawn: [drawn] }) => ({
      ...{ value: head!.value, drawn: drawn! },
    }));
    const { value, interval } = pairedDifference(one!, other!, apart[0]!.people);
    expect(value).toBeCloseTo(second!.value, 12);
    for (const end of [0, 1] as const) expect(interval![end]).toBeCloseTo(second!.interval![end], 6);
  });

  test('no threshold puts more comparisons on the right side than the best', () => {
    fc.assert(
      fc.property(scores, scores, score, (genuine, impostor, other) => {
        const all = comparisons(genuine, impostor);
        const right = (threshold: number) =>
          all.filter(({ score, same }) => score >= threshold === same).length;
        expect(right(bestThreshold(all))).toBeGreaterThanOrEqual(right(other));
      }),
    );
  });
});

describe('intervals', () => {
  // Newcombe (1998), table I: 81 of 263, and 0 of 20 with 1.96 squared over 23.84.
  test("of a share are Wilson's and stay between 0 and 1", () => {
    expect(shareInterval(81, 263)).toEqual([expect.closeTo(0.2553, 4), expect.closeTo(0.3662, 4)]);
    expect(shareInterval(0, 20)).toEqual([0, expect.closeTo(0.1611, 4)]);
    expect(shareInterval(20, 20)).toEqual([expect.closeTo(0.8389, 4), 1]);
  });

  test('by drawing people are as wide as those of a share if each person has one comparison', () => {
    const people = Array.from({ length: 400 }, (_, i) => ({ score: i % 10 === 0 ? 0 : 1 }));
    const measure = (times: ArrayLike<number>) => {
      const right = people.reduce((sum, { score }, i) => sum + score * times[i]!, 0);
      return [{ figures: [right / people.length] }];
    };
    const { interval: right } = finished(compareHeads(people.length, measure)).heads[0]![0]!;
    const wilson = shareInterval(360, 400);
    expect(Math.abs(right![0] - wilson[0])).toBeLessThan(0.01);
    expect(Math.abs(right![1] - wilson[1])).toBeLessThan(0.01);
  });

  test('hold the figures of a whole verification, and are the same every time', () => {
    const all = Array.from({ length: 200 }, (_, i) => ({
      people: [`${i % 20}`, `${i % 2 ? i % 20 : (i + 1) % 20}`] as const,
      same: i % 2 === 1,
      score: (i % 2) * 0.4 + ((i * 37) % 100) / 100,
      fold: i % 10,
    }));
    const result = verify(all);
    expect(verify(all)).toEqual(result);
    for (const { value, interval } of [result.accuracy, result.auc, result.eer, ...result.trueAccept]) {
      expect(interval![0]).toBeLessThanOrEqual(value);
      expect(interval![1]).toBeGreaterThanOrEqual(value);
    }
  });
});
