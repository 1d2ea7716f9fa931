import { join } from 'node:path';
import { BrowserWindow, MessageChannelMain, utilityProcess } from 'electron';
import { type SpawnTrainer, type TrainerProcess, trainerEntry } from '../compute/child.ts';
import { frugal, type SpawnPoolProcess } from '../vision/pool.ts';
import { channels } from './channels.ts';
import { appOrigin } from './rules.ts';
import { lockedDown } from './security.ts';

/** The trainer in the app: WebGPU takes a page, all else a process. */
export const spawnWithElectron: SpawnTrainer = (backend, quiet = false) =>
  backend === 'webgpu' ? openTrainerPage() : forkTrainer(quiet);

/** The trainer as Electron's utility process: the app cannot run as plain Node, that fuse is off. */
function forkTrainer(quiet: boolean): TrainerProcess {
  const stdio = quiet ? 'ignore' : 'inherit';
  const child = utilityProcess.fork(trainerEntry(), [], { serviceName: 'Tammes trainer', stdio });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
}

/** True in the trainer's page once it hears its port. */
const trainerListens = `document.documentElement.dataset.trainer === 'listens'`;

/** A process that reads photos. */
export const spawnVision: SpawnPoolProcess = (entry) => {
  const env = { ...process.env, ...frugal };
  const child = utilityProcess.fork(entry, [], { serviceName: 'Tammes photos', stdio: 'ignore', env });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', (code) => listener(`code ${code}`)),
    kill: () => child.kill(),
  };
};

/** The trainer as a page of a window that is not shown (src-renderer/trainer). A page's end is that of its process. */
function openTrainerPage(): TrainerProcess {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      ...lockedDown,
      preload: join(import.meta.dirname, 'trainer-preload.cjs'),
      // Hidden pages are slowed down otherwise.
      backgroundThrottling: false,
    },
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<number | null>();
  window.webContents.once('render-process-gone', (_event, { exitCode }) => end(exitCode));
  window.once('closed', () => end(null));
  // What is sent before the page is there waits at its port.
  const { port1: port, port2: portOfPage } = new MessageChannelMain();
  window
    .loadURL(`${appOrigin}/trainer.html`)
    .then(async () => {
      // A script that could not run leaves a page all the same, which would never answer.
      if (!(await window.webContents.executeJavaScript(trainerListens))) return end(null);
      window.webContents.postMessage(channels.port, null, [portOfPage]);
    })
    .catch(() => end(null));
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onExit: (listener) => void ended.then(listener),
    kill: () => window.destroy(),
  };
}
