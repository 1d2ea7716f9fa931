/**
 * The few calls of Electron that start a trainer, made of a browser that Playwright drives and of Node's own processes.
 * Electron cannot be downloaded everywhere; what is between its calls and the page can then be run all the same.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Protocol, Session, WebPreferences } from 'electron';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { computing } from '../../src-main/compute/child.ts';
import type { Services } from '../../src-main/services/index.ts';

/** Where pages of tammes://app are in the browser: WebGPU takes a secure context, which this is. */
const origin = 'http://app.localhost';

let browser: Browser;
/** Run in each page before its own scripts. */
let prelude: () => void = () => {};
type Answer = Parameters<Protocol['handle']>[1];
let answer: Answer;

/** The windows that are open. */
export const windows = new Set<BrowserWindow>();

/** Says which browser the windows are of, and what is otherwise in their pages. */
export async function openWindowsIn(which: Browser, before: () => void = () => {}): Promise<void> {
  browser = which;
  prelude = before;
  const handle = (_scheme: string, handler: Answer) => {
    answer = handler;
  };
  // Not before this module stands: it takes the place of Electron, which that one imports.
  const { serveProtocol } = await import('../../src-main/electron/protocol.ts');
  serveProtocol({ protocol: { handle } } as unknown as Session, {} as Services);
}

interface Options {
  webPreferences: WebPreferences;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    postMessage: (channel: string, _message: null, [port]: [Port]) => this.#connect(channel, port),
    executeJavaScript: (code: string) => this.page.evaluate(code),
  });
  readonly #preferences: WebPreferences;
  #context: BrowserContext | undefined;
  #page: Page | undefined;

  constructor({ webPreferences }: Options) {
    super();
    this.#preferences = webPreferences;
    windows.add(this);
  }

  /** For what Electron has no call, but a machine may do. */
  get page(): Page {
    return this.#page!;
  }

  async loadURL(address: string): Promise<void> {
    this.#context = await browser.newContext();
    const page = await this.#context.newPage();
    this.#page = page;
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { exitCode: 139 }));
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      const request = new Request(`tammes://app${pathname}`);
      const response = await answer(request);
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await page.addInitScript(prelude);
    await page.addInitScript(await preloadScript(this.#preferences.preload!));
    await page.goto(`${origin}${new URL(address).pathname}`);
  }

  destroy(): void {
    if (!windows.delete(this)) return;
    // The browser may be closing, too.
    this.#context?.close().catch(() => {});
    this.emit('closed');
  }

  async #connect(channel: string, port: Port): Promise<void> {
    const page = this.page;
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
}

/** What the page has of this file. */
interface Inside {
  receive(channel: string, event: { ports: MessagePort[] }): void;
  sayToMain(data: unknown): void;
  hearFromMain(data: unknown): void;
}

/** A preload script as it is built, for a page that has no Electron. */
async function preloadScript(path: string): Promise<string> {
  const source = new URL(`../../src-main/electron/${basename(path, '.cjs')}.ts`, import.meta.url);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    format: 'cjs',
    external: ['electron'],
    write: false,
  });
  const fake = `() => ({ ipcRenderer: { once(channel, listener) {
    globalThis.receive = (given, event) => { if (given === channel) listener(event); };
  } } })`;
  return `((require) => { ${outputFiles[0]!.text} })(${fake})`;
}

/** One end of a channel, which keeps what comes before it is started. */
class Port extends EventEmitter {
  other: Port | undefined;
  #waiting: unknown[] | null = [];

  postMessage(data: unknown): void {
    this.other?.take(data);
  }

  take(data: unknown): void {
    if (this.#waiting === null) this.emit('message', { data });
    else this.#waiting.push(data);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.take(data);
  }
}

export class MessageChannelMain {
  readonly port1 = new Port();
  readonly port2 = new Port();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

export const utilityProcess = {
  fork(entry: string) {
    const child: ChildProcess = fork(entry, { ...computing, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    return Object.assign(child, { postMessage: (message: object) => child.send(message) });
  },
};

/** Imported by what is not called here. */
export const protocol = {};
export const app = {};
