import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { calibrate, type FaceScores, type Fallback, fallbacks } from '../../src-shared/recognition/index.ts';

describe('a threshold', () => {
  const fallback: Fallback = {
    thresholds: [
      { rate: 0.1, cosine: 0.5 },
      { rate: 0.01, cosine: 0.6 },
    ],
    probability: { slope: 10, middle: 0.5 },
  };
  const scoresOf = (genuine: readonly number[], impostor: readonly number[]): FaceScores[] => [
    ...genuine.map((score) => ({ genuine: score, impostor: -1 })),
    ...impostor.map((score) => ({ genuine: null, impostor: score })),
  ];
  const others = Array.from({ length: 99 }, (_, i) => i / 200);
  const stranger = (genuine: number[], impostor: number[]) => {
    const scores = scoresOf([], impostor);
    return calibrate([...scores, ...genuine.map((score) => ({ genuine: score, impostor: null }))], fallback);
  };

  test('lies in the middle of the gap if scores do not overlap, whatever the rate', () => {
    const { thresholdAt } = stranger([0.8, 0.7, 0.9], others);
    for (const rate of [0.01, 0.1, 0.5]) {
      expect(thresholdAt(rate)).toEqual({
        cosine: expect.closeTo((0.7 + 0.49) / 2, 9),
        wanted: rate,
        source: 'library',
        genuine: 3,
        impostor: 99,
        falseReject: 0,
        falseAccept: 0,
      });
    }
  });

  test('lets as many of the enrolled through as the rate allows, and not one stranger more than that takes', () => {
    const { thresholdAt } = stranger([0.45, 0.485, 0.8], others);
    expect(thresholdAt(0.01)).toMatchObject({ falseReject: expect.closeTo(2 / 3, 9), falseAccept: 0 });
    // Two of a hundred: one may have been seen. It lies at 0.49, and 0.485 is that of the second.
    expect(thresholdAt(0.02).falseAccept).toBeLessThanOrEqual(1 / 99 + 1e-9);
    expect(thresholdAt(0.5)).toMatchObject({ falseReject: 0, falseAccept: expect.closeTo(9 / 99, 9) });
  });

  test('counts a face as not named if its person does not come first', () => {
    const scores = others.map((impostor) => ({ genuine: impostor === 0.3 ? 0.2 : 0.9, impostor }));
    expect(calibrate(scores, fallback).thresholdAt(0.5).falseReject).toBeCloseTo(1 / 99, 9);
  });

  test('with too few scores to count the rate is the known one, and says how many there were', () => {
    expect(stranger([0.55], others.slice(0, 98)).thresholdAt(0.01)).toEqual({
      cosine: 0.6,
      wanted: 0.01,
      source: 'default',
      genuine: 1,
      impostor: 98,
      falseReject: null,
      falseAccept: null,
    });
    expect(stranger([], []).thresholdAt(Math.sqrt(0.1 * 0.01)).cosine).toBeCloseTo(0.55, 9);
    expect(stranger([], []).thresholdAt(0.001).cosine).toBeCloseTo(0.7, 9);
  });

  test('is never lower than a stranger who was seen, if the rate is too small to be counted', () => {
    const { cosine: line } = stranger([0.2], [0.1, 0.93]).thresholdAt(0.01);
    expect(line).toBeGreaterThan(0.93);
    expect(line).toBeLessThan(0.9301);
  });

  test('keeps its promise on strangers that it has not seen, on the average', () => {
    const random = randomFrom(7);
    const score = () => random.uniform() + random.uniform() + random.uniform();
    for (const [rate, n] of [
      [0.01, 150],
      [0.1, 40],
      [0.5, 9],
    ] as const) {
      const taken = Array.from({ length: 400 }, () => {
        const { cosine: line } = stranger([], Array.from({ length: n }, score)).thresholdAt(rate);
        return Array.from({ length: 50 }, score).filter((next) => next >= line).length / 50;
      });
      const mean = taken.reduce((sum, share) => sum + share, 0) / taken.length;
      expect(mean).toBeLessThan(1.2 * rate);
      expect(mean).toBeGreaterThan(0.3 * rate);
    }
  });

  test('falls with the rate', () => {
    const score = fc.integer({ min: -64, max: 64 }).map((value) => value / 64);
    const list = fc.array(score, { maxLength: 40 });
    fc.assert(
      fc.property(list, list, fc.constantFrom(...Object.values(fallbacks)), (genuine, impostor, known) => {
        const { thresholdAt } = calibrate(scoresOf(genuine, impostor), known);
        const lines = [0.5, 0.2, 0.1, 0.05, 0.01, 0.001].map((rate) => thresholdAt(rate).cosine);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      }),
    );
  });
});
