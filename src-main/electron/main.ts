/** Entry of the desktop app. It stays thin: the services do the work, workers and processes the heavy part. */
import { resolve } from 'node:path';
import { app, dialog, session } from 'electron';
import { type Language, toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { writeCrashReport } from '../crash-reports.ts';
import { defaultLibrary } from '../default-library.ts';
import { noteLibrary, recentLibraries } from '../recent-libraries.ts';
import { openServices } from '../services/index.ts';
import { createVisionPool } from '../vision/pool.ts';
import { keepCrashReports } from './crashes.ts';
import { copyDemoPhotos } from './demo-photos.ts';
import { chooseFile, chooseFolder } from './dialogs.ts';
import { serveIpc } from './ipc.ts';
import { keychain } from './keychain.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveProtocol } from './protocol.ts';
import { libraryArgument, libraryOfStart, programToStart, type SecondStart, withLibrary } from './rules.ts';
import { secureContents, secureSession } from './security.ts';
import { spawnVision, spawnWithElectron } from './trainer.ts';
import { appWindow, openWindow } from './window.ts';

registerScheme();
secureContents();
app.enableSandbox();
// Chromium leaves WebGPU off on Linux for most drivers. Here a driver must show that it computes rightly.
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');

const named = libraryArgument(process.argv);
const library = resolve(named ?? defaultLibrary);
// Chromium changes the order of arguments on their way, so that the library goes beside them.
const handedOver: SecondStart = { library: named === null ? null : library };
if (app.requestSingleInstanceLock({ ...handedOver })) {
  keepCrashReports(giveUp);
  app.whenReady().then(start).catch(fail);
  app.on('second-instance', (_event, _args, _folder, data) => startAgain(libraryOfStart(data)));
} else {
  app.quit();
}

async function start(): Promise<void> {
  const services = await openServices({
    library,
    host: 'electron',
    chooseFolder,
    chooseFile,
    libraries: { recent: recentLibraries, open: openLibrary },
    keychain,
    spawnTrainer: spawnWithElectron,
    openPool: (options) => createVisionPool({ ...options, spawn: spawnVision }),
    ...(app.isPackaged && { demoFolder: copyDemoPhotos }),
    upkeep: true,
  });
  await noteLibrary(library);
  secureSession(session.defaultSession);
  serveProtocol(session.defaultSession, services);
  serveIpc(services);
  setMenu(language());
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

/** The app was started once more: it shows itself, with the library that was asked for. */
function startAgain(other: string | null): void {
  if (other !== null && other !== library) {
    openLibrary(other);
    return;
  }
  const window = appWindow();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Starts the app anew on another library, once the run in progress has come to a checkpoint. */
function openLibrary(path: string): void {
  app.relaunch({
    args: withLibrary(process.argv.slice(1), path),
    ...programToStart(process.execPath, process.env),
  });
  app.quit();
}

/** Opens the app's window, with which the app ends but on macOS. */
function show(): void {
  openWindow().once('closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function fail(error: unknown): void {
  writeCrashReport('the app did not start', error);
  giveUp(error);
}

function giveUp(error: unknown): void {
  const { message, remedy } = wordingOf(toFailure(error), language());
  dialog.showErrorBox('Tammes', `${message}\n${remedy}`);
  app.exit(1);
}

/** The system's, for what is not a part of the window. */
function language(): Language {
  return app.getLocale().startsWith('ja') ? 'ja' : 'en';
}
