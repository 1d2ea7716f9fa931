import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { enrolLoose } from '../../src-main/services/people.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { enrolFaces, listPeople } from '../../src-main/store/people.ts';
import { listMissing } from '../../src-main/store/places.ts';
import { removeMissing, undoRemoval } from '../../src-main/store/removal.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { librarySummary } from '../../src-main/store/summary.ts';
import { libraryContents } from '../fuzz/contents.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';

let [folder, library] = ['', ''];
let store: Store;

const at = (...parts: string[]) => join(folder, ...parts);
const scan = () => ingest(store, madeUpVision(), folder, {});
const removeAll = () =>
  removeMissing(
    store.db,
    listMissing(store.db).map(({ photoId }) => photoId),
  );

/** s01 and s02 with two photos each; then all of s02 and one of s01 go missing. */
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'photos');
  library = await temporaryFolder();
  store = openStore(library);
  for (const person of ['s01', 's02']) {
    await mkdir(at(person), { recursive: true });
    for (const name of ['01.png', '02.png']) await cp(join(orlFolder, person, name), at(person, name));
  }
  await scan();
  await rename(at('s02'), `${folder}-s02`);
  await rm(at('s01', '02.png'));
  await scan();
});

test('removes photos, faces, and who is left without a face, and nothing else', () => {
  expect(removeAll()).toMatchObject({ photos: 3, faces: 3, people: 1, kept: 0 });
  expect(librarySummary(store.db, '')).toMatchObject({ photos: 1, faces: 1, people: 1, missing: 0 });
  expect(store.db.prepare('SELECT count(*) AS n FROM chips').get()!.n).toBe(1);
});

test('undone, the library is as it was', () => {
  const before = libraryContents(library);
  const { id } = removeAll();
  expect(undoRemoval(store.db, id)).toEqual({ photos: 3 });
  expect(libraryContents(library)).toEqual(before);
  expect(store.db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'removed%'").all()).toEqual([]);
});

test('a photo that returns is restored if it was not removed, and read anew if it was', async () => {
  removeMissing(store.db, [listMissing(store.db).find(({ path }) => path.endsWith('01.png'))!.photoId]);
  await rename(`${folder}-s02`, at('s02'));
  const { changes } = await scan();
  expect(changes).toMatchObject({ restored: 1, added: 1, missing: 0 });
});

test('what somebody is enrolled with, and what is back, is kept', async () => {
  const missing = listMissing(store.db).map(({ photoId }) => photoId);
  const enrolled = labelledFaces(store.db).find(({ name }) => name === 's02')!;
  enrolFaces(store.db, 's02', [{ faceId: enrolled.faceId, madePhotoId: null }]);
  await cp(join(orlFolder, 's01', '02.png'), at('s01', '02.png'));
  await scan();
  expect(removeMissing(store.db, missing)).toMatchObject({ photos: 1, people: 0, kept: 2 });
});

test('is final once photos are added, and leaves nothing of them', () => {
  const { id } = removeAll();
  const { box, score, landmarks, quality, feature, chipWebp, thumbnail } = {
    box: { x: 0, y: 0, width: 1, height: 1 },
    score: 1,
    landmarks: [],
    quality: { size: 1, sharpness: 1, brightness: 1, clipped: null, pose: null },
    feature: [1],
    chipWebp: new Uint8Array(1),
    thumbnail: new Uint8Array(1),
  };
  const face = { box, score, landmarks, quality, feature, chipWebp, thumbnail };
  enrolLoose(store, 'Ada', [{ source: 'ada.jpg', face }]);
  expect(() => undoRemoval(store.db, id)).toThrow(/cannot be undone/);
  expect(store.db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'removed%'").all()).toEqual([]);
});

test('only the last of two can be undone', () => {
  const [first, ...others] = listMissing(store.db).map(({ photoId }) => photoId);
  const { id } = removeMissing(store.db, [first!]);
  removeMissing(store.db, others);
  expect(() => undoRemoval(store.db, id)).toThrow(/cannot be undone/);
  expect(undoRemoval(store.db)).toEqual({ photos: 2 });
});

test('an undo gives faces back to somebody of the same name who has come meanwhile', () => {
  removeAll();
  store.db.exec("INSERT INTO people (id, name) VALUES (77, 's02')");
  undoRemoval(store.db);
  expect(listPeople(store.db)).toMatchObject([
    { name: 's01', photos: 2 },
    { id: 77, name: 's02', photos: 2 },
  ]);
});
