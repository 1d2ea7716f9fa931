/** Ingests a folder with made-up faces; everything else is real. Says when it begins, to be killed from then on. */
import { setTimeout as pause } from 'node:timers/promises';
import { ingest } from '../../src-main/services/library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';

const [folder, library] = process.argv.slice(2) as [string, string];
// By the content, which is what a photo is known by.
const vision = madeUpVision({
  twoFaces: (_path, hash) => /^[0-5]/.test(hash),
  noFaces: (_path, hash) => /^[ef]/.test(hash),
});
process.stdout.write('begins\n');
const store = openStore(library);
await ingest(
  store,
  {
    ...vision,
    async describe(path, options) {
      // Gives the killer time to come between any two photos.
      await pause(4);
      return vision.describe(path, options);
    },
  },
  folder,
  {},
);
store.close();
