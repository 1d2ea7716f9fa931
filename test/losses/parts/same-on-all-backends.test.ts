import { expect, test } from 'vitest';
import {
  angleOf,
  log1pSeries,
  sineAndCosine,
  softplus,
} from '../../../src-shared/losses/parts/same-on-all-backends.ts';
import type { Tensor } from '../../../src-shared/tf.ts';
import { openBackend } from '../../backends.ts';

const { tf } = await openBackend('wasm');

const over = (from: number, to: number) =>
  Array.from({ length: 2001 }, (_, i) => from + ((to - from) * i) / 2000);

function read(inputs: number[], f: (x: Tensor) => Tensor): { inputs: number[]; outputs: number[] } {
  const x = tf.tensor1d(inputs);
  const y = tf.tidy(() => f(x));
  const result = { inputs: Array.from(x.dataSync()), outputs: Array.from(y.dataSync()) };
  tf.dispose([x, y]);
  return result;
}

test.each([
  ['log1p', over(0, 1), (x: Tensor) => log1pSeries(tf, x), Math.log1p],
  ['log1p of tiny numbers', [1e-30, 1e-12, 1e-7, 1e-4], (x: Tensor) => log1pSeries(tf, x), Math.log1p],
  [
    'softplus',
    [...over(-80, 80), 1e9, -1e9],
    (x: Tensor) => softplus(tf, x),
    (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  ],
  [
    'the angle of a cosine',
    [...over(-1, 1), 1 + 1e-7],
    (x: Tensor) => angleOf(tf, x),
    (x: number) => Math.acos(Math.min(1, x)),
  ],
])('%s has all its digits', (_, numbers, ours, exact) => {
  const { inputs, outputs } = read(numbers, ours);
  for (const [i, x] of inputs.entries()) {
    expect(Math.abs(outputs[i]! - exact(x))).toBeLessThanOrEqual(1e-6 * Math.abs(exact(x)) + 1e-37);
  }
});

test.each([
  ['sine', Math.sin],
  ['cosine', Math.cos],
] as const)('the %s has all its digits over several turns', (name, exact) => {
  const { inputs, outputs } = read(over(-13, 13), (x) => sineAndCosine(tf, x)[name]);
  for (const [i, x] of inputs.entries()) expect(Math.abs(outputs[i]! - exact(x))).toBeLessThan(4e-7);
});
