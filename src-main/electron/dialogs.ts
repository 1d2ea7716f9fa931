import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { FileEnding } from '../../src-shared/contract/index.ts';

/** Lets a person choose a folder; null when they cancel. */
export const chooseFolder = () => choose({ properties: ['openDirectory'] });

/** Lets a person choose a file with one of these endings; null when they cancel. */
export const chooseFile = (endings: readonly FileEnding[]) =>
  choose({
    properties: ['openFile'],
    filters: [{ name: endings.map((ending) => `*.${ending}`).join(', '), extensions: [...endings] }],
  });

async function choose(options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
