import { expect, test } from 'vitest';
import type { BackendCandidate } from '../../src-renderer/vision/backends.ts';
import { Fallback } from '../../src-renderer/vision/fallback.ts';

/** A backend that can be lost. */
function candidate(name: string, opens = true) {
  const state = { lost: false };
  const one: BackendCandidate = {
    name,
    open: async () => {
      if (!opens) throw new Error('no driver');
      return { name, isLost: () => state.lost };
    },
  };
  return { one, state };
}

test('the first backend that opens is used', async () => {
  const none = { name: 'WebGPU', open: async () => null };
  const fallback = new Fallback(
    [none, candidate('WebGL', false).one, candidate('WebAssembly').one],
    async () => 1,
  );
  expect((await fallback.status()).backend).toBe('WebAssembly');
  expect(await fallback.run(async (value) => value + 1)).toBe(2);
});

test.each(['numbers', 'an error'])(
  'work on a backend that is lost with %s is done again, and it says so',
  async (how) => {
    const [gpu, cpu] = [candidate('WebGL'), candidate('WebAssembly')];
    let started = 0;
    const fallback = new Fallback([gpu.one, cpu.one], async () => ++started);
    const work = async (session: number) => {
      if (session === 1) {
        gpu.state.lost = true;
        if (how === 'an error') throw new Error('the context is lost');
      }
      return `by ${session}`;
    };
    // Both are under way when it is lost; the next is opened once.
    expect(await Promise.all([fallback.run(work), fallback.run(work)])).toEqual(['by 2', 'by 2']);
    expect(started).toBe(2);
    expect(await fallback.status()).toEqual({ backend: 'WebAssembly', lost: ['WebGL'] });
  },
);

test('an error of the work itself is passed on, and the backend stays', async () => {
  const fallback = new Fallback([candidate('WebGL').one, candidate('WebAssembly').one], async () => 1);
  await expect(fallback.run(() => Promise.reject(new Error('a bad photo')))).rejects.toThrow('a bad photo');
  expect((await fallback.status()).backend).toBe('WebGL');
});

test('if no backend is left, the error names those that were tried', async () => {
  const gpu = candidate('WebGL');
  const fallback = new Fallback([gpu.one], async () => 1);
  gpu.state.lost = true;
  await expect(fallback.run(async () => 1)).rejects.toThrow('neither WebGPU, WebGL nor WebAssembly');
});
