import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../src-shared/errors/index.ts';
import { channels } from './channels.ts';
import { menuWords } from './menu-words.ts';
import { appWindow } from './window.ts';

type Item = MenuItemConstructorOptions;

/** An entry that does what the window's action of that name does; the window hears the keys itself. */
const action = (id: string, label: string, accelerator?: string): Item => ({
  label,
  ...(accelerator && { accelerator, registerAccelerator: false }),
  click: () => appWindow()?.webContents.send(channels.action, id),
});
const separator: Item = { type: 'separator' };

/** The platform's usual menus, and in them the window's own actions. */
export function setMenu(language: Language): void {
  const words = menuWords[language];
  const isMac = process.platform === 'darwin';
  const go = (Object.keys(words.screens) as (keyof typeof words.screens)[]).map((screen) =>
    action(`go-${screen}`, words.screens[screen]),
  );
  const settings = action('go-settings', words.settings, 'CmdOrCtrl+,');
  const file: Item[] = [
    action('add-folder', words.addFolder, 'CmdOrCtrl+O'),
    action('open-library', words.openLibrary),
    separator,
    ...(isMac ? [] : [settings, separator]),
    { role: isMac ? 'close' : 'quit' },
  ];
  const edit: Item[] = [
    action('undo', words.undo, 'CmdOrCtrl+Z'),
    action('redo', words.redo, 'CmdOrCtrl+Shift+Z'),
    action('history', words.history, 'CmdOrCtrl+Shift+H'),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    separator,
    action('palette', words.palette, 'CmdOrCtrl+K'),
  ];
  const view: Item[] = [
    action('sidebar', words.sidebar, 'CmdOrCtrl+B'),
    separator,
    ...(['auto', 'light', 'dark'] as const).map((theme) => action(`theme-${theme}`, words.themes[theme])),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
  ];
  const help: Item[] = [action('shortcuts', words.shortcuts), action('go-settings', words.about)];
  const template: Item[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: words.file, submenu: file },
    { label: words.edit, submenu: edit },
    { label: words.view, submenu: view },
    { label: words.go, submenu: isMac ? [...go, separator, settings] : go },
    { role: 'windowMenu' },
    { role: 'help', label: words.help, submenu: help },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
