/** The trainer in the desktop app, with Electron's calls written down; test/e2e/trainer-page.test.ts runs its page. */
import type { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { spawnVision, spawnWithElectron } from '../../src-main/electron/trainer.ts';
import { appWindow, openWindow } from '../../src-main/electron/window.ts';

const made = vi.hoisted(() => ({
  windows: [] as unknown[],
  forks: [] as unknown[],
  children: [] as EventEmitter[],
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class BrowserWindow extends EventEmitter {
    readonly webContents = Object.assign(new EventEmitter(), {
      postMessage: vi.fn(),
      executeJavaScript: vi.fn(async () => true),
    });
    readonly loadURL = vi.fn(async () => {});
    readonly destroy = vi.fn(() => this.emit('closed'));
    readonly options: unknown;
    constructor(options: unknown) {
      super();
      this.options = options;
      made.windows.push(this);
    }
  }
  class MessageChannelMain {
    readonly port1 = Object.assign(new EventEmitter(), { postMessage: vi.fn(), start: vi.fn() });
    readonly port2 = new EventEmitter();
  }
  const fork = (...given: unknown[]) => {
    made.forks.push(given);
    const child = new EventEmitter();
    made.children.push(child);
    return child;
  };
  return { app: {}, BrowserWindow, MessageChannelMain, utilityProcess: { fork } };
});

interface Made extends EventEmitter {
  options: { show: boolean; webPreferences: Record<string, unknown> };
  webContents: EventEmitter & Record<'postMessage' | 'executeJavaScript', ReturnType<typeof vi.fn>>;
  loadURL: ReturnType<typeof vi.fn>;
  destroy: ReturnType<typeof vi.fn>;
}

const lastWindow = () => made.windows.at(-1) as Made;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const lockedDown = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true };

beforeEach(() => {
  made.windows.length = 0;
  made.forks.length = 0;
});

describe('a trainer on WebGPU', () => {
  test('is a page of a window that is not shown, and as locked down as the app’s', async () => {
    spawnWithElectron('webgpu', true);
    const { options, loadURL } = lastWindow();
    expect(options.show).toBe(false);
    expect(options.webPreferences).toMatchObject({ ...lockedDown, backgroundThrottling: false });
    expect(options.webPreferences.preload).toMatch(/trainer-preload\.cjs$/);
    expect(loadURL.mock.calls).toEqual([['tammes://app/trainer.html']]);
    expect(made.forks).toEqual([]);
  });

  test('is handed its port once the page is there', async () => {
    spawnWithElectron('webgpu');
    const { postMessage } = lastWindow().webContents;
    expect(postMessage).not.toHaveBeenCalled();
    await turn();
    expect(postMessage.mock.calls).toEqual([['tammes:port', null, [expect.anything()]]]);
  });

  test.each<[string, (window: Made) => void, number | null]>([
    ['that crashes', ({ webContents }) => webContents.emit('render-process-gone', {}, { exitCode: 9 }), 9],
    ['whose window is gone', (window) => window.emit('closed'), null],
  ])('%s has ended, and says so once', async (_, happen, code) => {
    const trainer = spawnWithElectron('webgpu');
    const exits: (number | null)[] = [];
    trainer.onExit((given) => exits.push(given));
    happen(lastWindow());
    trainer.kill();
    await turn();
    expect(exits).toEqual([code]);
    expect(lastWindow().destroy).toHaveBeenCalledOnce();
  });

  test.each<[string, (contents: Made['webContents']) => void]>([
    [
      'cannot be opened',
      ({ executeJavaScript }) => executeJavaScript.mockRejectedValue(new Error('Object has been destroyed')),
    ],
    ['has no script that hears', ({ executeJavaScript }) => executeJavaScript.mockResolvedValue(false)],
  ])('has ended if its page %s', async (_, happen) => {
    const trainer = spawnWithElectron('webgpu');
    happen(lastWindow().webContents);
    const exits: (number | null)[] = [];
    trainer.onExit((given) => exits.push(given));
    await turn();
    expect(exits).toEqual([null]);
    expect(lastWindow().webContents.postMessage).not.toHaveBeenCalled();
  });
});

test('a trainer on any other backend is a process', () => {
  for (const backend of ['tensorflow-gpu', 'tensorflow', 'wasm', 'cpu'] as const) spawnWithElectron(backend);
  expect(made.forks).toHaveLength(4);
  expect(made.windows).toEqual([]);
});

test('photos of a folder are read by processes that say when they end', () => {
  const worker = spawnVision('/app/vision-worker.js');
  const ends: string[] = [];
  worker.onExit((why) => ends.push(why));
  expect(made.forks).toEqual([
    ['/app/vision-worker.js', [], expect.objectContaining({ serviceName: 'Tammes photos' })],
  ]);
  made.children.at(-1)!.emit('exit', 3);
  expect(ends).toEqual(['code 3']);
});

test('the app’s window is locked down, and no trainer’s is taken for it', () => {
  expect(appWindow()).toBeNull();
  openWindow();
  const window = lastWindow();
  expect(window.options.webPreferences).toMatchObject(lockedDown);
  spawnWithElectron('webgpu');
  expect(appWindow()).toBe(window);
  window.emit('closed');
  expect(appWindow()).toBeNull();
});
