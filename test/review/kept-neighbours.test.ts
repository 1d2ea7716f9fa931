import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LibraryReview } from '../../src-main/review/library-review.ts';
import type { ReviewState } from '../../src-main/review/state.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { openReader, transaction } from '../../src-main/store/database.ts';
import { lockLibrary, unlockLibrary } from '../../src-main/store/encryption/keyring.ts';
import {
  hasKeptNeighbours,
  keepNeighbours,
  readKeptNeighbours,
} from '../../src-main/store/kept-neighbours.ts';
import { insertLooseFace } from '../../src-main/store/photos.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addFace, nameFaces } from './made-up.ts';

const [people, each] = [210, 5];
let library: string;
let store: Store;
let ids: number[];
let first: ReviewState;
const file = () => join(library, 'review-neighbours');

const numberOfFile = async () => (await stat(file()).catch(() => null))?.ino;

/**
 * What a review that has just been opened finds, and how many faces it compared with all others for that: all of them if the file
 * was written anew.
 */
async function reviewed(): Promise<{ state: ReviewState; compared: number }> {
  const before = await numberOfFile();
  const db = openReader(library);
  const review = await LibraryReview.open(db, library, { active: 1, pretrained: 1 });
  try {
    const state = await review.refresh(() => {});
    const isKept = (await numberOfFile()) === before;
    return { state, compared: isKept ? review.graph.compared : review.graph.size };
  } finally {
    review.close();
    db.close();
  }
}

beforeAll(async () => {
  library = await temporaryFolder();
  store = openStore(library);
  await ensurePretrained(store);
  ids = transaction(store.db, () =>
    Array.from({ length: people * each }, (_, i) => {
      const feature = featureOf(Math.floor(i / each), i % each);
      return insertLooseFace(store.db, `photo:${i}`, recordOf(feature)).faceId;
    }),
  );
  first = (await reviewed()).state;
}, 120_000);
afterAll(() => store.close());

test('the first review keeps who is near whom, for its owner alone', async () => {
  expect(first.groups.length).toBeGreaterThan(0.9 * people);
  expect((await readKeptNeighbours(library))!.ids).toHaveLength(people * each);
  if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600);
});

test('the next one compares nothing, and finds the same', async () => {
  expect(await reviewed()).toEqual({ state: first, compared: 0 });
});

test('after faces came, went and were named only what is new is compared', async () => {
  const [more, another] = [addFace(store, 0, 90, null), addFace(store, 1, 90, null)];
  nameFaces(store, [ids[10]!], 'Ada');
  const { state, compared } = await reviewed();
  expect(compared).toBe(2);
  const groupOf = (id: number) => state.groups.find((group) => group.includes(id));
  expect(groupOf(more)).toEqual([...ids.slice(0, 5), more]);
  expect(groupOf(another)).toEqual([...ids.slice(5, 10), another]);
  expect(groupOf(ids[11]!)).toEqual(ids.slice(11, 15));
  await writeFile(file(), 'nothing that was kept');
  expect((await reviewed()).state).toEqual(state);
});

test('a file that was damaged is made anew', async () => {
  const kept = await readFile(file());
  kept[kept.length >> 1]! ^= 1;
  await writeFile(file(), kept);
  expect(await readKeptNeighbours(library)).toBeNull();
  expect((await reviewed()).compared).toBeGreaterThan(1000);
  expect(await readKeptNeighbours(library)).not.toBeNull();
});

test('nothing is kept of what is not the library’s any more', async () => {
  const kept = (await readKeptNeighbours(library))!;
  // Somebody is forgotten just before the file gets its name, or just after it.
  for (const answers of [
    [false, false],
    [true, false],
  ]) {
    await keepNeighbours(library, kept, () => answers.shift()!);
    expect(hasKeptNeighbours(library)).toBe(false);
    await keepNeighbours(library, kept, () => true);
  }
});

test('of an encrypted library nothing is kept', async () => {
  const folder = await temporaryFolder();
  const neighbours = {
    floor: 0.5,
    ids: new Float64Array(1),
    sums: new Uint32Array(1),
    counts: new Uint32Array(1),
    neighbours: new Uint32Array(0),
  };
  unlockLibrary(folder, new Uint8Array(32));
  await keepNeighbours(folder, neighbours, () => true);
  expect(hasKeptNeighbours(folder)).toBe(false);
  lockLibrary(folder);
  await keepNeighbours(folder, neighbours, () => true);
  expect(hasKeptNeighbours(folder)).toBe(true);
});
