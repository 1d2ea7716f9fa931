import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { appOrigin } from './rules.ts';
import { lockedDown } from './security.ts';

let opened: BrowserWindow | null = null;

/** The app's window, where it is open. Electron's lists of windows may have a trainer's hidden one, too. */
export const appWindow = (): BrowserWindow | null => opened;

/** Opens the app's window. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: { ...lockedDown, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  opened = window;
  window.once('closed', () => {
    opened = null;
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
  return window;
}
