import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { spawnWithNode } from '../../src-main/compute/child.ts';
import { chooseBackend, tryBackend } from '../../src-main/compute/choose-backend.ts';
import type { BackendStatus } from '../../src-shared/contract/index.ts';
import { checkAll, swiftShader, trainOn } from '../helpers/native-processes.ts';

describe('WebGPU on SwiftShader', () => {
  let status: BackendStatus;
  beforeAll(async () => {
    // Vulkan takes this driver and no other; processes that are started below inherit it.
    if (swiftShader) process.env.VK_ICD_FILENAMES = swiftShader;
    status = await tryBackend('webgpu', spawnWithNode);
  });
  beforeEach(({ skip }) => {
    if (process.env.TAMMES_REQUIRE_BROWSER) expect(status.failure).toBeNull();
    const how = 'It takes Chromium with SwiftShader, and libvulkan1: apt-get install chromium libvulkan1.';
    skip(!swiftShader || !status.available, `${how} ${JSON.stringify(status.failure)}`);
  });

  test('is known for software, and auto passes it over', async () => {
    expect(status).toMatchObject({ device: expect.stringContaining('swiftshader'), isSoftware: true });
    const attempt = async (id: BackendStatus['id']) =>
      id === 'webgpu' ? status : { ...status, id, available: id === 'wasm', isSoftware: false };
    expect(await chooseBackend(attempt)).toBe('wasm');
  });

  test('all golden cases are right', { timeout: 900_000 }, async () => {
    const { code, failed, cases, noise } = await checkAll('webgpu');
    expect({ code, failed, noise }).toEqual({ code: 0, failed: [], noise: [] });
    expect(cases).toBeGreaterThan(400);
  });

  test('trains as WASM does', { timeout: 300_000 }, async () => {
    const [webgpu, wasm] = [await trainOn('webgpu'), await trainOn('wasm')];
    expect(webgpu.device).toContain('WebGPU');
    for (const [i, loss] of wasm.losses.entries()) {
      expect(Math.abs(webgpu.losses[i]! / loss - 1)).toBeLessThan(1e-4);
    }
    expect(webgpu.losses).toHaveLength(3);
  });

  test('a tensor too large for the device is an error, not wrong numbers in silence', async () => {
    const { tf, check } = await openBackend('webgpu');
    check();
    const corner = tf.tidy(() => tf.slice(tf.add(tf.zeros([20_000, 20_000]), 1), [0, 0], [1, 4]));
    await corner.data();
    expect(check).toThrow(/WebGPU failed: .*(size|buffer|invalid)/i);
  });
});
