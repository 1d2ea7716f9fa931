/** The desktop app's training on WebGPU, between Electron's calls and Chromium's WebGPU: see ../helpers/electron. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { chooseBackend, tryBackend } from '../../src-main/compute/choose-backend.ts';
import { runTrainer } from '../../src-main/compute/trainer.ts';
import { spawnWithElectron } from '../../src-main/electron/trainer.ts';
import { openServices } from '../../src-main/services/index.ts';
import { type BackendStatus, type Output, trainSpec } from '../../src-shared/contract/index.ts';
import type { TrainerEvent } from '../../src-shared/training/index.ts';
import { openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { openWindowsIn, windows } from '../helpers/electron/index.ts';
import { trainOn } from '../helpers/native-processes.ts';
import { expectAlike } from '../helpers/short-runs.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

vi.mock('electron', () => import('../helpers/electron/index.ts'));

/** A run in the trainer's page. @param onEvent may end it. */
async function trainInPage(
  spec: object,
  checkpoint?: Uint8Array,
  onEvent: (event: TrainerEvent, stop: () => void) => void = () => {},
) {
  const controller = new AbortController();
  const request = {
    spec: trainSpec.parse({ loss: 'arcface', epochs: 2, batchSize: 9, backend: 'webgpu', ...spec }),
    data: syntheticData(),
    ...(checkpoint && { checkpoint }),
  };
  const events: TrainerEvent[] = [];
  const options = { signal: controller.signal, spawn: spawnWithElectron };
  for await (const message of runTrainer(request, options)) {
    if (message.type !== 'event') continue;
    events.push(message.event);
    onEvent(message.event, () => controller.abort());
  }
  return events;
}

const lastCheckpoint = (events: readonly TrainerEvent[]) =>
  events.findLast((event) => event.type === 'checkpoint')!.bytes;

describe('the trainer’s page in Chromium with WebGPU', () => {
  let browser: Browser | null = null;
  beforeAll(async () => {
    browser = await openBrowser('webgpu');
  });
  afterEach(() => {
    expect(windows).toEqual(new Set());
  });
  afterAll(() => browser?.close());

  const inBrowser = (name: string, body: (browser: Browser) => Promise<void>) =>
    test(name, { timeout: 180_000 }, async ({ skip }) => {
      if (browser === null) return skip();
      await openWindowsIn(browser);
      await body(browser);
    });

  inBrowser('is what the app says of WebGPU, and auto passes software over', async () => {
    const services = await openServices({
      library: await temporaryFolder(),
      host: 'electron',
      spawnTrainer: spawnWithElectron,
    });
    const ask = (id: BackendStatus['id']) =>
      services.call('app.backend', { id }) as Promise<Output<'app.backend'>>;
    const [webgpu, wasm] = await Promise.all([ask('webgpu'), ask('wasm')]);
    await services.close();
    expect(webgpu).toEqual({
      id: 'webgpu',
      available: true,
      device: 'google swiftshader, WebGPU',
      memory: expect.stringMatching(/^tensors up to \d+\.\d GiB$/),
      isSoftware: true,
      failure: null,
    });
    expect(wasm.available).toBe(true);
    const attempt = async (id: BackendStatus['id']) =>
      id === 'webgpu' ? webgpu : { ...wasm, id, available: id === 'wasm' };
    expect(await chooseBackend(attempt)).toBe('wasm');
    const gpu = async (id: BackendStatus['id']) => ({ ...(await attempt(id)), isSoftware: false });
    expect(await chooseBackend(gpu)).toBe('webgpu');
  });

  inBrowser('trains as WASM in Node does', async () => {
    const [page, node] = [await trainOn('webgpu', spawnWithElectron), await trainOn('wasm')];
    expect(page.device).toContain('WebGPU');
    expect(page.losses).toHaveLength(node.losses.length);
    for (const [i, loss] of node.losses.entries()) {
      expect(Math.abs(page.losses[i]! / loss - 1)).toBeLessThan(1e-4);
    }
  });

  inBrowser('ends at a checkpoint when it is cancelled, and goes on to the same end', async () => {
    const spec = { epochs: 10, head: { kind: 'linear', dim: 3 } };
    const undisturbed = await trainInPage(spec);
    const stopped = await trainInPage(spec, undefined, (event, stop) => {
      if (event.type === 'epoch' && event.metrics.epoch === 2) stop();
    });
    expect(stopped.at(-1)).toMatchObject({ type: 'cancelled' });
    const resumed = await trainInPage(spec, lastCheckpoint(stopped));
    expectAlike(lastCheckpoint(resumed), lastCheckpoint(undisturbed));
    expect(resumed.at(-1)).toEqual(undisturbed.at(-1));
  });

  inBrowser('hands out what goes wrong in the trainer as it is', async () => {
    const few = trainInPage({ loss: 'triplet', centres: 'spread' });
    await expect(few).rejects.toMatchObject({ code: 'bad-input' });
  });

  inBrowser('is refused if the GPU computes wrongly', async (browser) => {
    await openWindowsIn(browser, () => {
      // As a driver would whose exponentials are off by a tenth of a percent.
      const { createShaderModule } = GPUDevice.prototype;
      GPUDevice.prototype.createShaderModule = function (descriptor) {
        return createShaderModule.call(this, {
          ...descriptor,
          code: descriptor.code.replace(/\bexp\(/g, '1.001 * exp('),
        });
      };
    });
    expect(await tryBackend('webgpu', spawnWithElectron)).toMatchObject({
      available: false,
      failure: {
        problem: 'backend-check-failed',
        parameters: { backend: 'webgpu', reason: expect.stringMatching(/^it computes \w+ wrongly/) },
      },
    });
  });

  inBrowser('is an error, not a wait, if its script cannot run', async (browser) => {
    await openWindowsIn(browser, () => {
      // As in a build that lacks what the script begins with.
      Object.defineProperty(globalThis, 'addEventListener', { value: undefined });
    });
    await expect(trainInPage({})).rejects.toThrow('ended unexpectedly');
    expect(await tryBackend('webgpu', spawnWithElectron)).toMatchObject({ available: false });
  });

  inBrowser('is an error that says what to do if it crashes', async () => {
    const crashing = trainInPage({ epochs: 10_000 }, undefined, (event) => {
      if (event.type !== 'started') return;
      for (const { page } of windows) void page.goto('chrome://crash').catch(() => {});
    });
    await expect(crashing).rejects.toMatchObject({
      message: expect.stringContaining('ended unexpectedly (code 139)'),
      remedy: expect.stringContaining('Resume the run'),
    });
  });

  inBrowser('says that the GPU was lost', async (browser) => {
    const session = await browser.newBrowserCDPSession();
    const losing = trainInPage({ epochs: 10_000 }, undefined, (event) => {
      if (event.type === 'started') void session.send('Browser.crashGpuProcess').catch(() => {});
    });
    await expect(losing).rejects.toThrow(/WebGPU failed: the GPU was lost/);
    await session.detach();
  });
});

describe('the trainer’s page in Chromium without WebGPU', () => {
  let browser: Browser | null = null;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('says that there is no GPU, and so does a run', async ({ skip }) => {
    if (browser === null) return skip();
    await openWindowsIn(browser);
    expect(await tryBackend('webgpu', spawnWithElectron)).toMatchObject({
      available: false,
      failure: { problem: 'webgpu-without-gpu' },
    });
    await expect(trainInPage({})).rejects.toMatchObject({ code: 'backend-missing' });
  });
});
