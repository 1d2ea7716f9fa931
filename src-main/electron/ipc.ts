import { ipcMain } from 'electron';
import { toFailure } from '../../src-shared/errors/index.ts';
import type { Services } from '../services/index.ts';
import { channels } from './channels.ts';
import { isOwnPage } from './rules.ts';
import { appWindow } from './window.ts';

/** Carries the contract over Electron's channels. Only the main frame of our own page is heard. */
export function serveIpc(services: Services): void {
  ipcMain.handle(channels.call, async ({ senderFrame }, method: unknown, input: unknown) => {
    const isOurs = senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
    if (!isOurs) throw new Error('This page may not call.');
    try {
      return { ok: true, value: await services.call(String(method), input) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  });
  services.on((event) => appWindow()?.webContents.send(channels.event, event));
}
