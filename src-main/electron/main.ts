/** Entry of the desktop app. It stays thin: the services do the work, workers and processes the heavy part. */
import { app, dialog, session } from 'electron';
import { toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { defaultLibrary } from '../default-library.ts';
import { openServices } from '../services/index.ts';
import { chooseFolder } from './dialogs.ts';
import { serveIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveProtocol } from './protocol.ts';
import { libraryArgument } from './rules.ts';
import { secureContents, secureSession } from './security.ts';
import { spawnWithElectron } from './trainer.ts';
import { appWindow, openWindow } from './window.ts';

registerScheme();
secureContents();
app.enableSandbox();
// Chromium leaves WebGPU off on Linux for most drivers. Here a driver must show that it computes rightly.
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
  app.on('second-instance', () => appWindow()?.focus());
} else {
  app.quit();
}

async function start(): Promise<void> {
  const library = libraryArgument(process.argv) ?? defaultLibrary;
  const services = await openServices({
    library,
    host: 'electron',
    chooseFolder,
    spawnTrainer: spawnWithElectron,
  });
  secureSession(session.defaultSession);
  serveProtocol(session.defaultSession, services);
  serveIpc(services);
  setMenu();
  show();
  app.on('activate', () => {
    if (appWindow() === null) show();
  });
  // The app's window decides, see `show`: without a listener Electron would quit after a trainer's hidden one, too.
  app.on('window-all-closed', () => {});
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    // The run in progress ends at a checkpoint first.
    event.preventDefault();
    void services.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/** Opens the app's window, with which the app ends but on macOS. */
function show(): void {
  openWindow().once('closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function giveUp(error: unknown): void {
  const { message, remedy } = wordingOf(toFailure(error), app.getLocale().startsWith('ja') ? 'ja' : 'en');
  dialog.showErrorBox('Tammes', `${message}\n${remedy}`);
  app.exit(1);
}
