import { expect, test } from 'vitest';
import {
  planForm,
  planOf,
  rangeOf,
  settingName,
} from '../../../../src-renderer/screens/runs/sweeps/plan-form.ts';
import { candidatesOf } from '../../../../src-shared/sweeps/index.ts';

test.each([
  ['0.001, 0.01', [0.001, 0.01]],
  ['0.001、0.01', [0.001, 0.01]],
  ['20', [20]],
  ['adam, sgd', ['adam', 'sgd']],
  ['true, false', [true, false]],
  ['0.0001 – 0.01', { from: 0.0001, to: 0.01, scale: 'log' }],
  ['1e-4 to 1e-2', { from: 0.0001, to: 0.01, scale: 'log' }],
  ['0.1〜0.5', { from: 0.1, to: 0.5, scale: 'linear' }],
  ['0 … 0.5', { from: 0, to: 0.5, scale: 'linear' }],
])('values written as %s', (text, range) => {
  expect(rangeOf(text)).toEqual(range);
});

test('the form as it begins is a plan of all losses, and what is left empty is not in it', () => {
  const settings = [{ path: 'epochs', values: ' ' }];
  const plan = planOf({ ...planForm.get(), settings }, 'Plan');
  expect(plan).toMatchObject({ method: 'halving', candidates: null, hidden: 0.25, settings: {} });
  expect(candidatesOf(plan)).toHaveLength(25);
});

test('settings and parameters have the names of the form', () => {
  expect(settingName('optimiser.learningRate', 'ja')).toBe('学習率');
  expect(settingName('parameters.margin', 'en')).not.toContain('parameters');
});
