import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import {
  type Application,
  applyConvolution,
  applyDepthwise,
  convolve,
} from '../../src-shared/vision/networks/layers.ts';

// tfjs's own operations run on the backend `cpu`, in the same tfjs.
const { tf, device } = await openBackend('wasm', { threads: 1 });

test('the kernels run', () => {
  expect(device).toBe('CPU (WebAssembly, SIMD, 1 thread)');
});

/** Numbers that look random and are the same on every run. */
const numbers = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(1 + i * 12.9898 + seed * 78.233) ** 3);

interface Case {
  pictures: number;
  height: number;
  width: number;
  channels: number;
  columns: number;
  filter: readonly [number, number];
  how: Application;
  adds: boolean;
}

/** The convolution of a case on a backend. */
async function compute(backend: string, kind: 'plain' | 'depthwise', given: Case) {
  const { pictures, height, width, channels, columns, filter, how, adds } = given;
  await tf.setBackend(backend);
  const shape = [...filter, channels, kind === 'plain' ? columns : 1];
  const out = kind === 'plain' ? columns : channels;
  const count = shape.reduce((product, length) => product * length, 1);
  const layer = convolve(tf, { shape, values: numbers(count, 1) }, { shape: [out], values: numbers(out, 2) });
  const x = tf.tensor4d(numbers(pictures * height * width * channels, 3), [
    pictures,
    height,
    width,
    channels,
  ]);
  const apply = kind === 'plain' ? applyConvolution : applyDepthwise;
  const y = tf.tidy(() => {
    const alone = apply(tf, x, layer, how);
    if (!adds) return alone;
    return apply(tf, x, layer, { ...how, added: tf.tensor(numbers(alone.size, 4), alone.shape) });
  });
  const values = await y.data();
  tf.dispose([layer.filter, layer.bias, x, y]);
  return { shape: y.shape, values };
}

async function expectSame(kind: 'plain' | 'depthwise', given: Case): Promise<void> {
  const ours = await compute('wasm', kind, given);
  const theirs = await compute('cpu', kind, given);
  expect(ours.shape).toEqual(theirs.shape);
  const tolerance = 1e-6 * given.channels * given.filter[0] * given.filter[1] + 1e-5;
  const wrong = theirs.values.findIndex((value, i) => !(Math.abs(ours.values[i]! - value) <= tolerance));
  expect(wrong, `number ${wrong} is ${ours.values[wrong]}, not ${theirs.values[wrong]}`).toBe(-1);
}

const how = fc.record({
  activation: fc.constantFrom('linear' as const, 'relu' as const, 'relu6' as const, 'leakyrelu' as const),
  stride: fc.constantFrom(1 as const, 2 as const),
  pad: fc.constantFrom('same' as const, 'valid' as const),
});

test('a convolution of any size is that of tfjs', async () => {
  const cases = fc.record({
    pictures: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 7, max: 23 }),
    width: fc.integer({ min: 7, max: 23 }),
    channels: fc.constantFrom(1, 3, 4, 7, 32),
    columns: fc.constantFrom(2, 15, 16, 17, 32, 50),
    filter: fc.constantFrom([1, 1] as const, [3, 3] as const, [7, 7] as const, [2, 3] as const),
    how,
    adds: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(cases, ({ adds, ...given }) => {
      const { activation } = given.how;
      return expectSame('plain', {
        ...given,
        adds: adds && (activation === 'linear' || activation === 'relu'),
      });
    }),
    { numRuns: 100, seed: 7 },
  );
});

test('a convolution by channel of any size is that of tfjs', async () => {
  const cases = fc.record({
    pictures: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 23 }),
    width: fc.integer({ min: 1, max: 23 }),
    channels: fc.constantFrom(8, 16, 40),
    columns: fc.constant(1),
    filter: fc.constant([3, 3] as const),
    adds: fc.constant(false),
    how: how.map(({ activation, stride }) => ({
      activation: activation === 'leakyrelu' ? ('linear' as const) : activation,
      stride,
    })),
  });
  await fc.assert(
    fc.asyncProperty(cases, (given) => expectSame('depthwise', given)),
    { numRuns: 100, seed: 7 },
  );
});
