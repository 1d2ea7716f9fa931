/**
 * Starts a packaged app as Electron would, in a process of its own, with a double of Electron and a browser that is already open.
 * Arguments: the app's root, the address of the browser, what to do in the window (a module with a default export that takes an
 * `Opened`), and the app's own arguments. On standard output comes what that answers, as JSON.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { app, choices, menus } from '../helpers/electron/app.ts';
import { useBrowser, windows } from '../helpers/electron/window.ts';

/** The app's window, open. */
export interface Opened {
  page: Page;
  /** Chooses a folder in the next dialogs. */
  choose(folder: string): void;
  /** As when the app is started once more, which hands over such data. */
  startAgain(data: object): void;
  /** Whether the native menus have such a role. */
  hasRole(role: string): boolean;
}

const [root, endpoint, script, ...args] = process.argv.slice(2);
const double = new URL('../helpers/electron/index.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(name, context),
});

const browser = await chromium.connect(endpoint!);
useBrowser(browser);
const { main } = JSON.parse(readFileSync(join(root!, 'package.json'), 'utf8'));
process.argv = [process.execPath, ...args];
const { promise: ended, resolve: end } = Promise.withResolvers<number>();
app.on('quit', (_event, code: number) => end(code));
await import(pathToFileURL(join(root!, main)).href);

const ready = new Promise<void>((resolve) => {
  app.on('web-contents-created', () => {
    const [window] = windows;
    window!.once('ready-to-show', resolve);
  });
});
await Promise.race([ready, ended]);
const [window] = windows;
if (window === undefined) throw new Error(`No window: ${choices.errors.join(' ')}`);
const { default: act } = (await import(pathToFileURL(resolve(script!)).href)) as {
  default: (opened: Opened) => Promise<unknown>;
};
const answer = await act({
  page: window.page,
  choose: (folder) => (choices.folder = folder),
  startAgain: (data) => app.emit('second-instance', {}, [], '/', data),
  hasRole: (role) => JSON.stringify(menus.template).includes(`"role":"${role}"`),
});
const { problems } = window;
window.destroy();
const code = await ended;
await browser.close();
const relaunched = app.relaunched?.args;
process.stdout.write(JSON.stringify({ answer, problems, code, errors: choices.errors, relaunched }));
