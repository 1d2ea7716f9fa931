import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { learningRateAt } from '../../src-shared/training/schedule.ts';

describe('schedules', () => {
  const rate = (schedule: object, step: number, stepsPerEpoch = 1) =>
    learningRateAt(
      trainSpec.parse({ loss: 'arcface', epochs: 100, optimiser: { learningRate: 1 }, schedule }),
      step,
      stepsPerEpoch,
    );

  test('start at the rate; steps multiply it, the cosine lets it down to nearly nothing', () => {
    expect(rate({ kind: 'constant' }, 100)).toBe(1);
    expect([1, 10, 11, 21].map((epoch) => rate({ kind: 'step', every: 10, factor: 0.1 }, epoch))).toEqual([
      1,
      1,
      0.1,
      expect.closeTo(0.01, 12),
    ]);
    expect(rate({ kind: 'cosine' }, 1)).toBe(1);
    expect(rate({ kind: 'cosine' }, 51)).toBeCloseTo(0.5, 12);
    expect(rate({ kind: 'cosine' }, 100)).toBeLessThan(0.001);
  });

  test('warm-up rises step by step to the scheduled rate and then leaves it alone', () => {
    const rates = [1, 5, 10, 11].map((step) => rate({ kind: 'constant', warmupEpochs: 2 }, step, 5));
    expect(rates).toEqual([0.1, 0.5, 1, 1]);
  });
});
