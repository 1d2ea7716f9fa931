import { utilityProcess } from 'electron';
import { type SpawnTrainer, trainerEntry } from '../compute/child.ts';

/** The trainer as Electron's utility process: the app cannot run as plain Node, that fuse is off. */
export const spawnWithElectron: SpawnTrainer = (_backend, quiet = false) => {
  const stdio = quiet ? 'ignore' : 'inherit';
  const child = utilityProcess.fork(trainerEntry(), [], { serviceName: 'Tammes trainer', stdio });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
};
