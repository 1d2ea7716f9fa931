/** Electron's windows, made of pages of a browser that Playwright drives. */
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Electron from 'electron';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Frame, Page, Route } from 'playwright-core';
import { app } from './app.ts';
import { invoke } from './ipc.ts';
import type { Like } from './like.ts';
import type { Port } from './processes.ts';
import { ask } from './session.ts';

/** Where pages of tammes://app are in the browser: WebGPU takes a secure context, which this is. */
const origin = 'http://app.localhost';
const asElectronSays = (address: string) => address.replace(origin, 'tammes://app');

let browser: Browser;
/** Run in each page before its own scripts. */
let prelude: () => void = () => {};

/** The windows that are open. */
export const windows = new Set<BrowserWindow>();

/** Says which browser the windows are of, and what is otherwise in their pages. */
export function useBrowser(which: Browser, before: () => void = () => {}): void {
  browser = which;
  prelude = before;
}

type Contents = Like<Electron.WebContents>;

class WebContents extends EventEmitter {
  readonly #window: BrowserWindow;

  constructor(window: BrowserWindow) {
    super();
    this.#window = window;
  }

  readonly send: NonNullable<Contents['send']> = (channel, ...args) => {
    const said = this.#window.page.evaluate(
      ([channel, args]) => (globalThis as unknown as Inside).receive(channel, {}, ...args),
      [channel, args] as const,
    );
    // A page that is gone hears nothing.
    said.catch(() => {});
  };

  readonly postMessage: NonNullable<Contents['postMessage']> = (channel, _message, [port] = []) => {
    void connect(this.#window.page, channel, port as unknown as Port);
  };

  readonly executeJavaScript: NonNullable<Contents['executeJavaScript']> = (code) =>
    this.#window.page.evaluate(code);

  setWindowOpenHandler(): void {}
}

/** `webContents` has fewer methods than Electron's. */
export class BrowserWindow extends EventEmitter implements Like<Electron.BrowserWindow, 'webContents'> {
  static getFocusedWindow(): null {
    return null;
  }

  readonly webContents = new WebContents(this);
  readonly #preferences: Electron.WebPreferences;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  /** What has gone wrong in the page, and what it asked for and was not given. */
  readonly problems: string[] = [];

  constructor({ webPreferences }: Electron.BrowserWindowConstructorOptions) {
    super();
    this.#preferences = webPreferences ?? {};
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  /** For what Electron has no call, but a person or a machine may do. */
  get page(): Page {
    return this.#page!;
  }

  show(): void {}

  focus(): void {
    this.emit('focus');
  }

  isMinimized(): boolean {
    return false;
  }

  async loadURL(address: string): Promise<void> {
    this.#context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
    const page = await this.#context.newPage();
    this.#page = page;
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { exitCode: 139 }));
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    await page.route('**/*', (route) => this.#answer(route));
    await page.exposeBinding('invokeMain', ({ frame }: { frame: Frame }, channel: string, args: unknown[]) =>
      invoke({ url: asElectronSays(frame.url()), parent: frame.parentFrame() }, channel, args),
    );
    await page.addInitScript(prelude);
    await page.addInitScript(await preloadScript(this.#preferences.preload!));
    await page.goto(`${origin}${new URL(address).pathname}`);
    this.emit('ready-to-show');
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const response = await ask(asElectronSays(request.url()), request.method());
    if (response === null) {
      this.problems.push(`Asked for ${request.url()}`);
      return route.abort();
    }
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }

  /** As a person closes it, or as the app does without asking. */
  destroy(): void {
    if (!windows.delete(this)) return;
    // The browser may be closing, too.
    this.#context?.close().catch(() => {});
    this.emit('closed');
  }
}

/** What the page has of this file. */
interface Inside {
  receive(channel: string, event: object, ...args: unknown[]): void;
  sayToMain(data: unknown): void;
  hearFromMain(data: unknown): void;
}

async function connect(page: Page, channel: string, port: Port): Promise<void> {
  await page.exposeFunction('sayToMain', (data: unknown) => port.postMessage(data));
  await page.evaluate((channel) => {
    const { port1, port2 } = new MessageChannel();
    const here = globalThis as unknown as Inside;
    here.hearFromMain = (data) => port1.postMessage(data);
    port1.onmessage = ({ data }) => here.sayToMain(data);
    here.receive(channel, { ports: [port2] });
  }, channel);
  port.on('message', ({ data }) => {
    const said = page.evaluate((data) => (globalThis as unknown as Inside).hearFromMain(data), data);
    // A page that is gone hears nothing.
    said.catch(() => {});
  });
  port.start();
}

/** A preload script as it is built, for a page that has no Electron. */
async function preloadScript(path: string): Promise<string> {
  const code = existsSync(path) ? readFileSync(path, 'utf8') : await built(basename(path, '.cjs'));
  return `((require, module, exports) => { ${code} })(() => (${electronInPage})(), {}, {});`;
}

async function built(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../../src-main/electron/${name}.ts`, import.meta.url))],
    bundle: true,
    format: 'cjs',
    external: ['electron'],
    write: false,
  });
  return outputFiles[0]!.text;
}

/** Electron in a preload script. It is sent to the page as text. */
const electronInPage = `() => {
  const listeners = new Map();
  globalThis.receive = (channel, event, ...args) => {
    for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
  };
  const on = (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
  const invoke = (channel, ...args) => globalThis.invokeMain(channel, args);
  return {
    contextBridge: { exposeInMainWorld: (name, api) => { globalThis[name] = api; } },
    ipcRenderer: { invoke, on, once: on },
    webUtils: { getPathForFile: () => '' },
  };
}`;
