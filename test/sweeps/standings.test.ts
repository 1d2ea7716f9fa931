import { expect, test } from 'vitest';
import { sweepMeasures, type TrialFold } from '../../src-shared/contract/index.ts';
import { type Random, randomFrom } from '../../src-shared/random.ts';
import { choose, type Judged, rungsOf } from '../../src-shared/sweeps/index.ts';

const given = { people: 100, photos: 500 };
const error = 0.02;

/** A fold that measured a gain all the way. */
const fold = (gain: number): TrialFold => ({
  base: sweepMeasures.map(() => 0.5),
  shares: [{ share: 1, gains: sweepMeasures.map(() => ({ gain, error })) }],
});

/** Candidates of a true gain each, as folds of a few people measure them: what they say of all seeds is off by the same. */
function measured(truths: readonly number[], seeds: number, random: Random): Judged[] {
  return truths.map((truth, candidate) => {
    const folds = Array.from({ length: 5 }, () => truth + error * random.normal());
    const trials = Array.from({ length: seeds }, () =>
      folds.map((gain) => fold(gain + 0.2 * error * random.normal())),
    );
    return { candidate, loss: 'cosface', trials };
  });
}

function simulate(truths: readonly number[], method: 'grid' | 'halving', times = 400) {
  const chosen: number[] = [];
  const nested: number[] = [];
  const truth: number[] = [];
  for (let k = 0; k < times; k++) {
    const all = measured(truths, 3, randomFrom(k, 5));
    const choice = choose(all, rungsOf({ method, seeds: 3 }, truths.length), 'dir@1%', given)!;
    chosen.push(choice.chosen.gain);
    nested.push(choice.nested!.gain);
    truth.push(truths[choice.candidate]!);
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / times;
  return { chosen: mean(chosen), nested: mean(nested), truth: mean(truth) };
}

test.each(['grid', 'halving'] as const)(
  'of 25 candidates that gain nothing the best promises something, and its nested estimate nothing: %s',
  (method) => {
    const { chosen, nested } = simulate(Array(25).fill(0), method);
    expect(chosen).toBeGreaterThan(0.015);
    // The standard error of that mean is about 0.0006.
    expect(Math.abs(nested)).toBeLessThan(0.0025);
  },
);

test('of candidates that differ the nested estimate promises no more than the chosen one holds', () => {
  const truths = Array.from({ length: 25 }, (_, i) => 0.002 * i);
  const { chosen, nested, truth } = simulate(truths, 'grid');
  expect(chosen).toBeGreaterThan(truth + 0.003);
  expect(nested).toBeLessThan(truth + 0.001);
  expect(nested).toBeGreaterThan(truth - 0.01);
});

test('who was stopped is not chosen, however lucky with one seed', () => {
  const lucky = { candidate: 0, loss: 'cosface', trials: [[0.1, 0.1].map(fold)] };
  const steady = {
    candidate: 1,
    loss: 'arcface',
    trials: [
      [0.2, 0.2],
      [0, 0],
    ].map((folds) => folds.map(fold)),
  };
  const rungs = rungsOf({ method: 'halving', seeds: 2 }, 2);
  expect(choose([lucky, steady], rungs, 'dir@1%', given)).toMatchObject({
    candidate: 1,
    chosen: { gain: 0.1 },
  });
});

test('with one fold there is no nested estimate, and without candidates no choice', () => {
  const one = { candidate: 0, loss: 'cosface', trials: [[fold(0.1)]] };
  const rungs = rungsOf({ method: 'grid', seeds: 1 }, 1);
  expect(choose([one], rungs, 'dir@1%', given)).toMatchObject({ candidate: 0, share: 1, nested: null });
  expect(choose([], rungs, 'dir@1%', given)).toBeNull();
});

test('a share that the folds praise little is not taken, and the candidate stays at the pretrained head', () => {
  const shares = [0.5, 1].map((share) => ({
    share,
    gains: sweepMeasures.map(() => ({ gain: 0.01, error: 0.02 })),
  }));
  const weak = {
    candidate: 0,
    loss: 'softmax',
    trials: [[0, 1].map(() => ({ base: [0, 0, 0, 0], shares }))],
  };
  const choice = choose([weak], rungsOf({ method: 'grid', seeds: 1 }, 1), 'dir@1%', given);
  expect(choice).toEqual({
    candidate: 0,
    share: 0,
    chosen: { gain: 0, error: 0 },
    nested: { gain: 0, error: 0 },
  });
});
