import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { faceApiFolder } from '../../src-main/vision/models.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';

/** What a reading of the folder with so many workers leaves in a new library. */
async function libraryOf(folder: string, workers: number) {
  const store = openStore(await mkdtemp(join(tmpdir(), 'tammes-pool-')));
  const pool = createVisionPool({ workers });
  try {
    await ingest(store, pool, folder, {});
    return ['faces', 'chips', 'labels', 'people'].map((table) =>
      store.db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
    );
  } finally {
    await pool.close();
    store.close();
  }
}

test('one worker and two end with the same library, to the bit', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-photos-'));
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  // The first takes longest: two workers are done with others before it.
  const photos = [
    join(faceApiFolder, 'demo', 'sample5.jpg'),
    ...['s01', 's02', 's03'].map((person) => here(`../fixtures/orl/${person}/01.png`)),
    here('../fixtures/photos/grey.jpg'),
    here('../fixtures/photos/no-face.jpg'),
  ];
  for (const [i, photo] of photos.entries()) {
    await mkdir(join(folder, `person ${i}`));
    await copyFile(photo, join(folder, `person ${i}`, `photo${photo.slice(photo.lastIndexOf('.'))}`));
  }
  const one = await libraryOf(folder, 1);
  expect(one[0]).toHaveLength(9);
  expect(await libraryOf(folder, 2)).toEqual(one);
});
