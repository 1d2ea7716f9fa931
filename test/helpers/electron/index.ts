/**
 * The calls of Electron that Tammes makes, made of a browser that Playwright drives and of Node's own processes. Electron cannot be
 * downloaded everywhere; the app can then be run all the same. The compiler compares each call with electron.d.ts.
 */
import type { Session } from 'electron';
import type { Browser } from 'playwright-core';
import type { Services } from '../../../src-main/services/index.ts';
import { session } from './session.ts';
import { useBrowser } from './window.ts';

export { app, dialog, Menu, safeStorage } from './app.ts';
export { ipcMain } from './ipc.ts';
export { MessageChannelMain, utilityProcess } from './processes.ts';
export { protocol, session } from './session.ts';
export { BrowserWindow, useBrowser, windows } from './window.ts';

/** For tests of a part of the app: windows in a browser, on the protocol with nothing behind it. */
export async function openWindowsIn(which: Browser, before?: () => void): Promise<void> {
  useBrowser(which, before);
  // Not before this module stands: it takes the place of Electron, which that one imports.
  const { serveProtocol } = await import('../../../src-main/electron/protocol.ts');
  serveProtocol(session.defaultSession as unknown as Session, {} as Services);
}
