/** Entry of a process that is measured: reads folders as `tammes ingest` does, each into a new library. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../../src-main/services/library.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { type Answer, serve } from './protocol.ts';

const pool = createVisionPool({ workers: Number(process.argv[2]) });

async function read(folder: string): Promise<Answer> {
  const library = await mkdtemp(join(tmpdir(), 'tammes-bench-library-'));
  const store = openStore(library);
  try {
    const started = performance.now();
    const { total, faces, failures } = await ingest(store, pool, folder, {});
    return { ms: performance.now() - started, photos: total, withFace: total - failures, faces };
  } finally {
    store.close();
    await rm(library, { recursive: true });
  }
}

await serve({ node: process.version }, read);
