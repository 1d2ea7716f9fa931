/** The compositions of tfjs's operations that fused kernels stand for, on the backend `cpu`, against those kernels. */
import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { normalise, orthogonal, targetAngleOf } from '../../src-shared/losses/parts/angles.ts';
import { othersOf } from '../../src-shared/losses/parts/other-classes.ts';
import { columnSums, reluGradient, replaceRows, rowsOf } from '../../src-shared/operations.ts';
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../src-shared/tf.ts';
import { optimiserFor } from '../../src-shared/training/optimiser.ts';

/** Numbers that look random and are the same on every run. */
export const numbers = (count: number, seed: number, size = 1) =>
  Float32Array.from({ length: count }, (_, i) => size * Math.sin(1 + i * 12.9898 + seed * 78.233) ** 3);

type Made = Record<string, Tensor>;

/** What `compute` gives on a backend. */
async function on(tf: Tf, backend: string, make: (tf: Tf) => Made, compute: (made: Made) => Tensor[]) {
  await tf.setBackend(backend);
  const made = make(tf);
  const results = compute(made);
  const values = await Promise.all(results.map(async (result) => Array.from(await result.data())));
  tf.dispose([made, results]);
  return values;
}

export async function expectSame(
  tf: Tf,
  backend: string,
  make: (tf: Tf) => Made,
  compute: (made: Made) => Tensor[],
  tolerance = 2e-6,
): Promise<void> {
  const ours = await on(tf, backend, make, compute);
  const composed = await on(tf, 'cpu', make, compute);
  for (const [k, values] of composed.entries()) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
    expect(ours[k]).toHaveLength(values.length);
    const wrong = values.findIndex((value, i) => !(Math.abs(ours[k]![i]! - value) <= tolerance * largest));
    expect(wrong, `a wrong number of output ${k}: ${ours[k]![wrong]}, not ${values[wrong]}`).toBe(-1);
  }
}

/** The kernels of a training step. @param tf has the backend. @param tolerance in parts of the largest number. */
export function testTrainingKernels(tf: Tf, backend: string, tolerance?: number): void {
  const expectSameHere = (make: (tf: Tf) => Made, compute: (made: Made) => Tensor[]) =>
    expectSame(tf, backend, make, compute, tolerance);

  describe('rows', () => {
    test.each([1, 3, 4, 130])('of %i numbers are normalised, whatever their length', (width) =>
      expectSameHere(
        (tf) => ({
          ordinary: tf.tensor2d(numbers(90 * width, 4), [90, width]),
          tiny: tf.tensor2d(numbers(2 * width, 5, 1e-25), [2, width]),
          huge: tf.tensor2d(numbers(2 * width, 6, 1e25), [2, width]),
          zero: tf.zeros([2, width]),
        }),
        (made) => Object.values(made).flatMap((rows) => Object.values(normalise(tf, rows as Tensor2D))),
      ),
    );

    test.each([3, 128])('of %i numbers give angles and orthogonal parts', (width) =>
      expectSameHere(
        (tf) => ({
          a: tf.tensor2d([...numbers(40 * width, 7), ...new Array(width).fill(0)], [41, width]),
          b: tf.tensor2d(numbers(41 * width, 8), [41, width]),
        }),
        ({ a, b }) => {
          const [x, y] = [normalise(tf, a as Tensor2D), normalise(tf, b as Tensor2D)];
          return [...Object.values(targetAngleOf(tf, x.unit, y.unit)), orthogonal(tf, x, b as Tensor2D)];
        },
      ),
    );
  });

  describe('the softmax over the other classes', () => {
    test.each([1, 2, 5, 12, 103])('leaves out the own one of %i', (classes) =>
      expectSameHere(
        (tf) => ({
          logits: tf.tensor2d(numbers(57 * classes, 9), [57, classes]),
          labels: tf.tensor1d(
            Array.from({ length: 57 }, (_, i) => i % classes),
            'int32',
          ),
          scale: tf.fill([57, 1], 64),
          factor: tf.tensor2d(numbers(57, 10), [57, 1]),
          own: tf.tensor2d(numbers(57, 11), [57, 1]),
        }),
        ({ logits, labels, scale, factor, own }) => {
          const { top, sum, share } = othersOf(
            tf,
            logits as Tensor2D,
            { labels: labels as Tensor1D },
            scale!,
          );
          const total = tf.log(sum);
          return [top, total, share(factor!, own!)];
        },
      ),
    );
  });

  describe('passes over a matrix', () => {
    const sizes = [
      [1, 1],
      [5, 3],
      [33, 16],
      [300, 205],
    ] as const;

    test.each(sizes)('take rows of %i x %i by their numbers', (rows, columns) =>
      expectSameHere(
        (tf) => ({
          matrix: tf.tensor2d(numbers(rows * columns, 16), [rows, columns]),
          indices: tf.tensor1d(
            Array.from({ length: 1000 }, (_, i) => (i * 7) % rows),
            'int32',
          ),
        }),
        ({ matrix, indices }) => [rowsOf(tf, matrix as Tensor2D, indices as Tensor1D)],
      ),
    );

    test.each(sizes)('replace rows of %i x %i by their numbers', (rows, columns) =>
      expectSameHere(
        (tf) => ({
          matrix: tf.tensor2d(numbers(rows * columns, 21), [rows, columns]),
          indices: tf.tensor1d(
            Array.from({ length: Math.ceil(rows / 2) }, (_, i) => rows - 1 - 2 * i),
            'int32',
          ),
          others: tf.tensor2d(numbers(Math.ceil(rows / 2) * columns, 22), [Math.ceil(rows / 2), columns]),
        }),
        ({ matrix, indices, others }) => [
          replaceRows(tf, matrix as Tensor2D, indices as Tensor1D, others as Tensor2D),
        ],
      ),
    );

    test.each(sizes)('sum the columns of %i x %i', (rows, columns) =>
      expectSameHere(
        (tf) => ({ matrix: tf.tensor2d(numbers(rows * columns, 17), [rows, columns]) }),
        ({ matrix }) => [columnSums(tf, matrix as Tensor2D)],
      ),
    );

    test.each(sizes)('go back through what cuts off below 0, %i x %i', (rows, columns) =>
      expectSameHere(
        (tf) => ({
          output: tf.relu(tf.tensor2d(numbers(rows * columns, 18), [rows, columns])),
          gradient: tf.tensor2d(numbers(rows * columns, 19), [rows, columns]),
        }),
        ({ output, gradient }) => [reluGradient(tf, output as Tensor2D, gradient as Tensor2D)],
      ),
    );
  });

  describe('Adam', () => {
    test.each([1, 3, 8, 50_005])('moves %i numbers', (count) =>
      expectSameHere(
        (tf) => ({
          value: tf.tensor2d(numbers(count, 12), [count, 1]),
          gradient: tf.tensor2d(numbers(count, 13), [count, 1]),
          first: tf.tensor2d(numbers(count, 14), [count, 1]),
          second: tf.tensor2d(numbers(count, 15).map(Math.abs), [count, 1]),
        }),
        ({ value, gradient, first, second }) => {
          const { optimiser } = trainSpec.parse({
            loss: 'arcface',
            optimiser: { kind: 'adam', weightDecay: 0.01 },
          });
          const adam = optimiserFor(optimiser);
          const factors = Object.fromEntries(
            Object.entries(adam.factors(0.1, 3)).map(([name, factor]) => [name, tf.scalar(factor)]),
          );
          const next = adam.update(tf, {
            value: value!,
            gradient: gradient!,
            slots: [first!, second!],
            factors,
          });
          return [next.value, ...next.slots];
        },
      ),
    );
  });
}

/** Rows replaced where they lie. @param tf on its backend. */
export async function expectRowsReplaced(tf: Tf): Promise<void> {
  const before = tf.memory().numTensors;
  const given = Float32Array.from({ length: 12 }, (_, i) => i);
  const indices = tf.tensor1d([3, 0], 'int32');
  let matrix = tf.tensor2d(given, [4, 3]);
  // Read and used before, so that a backend may hold its numbers in several places.
  expect([...(await matrix.data())]).toEqual([...given]);
  const sum = tf.sum(matrix);
  expect([...(await sum.data())]).toEqual([66]);
  const held = matrix.clone();
  for (const start of [100, 200]) {
    const rows = tf.tensor2d(
      Array.from({ length: 6 }, (_, i) => start + i),
      [2, 3],
    );
    const { dataId } = matrix;
    const next = replaceRows(tf, matrix, indices, rows);
    // While others hold the numbers they stay; after that no others are made, but on plain JavaScript.
    if (start === 200 && ['wasm', 'webgpu'].includes(tf.getBackend())) expect(next.dataId).toBe(dataId);
    expect(matrix.isDisposed).toBe(true);
    matrix = next;
    expect([...(await matrix.data())]).toEqual([
      ...[3, 4, 5].map((i) => start + i),
      ...given.slice(3, 9),
      ...[0, 1, 2].map((i) => start + i),
    ]);
    rows.dispose();
  }
  expect([...(await held.data())]).toEqual([...given]);
  expect([...given]).toEqual(Array.from({ length: 12 }, (_, i) => i));
  tf.dispose([indices, matrix, held, sum]);
  expect(tf.memory().numTensors).toBe(before);
}
