import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** Lets a person choose a folder; null when they cancel. */
export async function chooseFolder(): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const options: OpenDialogOptions = { properties: ['openDirectory'] };
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
