/** The namespace `app`. */
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { demoFolder as ownDemoFolder, version } from '../app-files.ts';
import { tryWith } from '../compute/choose-backend.ts';
import { crashFolder, crashReports } from '../crash-reports.ts';
import type { Store } from '../store/store.ts';
import { completeFolder, listFolders } from './folders.ts';
import type { Handlers } from './handlers.ts';
import { licences } from './licences.ts';
import type { ServiceOptions } from './service.ts';
import { bytesOf } from './storage.ts';

/** The namespace `app`. */
export function appHandlers(
  store: Store,
  {
    host,
    chooseFolder,
    chooseFile,
    spawnTrainer,
    libraries,
    demoFolder,
    folders = [homedir()],
  }: ServiceOptions,
): Handlers<'app'> {
  const roots = folders.map((folder) => resolve(folder));
  return {
    'app.info': async () => ({
      version,
      host,
      library: store.folder,
      canChooseFolder: chooseFolder !== undefined,
    }),
    'app.backend': ({ id }) => tryWith(spawnTrainer)(id),
    'app.folders': (wanted) => listFolders(roots, wanted),
    'app.completeFolder': ({ text }) => completeFolder(roots, text),
    'app.demoFolder': async () => (await demoFolder?.()) ?? ownDemoFolder,
    'app.chooseFolder': async () => (await chooseFolder?.()) ?? null,
    'app.chooseFile': async ({ endings }) => (await chooseFile?.(endings)) ?? null,
    'app.storage': async () => ({ bytes: await bytesOf(store.folder) }),
    'app.libraries': async () => {
      const paths = (await libraries?.recent()) ?? [];
      const others = paths.filter((path) => path !== store.folder);
      return {
        recent: others.map((path) => ({ path, name: basename(path) })),
        canOpen: libraries?.open !== undefined,
      };
    },
    'app.openLibrary': async ({ path }) => {
      if (libraries?.open === undefined) throw new TammesError('library-not-switched', { path });
      libraries.open(resolve(path));
    },
    'app.licences': () => licences(),
    'app.crashReports': async () => ({ folder: crashFolder, reports: crashReports() }),
  };
}
