/**
 * Entry of a process that is watched: ingests a folder as `tammes ingest` does, and tells its parent of every file.
 * Arguments: folder, library, number of workers.
 */
import { createVisionPool } from '../../../src-main/compute/vision-pool.ts';
import { ingest } from '../../../src-main/services/library.ts';
import { openStore } from '../../../src-main/store/store.ts';
import type { WatchedFile } from './watch.ts';

const [folder, library, workers] = process.argv.slice(2) as [string, string, string];
const pool = createVisionPool(Number(workers));
const store = openStore(library);
/** By the path of a file that was given to the pool and not told of yet. */
const times = new Map<string, number>();

await ingest(
  store,
  {
    ...pool,
    async describe(path, options) {
      const started = performance.now();
      try {
        return await pool.describe(path, options);
      } finally {
        times.set(path, performance.now() - started);
      }
    },
  },
  folder,
  {
    onFile({ path, kind, faces = 0, failure }) {
      const file: WatchedFile = { path, kind, faces, milliseconds: times.get(path) ?? 0 };
      times.delete(path);
      process.send!(failure === undefined ? file : { ...file, failure });
    },
  },
);
await pool.close();
store.close();
process.disconnect();
