import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normals, randomFrom } from '../../src-shared/random.ts';
import {
  calibrate,
  fallbacks,
  outcomesOf,
  type Prediction,
  reliabilityOf,
} from '../../src-shared/recognition/index.ts';

const none = { thresholds: fallbacks.pretrained.thresholds, probability: null };

/** Scores of two normal distributions of variance one, whose log odds are linear: slope (a - b), even halfway. */
function normalScores(count: number, genuine: number, impostor: number, seed: number) {
  const values = normals(2 * count, 1, randomFrom(seed));
  return Array.from({ length: count }, (_, i) => ({
    genuine: genuine + values[i]!,
    impostor: impostor + values[count + i]!,
  }));
}

describe('the probability', () => {
  test('is that of the normal distributions that scores were drawn from', () => {
    // Genuine and impostor scores are drawn apart, so that no best score is of the other kind.
    const scores = normalScores(20_000, 2, -1, 1).flatMap(({ genuine, impostor }) => [
      { genuine, impostor: null },
      { genuine: null, impostor },
    ]);
    const { probabilityOf } = calibrate(scores, none);
    for (const score of [-1, 0, 0.5, 1, 2]) {
      const odds = Math.exp(3 * (score - 0.5));
      expect(probabilityOf(score)).toBeCloseTo(odds / (1 + odds), 1);
    }
  });

  test('does not depend on how many of each kind there are: half of all faces are somebody’s', () => {
    const scores = normalScores(4000, 1, -1, 2);
    const genuine = scores.map((score) => ({ genuine: score.genuine, impostor: null }));
    const impostor = scores.map((score) => ({ genuine: null, impostor: score.impostor }));
    const all = calibrate([...genuine, ...impostor], none);
    const few = calibrate([...genuine.slice(0, 1000), ...impostor], none);
    for (const score of [-1, 0, 1]) {
      expect(few.probabilityOf(score)).toBeCloseTo(all.probabilityOf(score)!, 1);
    }
  });

  test('stays within bounds and rises with the score if the kinds do not overlap', () => {
    const scores = Array.from({ length: 12 }, (_, i) => ({
      genuine: 0.98 + i / 1000,
      impostor: 0.9 - i / 1000,
    }));
    const { probabilityOf } = calibrate(scores, none);
    const line = [0.8, 0.9, 0.94, 0.98, 1].map((score) => probabilityOf(score)!);
    expect(line).toEqual(line.toSorted((a, b) => a - b));
    expect(line[0]).toBeGreaterThan(0);
    expect(line[2]).toBeCloseTo(0.5, 1);
    expect(line.at(-1)).toBeLessThan(1);
    expect(line.at(-1)).toBeGreaterThan(0.9);
  });

  test('of few scores is the default one; a trained head has none', () => {
    const scores = Array.from({ length: 9 }, () => ({ genuine: 0.99, impostor: 0.9 }));
    expect(calibrate(scores, fallbacks.pretrained).probabilityOf(0.942)).toBe(0.5);
    expect(calibrate(scores, fallbacks.trained).probabilityOf(0.9)).toBeNull();
  });
});

describe('reliability', () => {
  const predictions = (rows: readonly (readonly [number, boolean])[]): Prediction[] =>
    rows.map(([probability, right]) => ({ probability, right, weight: 1 }));

  test('of probabilities that come true as often as they say has no error', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [0.3, i < 30] as const);
    const { ece, logLoss, bins } = reliabilityOf(predictions(rows), 1);
    expect(ece).toBeCloseTo(0, 9);
    expect(logLoss).toBeCloseTo(-(0.3 * Math.log(0.3) + 0.7 * Math.log(0.7)), 9);
    expect(bins).toEqual([
      {
        ...{ probability: expect.closeTo(0.3, 9), right: expect.closeTo(0.3, 9), count: 100 },
        members: predictions(rows),
      },
    ]);
  });

  test('is the weighted mean distance over bins', () => {
    const { ece } = reliabilityOf(
      predictions([
        [0.1, false],
        [0.1, true],
        [0.8, true],
        [0.8, true],
      ]),
      2,
    );
    expect(ece).toBeCloseTo((0.4 + 0.2) / 2, 9);
  });

  test('is at most one, and every prediction is in one bin', () => {
    const prediction = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
      weight: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(prediction, { minLength: 1, maxLength: 60 }), (all) => {
        const { ece, logLoss, bins } = reliabilityOf(all);
        expect(ece).toBeGreaterThanOrEqual(0);
        expect(ece).toBeLessThanOrEqual(1 + 1e-9);
        expect(logLoss).toBeGreaterThanOrEqual(0);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        expect(new Set(bins.flatMap(({ members }) => members))).toEqual(new Set(all));
      }),
    );
  });

  test('of searches is weighed by the prior, not by their numbers', () => {
    const outcomes = outcomesOf([{ score: 0.9, right: true }], [0.1, 0.2, 0.3]);
    const total = (right: boolean) =>
      outcomes.filter((one) => one.right === right).reduce((sum, { weight }) => sum + weight, 0);
    expect([total(true), total(false)]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)]);
  });
});
