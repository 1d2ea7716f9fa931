import { expect, test } from 'vitest';
import type { WasmBackend } from '../../src-main/compute/wasm/tfjs-memory.ts';
import { openBackend } from '../backends.ts';

/** Nothing is written there, so that the system gives no memory for it. */
const block = 2 ** 30;

test.each([{}, { threads: 1 }])('a tensor that finds no memory is refused, with %j', async (options) => {
  const { tf } = await openBackend('wasm', options);
  const { wasm } = tf.backend() as unknown as WasmBackend & { wasm: { _free(place: number): void } };
  const taken: number[] = [];
  const takeAll = () => {
    for (let i = 0; i < 5; i++) taken.push(wasm._malloc(block));
  };
  expect(takeAll).toThrow(expect.objectContaining({ problem: 'wasm-memory-full' }));
  expect(() => tf.zeros([block / 4])).toThrow(expect.objectContaining({ problem: 'wasm-memory-full' }));

  for (const place of taken) wasm._free(place);
  expect(Array.from(await tf.add(tf.ones([3]), 1).data())).toEqual([2, 2, 2]);
});
