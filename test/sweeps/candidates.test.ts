import { expect, test } from 'vitest';
import type { z } from 'zod';
import { sweepPlan } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import { candidatesOf } from '../../src-shared/sweeps/index.ts';

type Plan = z.input<typeof sweepPlan>;
const of = (plan: Plan) => candidatesOf(sweepPlan.parse(plan));
const rate = 'optimiser.learningRate';

test('a plan that says nothing takes every loss with its recipe', () => {
  const candidates = of({});
  expect(candidates.map(({ loss }) => loss)).toEqual(losses.map(({ id }) => id));
  expect(candidates.every(({ settings }) => Object.keys(settings).length === 0)).toBe(true);
  const { spec } = candidates.find(({ loss }) => loss === 'cosface')!;
  expect(spec).toMatchObject({ epochs: 20, optimiser: { learningRate: 0.0005 }, parameters: { scale: 64 } });
});

test('a grid takes every combination, and a parameter only for losses that have it', () => {
  const candidates = of({
    losses: ['cosface', 'softmax'],
    settings: { [rate]: [0.001, 0.01], 'parameters.margin': [0.1, 0.2, 0.3], epochs: 7 },
  });
  expect(candidates.map(({ loss }) => loss)).toEqual([...Array(6).fill('cosface'), 'softmax', 'softmax']);
  expect(candidates[1]).toMatchObject({
    settings: { [rate]: 0.001, 'parameters.margin': 0.2 },
    spec: { epochs: 7, optimiser: { learningRate: 0.001 }, parameters: { margin: 0.2 } },
  });
  expect(candidates[7]!.settings).toEqual({ [rate]: 0.01 });
});

test('drawn candidates lie within their ranges, differ, and are the same for the same seed', () => {
  const plan: Plan = {
    losses: ['cosface', 'arcface'],
    settings: { [rate]: { from: 1e-4, to: 1e-2, scale: 'log' }, epochs: { from: 2, to: 40 } },
    ...{ method: 'random', candidates: 40 },
  };
  const candidates = of(plan);
  expect(new Set(candidates.map(({ loss, settings }) => JSON.stringify([loss, settings]))).size).toBe(40);
  for (const { spec } of candidates) {
    expect(spec.optimiser.learningRate).toBeGreaterThanOrEqual(1e-4);
    expect(spec.optimiser.learningRate).toBeLessThanOrEqual(1e-2);
    expect(Number.isInteger(spec.epochs)).toBe(true);
  }
  // Half of them below the middle of a logarithmic scale.
  const low = candidates.filter(({ spec }) => spec.optimiser.learningRate < 1e-3).length;
  expect(low).toBeGreaterThan(10);
  expect(low).toBeLessThan(30);
  expect(of(plan)).toEqual(candidates);
  expect(of({ ...plan, seed: 2 })).not.toEqual(candidates);
});

test('lists with fewer combinations than are to be drawn give those that there are', () => {
  const plan: Plan = {
    losses: ['cosface'],
    settings: { epochs: [1, 2, 3] },
    method: 'random',
    candidates: 50,
  };
  expect(
    of(plan)
      .map(({ spec }) => spec.epochs)
      .sort(),
  ).toEqual([1, 2, 3]);
});

test.each<[string, Plan]>([
  ['loss-unknown', { losses: ['ourface'] }],
  ['sweep-setting-unknown', { settings: { epoch: 3 } }],
  ['sweep-setting-unknown', { losses: ['softmax'], settings: { 'parameters.margin': [0.1] } }],
  ['sweep-setting-own', { settings: { seed: [1, 2] } }],
  ['sweep-setting-common', { settings: { strangers: [0.1, 0.2] } }],
  ['sweep-range-in-grid', { settings: { epochs: { from: 1, to: 3, scale: 'linear' } } }],
  [
    'sweep-range-empty',
    { method: 'random', candidates: 3, settings: { epochs: { from: 3, to: 1, scale: 'linear' } } },
  ],
  [
    'sweep-range-empty',
    { method: 'random', candidates: 3, settings: { [rate]: { from: 0, to: 1, scale: 'log' } } },
  ],
  ['sweep-draws-unsaid', { method: 'random' }],
  ['sweep-too-large', { settings: { epochs: Array.from({ length: 100 }, (_, i) => i + 1) } }],
  ['value-too-small', { settings: { epochs: [0] } }],
])('a plan is refused: %s', (problem, plan) => {
  expect(() => of(plan)).toThrow(expect.objectContaining({ problem }));
});
