import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeMissingPhotos, undoLastRemoval } from '../../src-main/services/contents.ts';
import { ingest } from '../../src-main/services/library.ts';
import { removeTrained } from '../../src-main/services/runs.ts';
import { addHead, addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';

const secret = 'Zyxwvut Secretname';
let [photos, library] = ['', ''];
let store: Store;

/** Random numbers in the place of features, of which no piece occurs by chance. */
const seedOf = (path: string) => createHash('sha256').update(path).digest('hex');
const scan = () => ingest(store, madeUpVision({ seed: seedOf }), photos, {});

async function addPerson(name: string, from: string) {
  await mkdir(join(photos, name), { recursive: true });
  for (const photo of ['01.png', '02.png', '03.png', '04.png', '05.png'])
    await cp(join(orlFolder, from, photo), join(photos, name, photo));
}

/** How often the bytes occur in the files of the library, together. */
async function occurrences(...wanted: Uint8Array[]): Promise<number> {
  let count = 0;
  for (const entry of await readdir(library, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const piece of wanted)
      for (let at = bytes.indexOf(piece); at >= 0; at = bytes.indexOf(piece, at + 1)) count++;
  }
  return count;
}

const names = [Buffer.from(secret), Buffer.from(secret.replace(' ', '_')), Buffer.from(secret, 'utf16le')];

beforeEach(async () => {
  photos = join(await temporaryFolder(), 'photos');
  library = await temporaryFolder();
  store = openStore(library);
  for (const person of ['s03', 's04', 's05']) await addPerson(person, person);
  await addPerson(secret.replace(' ', '_'), 's01');
  await scan();
});
afterEach(() => store.close());

/** Pieces of sixteen bytes of the features and chips of the person who is removed. */
function pieces(): Uint8Array[] {
  const rows = store.db
    .prepare(
      `SELECT f.feature, c.webp FROM faces f JOIN chips c ON c.face_id = f.id JOIN labels l ON l.face_id = f.id
       JOIN people p ON p.id = l.person_id WHERE p.name = ?`,
    )
    .all(secret);
  expect(rows).toHaveLength(5);
  return rows.flatMap(({ feature, webp }) => [
    (feature as Uint8Array).slice(160, 176),
    (webp as Uint8Array).slice(8, 24),
  ]);
}

async function removeSecret() {
  await rm(join(photos, secret.replace(' ', '_')), { recursive: true });
  await scan();
  expect(removeMissingPhotos(store)).toMatchObject({ photos: 5, people: 1 });
}

test('of a removed person no name, feature or chip is left in any file once photos are added', async () => {
  const faces = pieces();
  await removeSecret();
  expect(await occurrences(...names)).toBeGreaterThan(0);
  expect(await occurrences(...faces)).toBeGreaterThan(0);
  await addPerson('s02', 's02');
  await scan();
  expect(await occurrences(...names)).toBe(0);
  expect(await occurrences(...faces)).toBe(0);
  // Those who stay are found the same way.
  expect(await occurrences(Buffer.from('s04'))).toBeGreaterThan(0);
});

test('nothing is left either if the process ended before it could erase', async () => {
  const faces = pieces();
  await removeSecret();
  // Another connection keeps the log from being cut off, as another process would.
  const reader = openStore(library);
  reader.db.exec('PRAGMA busy_timeout = 0; BEGIN; SELECT count(*) FROM photos;');
  store.db.exec('PRAGMA busy_timeout = 0');
  reader.db.prepare('SELECT * FROM people').all();
  await addPerson('s06', 's06');
  await scan();
  expect(await occurrences(...names, ...faces)).toBeGreaterThan(0);
  reader.db.exec('COMMIT');
  reader.close();
  store.close();
  store = openStore(library);
  expect(await occurrences(...names, ...faces)).toBe(0);
  expect(() => undoLastRemoval(store)).toThrow();
});

test('a removal that is undone erases nothing', async () => {
  const faces = pieces();
  await removeSecret();
  undoLastRemoval(store);
  expect(pieces()).toEqual(faces);
});

test('nothing of a head is left after its run was removed for good', async () => {
  const data = Uint8Array.from({ length: 9000 }, (_, i) => (i * i * 31) % 251);
  const runIds = [1, 2].map(() => {
    const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
    addHead(store.db, {
      name: `arcface-${runId}`,
      kind: 'linear',
      dim: 128,
      loss: 'arcface',
      runId,
      hasCentres: true,
      verdict: null,
      data: data.map((value) => value ^ runId),
    });
    endRun(store.db, runId, 'finished');
    return runId;
  });
  const piece = data.slice(4000, 4032).map((value) => value ^ 1);
  await removeTrained(store, runIds[0]!);
  expect(await occurrences(piece)).toBeGreaterThan(0);
  await removeTrained(store, runIds[1]!);
  expect(await occurrences(piece)).toBe(0);
});
