import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { selfCheckFile } from '../../src-main/app-files.ts';
import { openBackend } from '../../src-main/compute/backend.ts';
import type { Opener } from '../../src-main/compute/backend-types.ts';
import type { SpawnTrainer } from '../../src-main/compute/child.ts';
import { chooseBackend, listBackends, tryBackend } from '../../src-main/compute/choose-backend.ts';
import { type Backend, checkBackend } from '../../src-shared/compute/index.ts';
import { type BackendId, backendId } from '../../src-shared/contract/index.ts';
import { goldenFile } from '../../src-shared/losses/index.ts';
import type { Tensor } from '../../src-shared/tf.ts';
import { golden } from '../helpers/golden.ts';

const status = (id: BackendId, available: boolean, isSoftware = false) => ({
  id,
  available,
  device: '',
  memory: '',
  isSoftware,
  failure: null,
});

describe('auto', () => {
  test.each<[BackendId[], BackendId[], BackendId]>([
    [['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu'], [], 'tensorflow-gpu'],
    [['webgpu', 'tensorflow', 'wasm', 'cpu'], [], 'webgpu'],
    [['webgpu', 'tensorflow', 'wasm', 'cpu'], ['webgpu'], 'tensorflow'],
    [['webgpu', 'wasm', 'cpu'], ['webgpu'], 'wasm'],
    [['wasm', 'cpu'], [], 'wasm'],
    [['cpu'], [], 'cpu'],
  ])('of %j, where %j is software, takes %s', async (working, software, expected) => {
    const attempt = async (id: BackendId) => status(id, working.includes(id), software.includes(id));
    expect(await chooseBackend(attempt)).toBe(expected);
  });
});

describe('the list of backends', () => {
  test('has all of them, fastest first', async () => {
    const list = await listBackends(async (id) => status(id, true));
    expect(list.map(({ id }) => id)).toEqual(['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu']);
  });

  /** A trainer's process that does not answer; it may crash. */
  const silent = (crashes: boolean) => {
    let killed = 0;
    const spawn: SpawnTrainer = () => ({
      send() {},
      onMessage() {},
      onExit: (listener) => void (crashes && setTimeout(() => listener(null))),
      kill: () => {
        killed++;
      },
    });
    return { spawn, killed: () => killed };
  };

  test('outlives a driver that crashes', async () => {
    const { spawn } = silent(true);
    expect(await tryBackend('webgpu', spawn)).toMatchObject({
      available: false,
      failure: { problem: 'backend-crashed', parameters: { backend: 'webgpu' } },
    });
  });

  test('gives up a driver that hangs, and ends its process', async () => {
    const { spawn, killed } = silent(false);
    expect(await tryBackend('webgpu', spawn, 20)).toMatchObject({
      available: false,
      failure: { problem: 'backend-too-slow', parameters: { backend: 'webgpu', seconds: 1 } },
    });
    expect(killed()).toBe(1);
  });
});

describe('the self-check', () => {
  const file: unknown = JSON.parse(readFileSync(selfCheckFile, 'utf8'));

  test('has unchanged cases of the golden file', () => {
    const { inputs, cases } = goldenFile.parse(file);
    for (const one of cases) {
      expect(golden.cases).toContainEqual(one);
      expect(golden.inputs[one.input]).toEqual(inputs[one.input]);
    }
    expect(cases).toHaveLength(5);
  });

  /** A backend whose exponentials are off by a tenth of a percent, as no driver would report it. */
  const wrong: Opener = async () => {
    const backend = await openBackend('cpu');
    const exp = (x: Tensor) => backend.tf.mul(backend.tf.exp(x), 1.001);
    return { ...backend, id: 'webgpu', tf: { ...backend.tf, exp } as Backend['tf'] };
  };

  test('refuses a backend that computes wrongly, also when it is named', async () => {
    const openers = Object.fromEntries(backendId.options.map((id) => [id, wrong])) as Record<
      BackendId,
      Opener
    >;
    await expect(openBackend('webgpu', {}, openers)).rejects.toMatchObject({
      code: 'backend-missing',
      message: expect.stringMatching(/webgpu cannot be used: it computes \w+ wrongly/),
    });
  });

  test('refuses a backend whose device has reported a failure', async () => {
    const backend = await openBackend('cpu');
    const check = () => {
      throw new Error('the GPU was lost.');
    };
    await expect(checkBackend({ ...backend, check }, file)).rejects.toThrow(
      'cannot be used: the GPU was lost.',
    );
  });

  test('takes less than a second', async () => {
    const backend = await openBackend('wasm');
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      await checkBackend(backend, file);
      times.push(performance.now() - began);
    }
    // Other work makes a check longer and never shorter, so the shortest counts.
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});

/** Products and convolutions on WASM in a process of its own, see wasm-bits.ts. */
async function bitsOn(...args: string[]) {
  // Optimised at once, as the kernels are after some steps of a training.
  const execArgv = ['--no-liftoff'];
  const child = fork(fileURLToPath(new URL('../helpers/wasm-bits.ts', import.meta.url)), args, { execArgv });
  const [[answer], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  expect(code).toBe(0);
  return answer as { device: string; hash: string };
}

test('WASM gives the same bits on two threads as on one, and its threads let the process end', async () => {
  const [one, two] = [await bitsOn('1'), await bitsOn('2')];
  expect(one.device).toBe('CPU (WebAssembly, SIMD, 1 thread)');
  expect(two.device).toBe('CPU (WebAssembly, SIMD, 2 threads)');
  expect(two.hash).toBe(one.hash);
});

test('WASM gives the same bits if the engine cannot join vectors', async () => {
  expect((await bitsOn('2', 'halves')).hash).toBe((await bitsOn('2')).hash);
});

test('WASM uses the kernels of tfjs if memory cannot be shared', async () => {
  const { device } = await bitsOn('2', 'unshared');
  expect(device).toMatch(/^CPU \(WebAssembly, SIMD, without Tammes' own kernels: /);
});
