/**
 * Entry of a process that is watched: ingests a folder as `tammes ingest` does, and tells its parent of every file.
 * Arguments: folder, library, number of workers.
 */
import { ingest } from '../../../src-main/services/library.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import type { WatchedFile } from './watch.ts';

const [folder, library, workers] = process.argv.slice(2) as [string, string, string];
const pool = createVisionPool({ workers: Number(workers) });
const store = openStore(library);

await ingest(store, pool, folder, {
  onFile({ path, kind, faces = 0, failure }) {
    process.send!({ path, kind, faces, ...(failure && { failure }) } satisfies WatchedFile);
  },
});
await pool.close();
store.close();
process.disconnect();
