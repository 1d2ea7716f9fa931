import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import type { Tensor2D } from '../../src-shared/tf.ts';
import { expectRowsReplaced, expectSame, numbers, testTrainingKernels } from '../helpers/training-kernels.ts';

// The compositions of tfjs's operations that the kernels stand for run on the backend `cpu`, in the same tfjs.
const { tf, device } = await openBackend('wasm', { threads: 2 });

test('the kernels run', () => {
  expect(device).toBe('CPU (WebAssembly, SIMD, 2 threads)');
});

/** Sizes around those of a tile, a panel and a block, and large enough for two threads. */
const sizes = fc.constantFrom(1, 2, 5, 6, 7, 8, 9, 16, 63, 240, 241, 256, 257, 300);

describe('a product', () => {
  test('of any shape, with either side transposed, is the sum of its terms', async () => {
    await tf.setBackend('wasm');
    const shapes = fc.record({ rows: sizes, terms: sizes, columns: sizes, a: fc.boolean(), b: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, terms, columns, a, b }) => {
        const [left, right] = [numbers(rows * terms, 1), numbers(terms * columns, 2)];
        const x = tf.tensor2d(left, a ? [terms, rows] : [rows, terms]);
        const y = tf.tensor2d(right, b ? [columns, terms] : [terms, columns]);
        const product = tf.matMul(x, y, a, b);
        const values = await product.data();
        tf.dispose([x, y, product]);
        for (const [i, j] of [
          [0, 0],
          [rows - 1, columns - 1],
          [rows >> 1, columns >> 1],
          [0, columns - 1],
        ] as const) {
          let sum = 0;
          for (let p = 0; p < terms; p++) {
            sum += left[a ? p * rows + i : i * terms + p]! * right[b ? j * terms + p : p * columns + j]!;
          }
          expect(Math.abs(values[i * columns + j]! - sum)).toBeLessThan(1e-6 * Math.max(1, terms));
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('takes a bias and cuts off what is below 0', () =>
    expectSame(
      tf,
      'wasm',
      (tf) => ({
        a: tf.tensor2d(numbers(37 * 300, 1), [37, 300]),
        b: tf.tensor2d(numbers(300 * 53, 2), [300, 53]),
        bias: tf.tensor1d(numbers(53, 3)),
      }),
      ({ a, b, bias }) => [
        tf.fused.matMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias!, activation: 'relu' }),
        tf.fused.matMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias! }),
      ],
    ));

  test('keeps the shape of a batch of one, whichever side it is on', async () => {
    await tf.setBackend('wasm');
    const [one, plain] = [tf.ones([1, 3, 3]), tf.ones([3, 3])];
    expect(tf.matMul(plain, one).shape).toEqual([1, 3, 3]);
    expect(tf.matMul(one, plain).shape).toEqual([1, 3, 3]);
  });

  test('of batches remains tfjs’s', () =>
    expectSame(
      tf,
      'wasm',
      (tf) => ({
        a: tf.tensor3d(numbers(2 * 3 * 4, 1), [2, 3, 4]),
        b: tf.tensor3d(numbers(2 * 4 * 5, 2), [2, 4, 5]),
      }),
      ({ a, b }) => [tf.matMul(a!, b!)],
    ));
});

testTrainingKernels(tf, 'wasm');

test.each(['wasm', 'cpu'])('rows are replaced where they lie, on %s', async (name) => {
  await tf.setBackend(name);
  await expectRowsReplaced(tf);
});
