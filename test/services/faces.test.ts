import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { reread } from '../../src-main/services/library.ts';
import { setLibraryDetector } from '../../src-main/store/detector.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { Input } from '../../src-shared/contract/index.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { describedFace, openWindow } from '../helpers/window.ts';

const { call, read, library } = await openWindow();
let folder = '';
let people: Record<string, number> = {};

beforeAll(async () => {
  folder = await someDemoPeople(['s01', 's02', 's03'], [1, 2]);
  await read(folder);
  people = Object.fromEntries((await call('people.list', undefined)).map(({ name, id }) => [name, id]));
});

const listed = async (filter: Input<'library.faces'>) =>
  (await call('library.faces', filter)).faces.map(({ id }) => id);

test('faces are filtered by person, folder, text, source and quality, and their ids are those of the pages', async () => {
  expect(await listed({})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await listed({ personId: people.s02! })).toEqual([3, 4]);
  expect(await listed({ personIds: [people.s01!, people.s03!] })).toEqual([1, 2, 5, 6]);
  expect(await listed({ personId: null })).toEqual([]);
  expect(await listed({ folder: join(folder, 's03') })).toEqual([5, 6]);
  expect(await listed({ text: 'S02' })).toEqual([3, 4]);
  expect(await listed({ text: '%' })).toEqual([]);
  expect(await listed({ source: 'hand' })).toEqual([]);
  expect(await listed({ rating: { from: 2 } })).toEqual([]);
  expect(await call('library.faceIds', { descending: true })).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await call('library.faces', { offset: 4, limit: 1 })).toMatchObject({
    total: 6,
    faces: [{ id: 5 }],
  });
});

test('groups lie in the order of the list, and hidden people can be left out', async () => {
  expect(await call('library.faceGroups', { group: 'person' })).toEqual(
    ['s01', 's02', 's03'].map((name) => ({ key: people[name], count: 2 })),
  );
  const folders = ['s01', 's02', 's03'].map((name) => join(folder, name));
  expect((await call('library.folders', undefined)).map(({ path }) => path)).toEqual(folders);
  const { entryId } = await call('people.update', { personId: people.s01!, hidden: true });
  expect(await listed({ hidden: false })).toEqual([3, 4, 5, 6]);
  await call('journal.undo', { entryId: entryId! });
  expect(await listed({ hidden: false })).toHaveLength(6);
});

test('a photo tells of each face why it stands for nobody', async () => {
  expect(await call('library.photo', { photoId: 1 })).toMatchObject({
    path: join(folder, 's01', '01.png'),
    places: [{ missing: false }],
    faces: [{ id: 1, personId: people.s01, source: 'folder', byHand: false, notPersonIds: [] }],
  });
  const { entryId } = await call('people.reject', { faceIds: [1], personId: people.s01! });
  const { faces } = await call('library.photo', { photoId: 1 });
  expect(faces).toMatchObject([{ personId: null, unused: 'unnamed', notPersonIds: [people.s01] }]);
  await call('journal.undo', { entryId: entryId! });
  await expect(call('library.photo', { photoId: 99 })).rejects.toMatchObject({ problem: 'photo-unknown' });
});

test('one person twice on a photo is refused unless it is allowed, and such photos are listed', async () => {
  const { faceId } = await call('library.addFace', { photoId: 3, face: describedFace(7) });
  const asked = { faceIds: [faceId], to: { personId: people.s02! } };
  await expect(call('people.moveFaces', asked)).rejects.toMatchObject({
    problem: 'person-twice',
    parameters: { name: 's02', photos: 1, photo: '01.png' },
  });
  await call('people.moveFaces', { ...asked, allowTwice: true });
  expect(await call('people.twice', undefined)).toMatchObject([
    { photoId: 3, personId: people.s02, faceIds: [3, faceId], allowed: true },
  ]);
  await call('journal.goTo', { entryId: 0 });
  expect(await call('people.twice', undefined)).toEqual([]);
});

test('the spread of a person is worked out in the background', async () => {
  for (;;) {
    const spreads = (await call('people.list', undefined)).map(({ spread }) => spread);
    if (spreads.some((spread) => spread === null)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    for (const spread of spreads) expect(spread).toBeGreaterThan(0);
    return;
  }
});

test('a face that was drawn stays, and one that was taken away does not come back, when faces are found again', async () => {
  await call('library.removeFaces', { faceIds: [1] });
  const [before] = await listed({ personId: people.s02! });
  await call('library.moveFace', { faceId: before!, face: describedFace(8) });
  const { faceId } = await call('library.addFace', {
    photoId: 6,
    face: { ...describedFace(9), box: { x: 60, y: 80, width: 20, height: 20 } },
  });
  const moved = (await call('library.photo', { photoId: 3 })).faces;
  const store = openStore(library);
  setLibraryDetector(store.db, 'tiny');
  const { changes } = await reread(store, madeUpVision(), {});
  expect(changes).toMatchObject({ reread: 6, kept: 0 });
  store.close();
  const { box } = moved[0]!;
  expect((await call('library.photo', { photoId: 3 })).faces[0]).toMatchObject({
    id: before,
    box,
    byHand: true,
  });
  expect((await call('library.photo', { photoId: 6 })).faces.map(({ id }) => id)).toContain(faceId);
});
