/** Entry of the desktop app. It stays thin: the services do the work, workers and processes the heavy part. */
import { app, BrowserWindow, dialog, session } from 'electron';
import { toFailure } from '../../src-shared/errors.ts';
import { defaultLibrary } from '../default-library.ts';
import { openServices } from '../services/index.ts';
import { chooseFolder } from './dialogs.ts';
import { serveIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveProtocol } from './protocol.ts';
import { libraryArgument } from './rules.ts';
import { secureContents, secureSession } from './security.ts';
import { spawnWithElectron } from './trainer.ts';
import { openWindow } from './window.ts';

registerScheme();
secureContents();
app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
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
  openWindow();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
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

function giveUp(error: unknown): void {
  const { message, remedy } = toFailure(error);
  dialog.showErrorBox('Tammes', `${message}\n${remedy}`);
  app.exit(1);
}
