/** Electron's `ipcMain`: what a page's preload script invokes comes here. */
import type Electron from 'electron';
import type { Like } from './like.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();

export const ipcMain: Like<Electron.IpcMain> = {
  handle(channel, handler) {
    handlers.set(channel, handler);
  },
};

/** What `ipcRenderer.invoke` answers in a frame. @param parent the frame that it lies in. */
export async function invoke(
  frame: { url: string; parent: object | null },
  channel: string,
  args: unknown[],
) {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler({ senderFrame: frame } as Electron.IpcMainInvokeEvent, ...args);
}
