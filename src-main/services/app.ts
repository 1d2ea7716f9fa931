/** The namespace `app`. */
import { demoFolder, version } from '../app-files.ts';
import { tryWith } from '../compute/choose-backend.ts';
import type { Store } from '../store/store.ts';

import type { Handlers } from './handlers.ts';
import type { ServiceOptions } from './service.ts';

/** The namespace `app`. */
export function appHandlers(
  store: Store,
  { host, chooseFolder, spawnTrainer }: ServiceOptions,
): Handlers<'app'> {
  return {
    'app.info': async () => ({
      version,
      host,
      library: store.folder,
      demoFolder,
      canChooseFolder: chooseFolder !== undefined,
    }),
    'app.backend': ({ id }) => tryWith(spawnTrainer)(id),
    'app.chooseFolder': async () => (await chooseFolder?.()) ?? null,
  };
}
