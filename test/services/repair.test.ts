import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openGalleries } from '../../src-main/gallery/galleries.ts';
import { checkLibrary } from '../../src-main/services/health.ts';
import { matchFeatures } from '../../src-main/services/matching.ts';
import { rename } from '../../src-main/services/people.ts';
import { repairLibrary } from '../../src-main/services/repair.ts';
import { journalState, undo } from '../../src-main/store/journal.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { appendEpoch, readHistory, writeCheckpoint, writeRunFaces } from '../../src-main/store/run-files.ts';
import { addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { featureOf, madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { damageRows, flipBit, wipePage } from '../helpers/damage.ts';
import { metricsOf } from '../helpers/metrics.ts';

const people = 12;
let [library, into] = ['', ''];
const database = () => join(library, 'library.db');

beforeEach(async () => {
  library = await temporaryFolder();
  into = join(await temporaryFolder(), 'new');
  const store = await madeUpLibrary(library, people, 4);
  for (const person of listPeople(store.db).slice(0, 3)) rename(store, person.id, `${person.name} renamed`);
  const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
  await writeRunFaces(store, runId, [{ faceId: 1, shot: 1, label: 0 }]);
  for (const epoch of [1, 2, 3]) await appendEpoch(store, runId, metricsOf(epoch));
  await writeCheckpoint(store, runId, Uint8Array.of(1, 2, 3));
  endRun(store.db, runId, 'cancelled');
  store.close();
});

async function inNew<T>(work: (store: ReturnType<typeof openStore>) => T | Promise<T>): Promise<T> {
  const store = openStore(into);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

const contents = (folder: string) => {
  const store = openStore(folder);
  const rows = [
    'people',
    'photos',
    'faces',
    'chips',
    'labels',
    'heads',
    'runs',
    'journal',
    'journal_rows',
  ].map((table) => store.db.prepare(`SELECT * FROM ${table}`).all());
  store.close();
  return rows;
};

/** The face that this feature is taken for, in the new library. */
const match = (person: number, photo: number) =>
  inNew(async (store) => {
    const galleries = openGalleries(into);
    const { matches } = await matchFeatures(store, galleries, 1, [featureOf(person, photo)], 1).finally(() =>
      galleries.close(),
    );
    return matches[0]!.candidates[0]!.name;
  });

test('of a sound library all is saved', async () => {
  const { tables, files, check } = await repairLibrary(library, into);
  expect(tables.every(({ lost, marked, unproven }) => lost + marked + unproven === 0)).toBe(true);
  expect(files).toEqual([]);
  expect(check.faults).toEqual([]);
  expect(contents(into)).toEqual(contents(library));
  expect(await inNew((store) => readHistory(store, 1))).toHaveLength(3);
});

test('what was changed is marked and not used, all else is saved, and the damaged library stays as it is', async () => {
  const feature = new Uint8Array(Float32Array.from(featureOf(5, 2)).buffer);
  flipBit(database(), feature, 400);
  damageRows(library, "UPDATE people SET name = 'qerson 6' WHERE name = 'person 6'");
  flipBit(join(library, 'runs', '1', 'events.jsonl'), '"epoch":2', 8);
  const before = readFileSync(database());
  const { tables, files, check } = await repairLibrary(library, into);
  expect(readFileSync(database())).toEqual(before);
  expect(tables.find(({ table }) => table === 'faces')).toMatchObject({ saved: 48, lost: 0, marked: 1 });
  expect(tables.find(({ table }) => table === 'people')).toMatchObject({ saved: people, marked: 1 });
  expect(files.map(({ problem }) => problem)).toEqual(['run-history-damaged']);
  expect(check.faults).toEqual([]);
  expect(await inNew((store) => readHistory(store, 1))).toHaveLength(2);
  expect(await inNew(({ db }) => listPeople(db).map(({ name }) => name))).toContain('qerson 6 (?)');
  expect(await match(5, 2)).toBe('person 5');
  expect(
    await inNew(({ db }) => db.prepare('SELECT count(*) AS n FROM faces WHERE feature_version = 0').get()),
  ).toEqual({ n: 1 });
});

describe('a page that is wiped', () => {
  test('of faces costs those faces and what is theirs', async () => {
    wipePage(database(), new Uint8Array(Float32Array.from(featureOf(5, 2)).buffer).subarray(0, 64));
    const { tables, check } = await repairLibrary(library, into);
    const faces = tables.find(({ table }) => table === 'faces')!;
    expect(faces.lost).toBeGreaterThan(0);
    expect(faces.lost).toBeLessThan(6);
    expect(faces.saved).toBe(48 - faces.lost);
    expect(check.faults).toEqual([]);
    expect(await inNew(({ db }) => listPeople(db))).toHaveLength(people);
    expect(await match(9, 1)).toBe('person 9');
  });

  test('of people leaves their faces without a name', async () => {
    wipePage(database(), 'person 11');
    const { check } = await repairLibrary(library, into);
    expect(check.faults).toEqual([]);
    expect(await inNew(({ db }) => db.prepare('SELECT count(*) AS n FROM faces').get())).toEqual({ n: 48 });
  });
});

test('the rest of the history is undone after entries of it were lost', async () => {
  damageRows(library, 'DELETE FROM journal_rows WHERE entry_id = 1');
  const { check } = await repairLibrary(library, into);
  expect(check.faults).toEqual([]);
  await inNew(({ db }) => {
    const last = journalState(db).undo!;
    expect(last).toMatchObject({ action: 'rename-person' });
    undo(db, last.id);
    expect(journalState(db).undo).toBeNull();
    expect(listPeople(db).filter(({ name }) => name.endsWith('renamed'))).toHaveLength(2);
  });
});

test('a file that is cut off is salvaged up to where it goes', async () => {
  // Of so small a file, what its tables are takes half.
  truncateSync(database(), Math.floor((0.6 * readFileSync(database()).length) / 4096) * 4096);
  const { tables, check } = await repairLibrary(library, into);
  expect(tables.reduce((sum, { saved }) => sum + saved, 0)).toBeGreaterThan(20);
  expect(check.faults).toEqual([]);
  expect((await checkLibrary(library, true)).faults).not.toEqual([]);
});

test.each([
  ['its first page', (content: Buffer) => content.fill(0, 0, 4096)],
  ['what leads to its tables', (content: Buffer) => content.fill(0xff, 0, 3 * 4096)],
])('a library that lost %s is salvaged from its other pages', async (_, damage) => {
  writeFileSync(database(), damage(readFileSync(database())));
  expect(() => openStore(library)).toThrow();
  const { tables, check } = await repairLibrary(library, into);
  expect(check.faults).toEqual([]);
  const of = (name: string) => tables.find(({ table }) => table === name)!;
  expect(of('people')).toMatchObject({ saved: people, lost: 0 });
  expect(of('faces').saved).toBeGreaterThan(40);
  expect(of('heads')).toMatchObject({ saved: 1, lost: 0 });
  expect(await match(9, 1)).toBe('person 9');
});

test.each([
  ['an empty file', Buffer.alloc(0)],
  ['text', Buffer.from('Dear diary, '.repeat(9000))],
  ['noise', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 31) % 251))],
])('of %s nothing can be saved, which is said, and no library is made', async (_, content) => {
  writeFileSync(database(), content);
  await expect(repairLibrary(library, into)).rejects.toMatchObject({ problem: 'nothing-salvaged' });
  expect(existsSync(join(into, 'library.db'))).toBe(false);
});

test('nothing is repaired into a library, and nothing out of no library', async () => {
  await expect(repairLibrary(library, library)).rejects.toMatchObject({ problem: 'library-there' });
  await expect(repairLibrary(into, into)).rejects.toMatchObject({ problem: 'library-absent' });
});

test('the command says what was saved and what was not', async () => {
  wipePage(database(), new Uint8Array(Float32Array.from(featureOf(5, 2)).buffer).subarray(0, 64));
  const { code, stdout } = await tammes(['repair', library, '--into', into]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/faces +4\d +0 +0 +[1-6]\n/);
  expect(stdout).toContain(`The new library is ${into}.`);
}, 180_000);
