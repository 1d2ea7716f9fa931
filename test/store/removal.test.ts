import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { chooseFaces } from '../../src-main/store/corrections.ts';
import { goTo, listJournal, undo } from '../../src-main/store/journal.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { listMissing } from '../../src-main/store/places.ts';
import { removeMissing } from '../../src-main/store/removal.ts';
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
  const { entryId } = removeAll();
  undo(store.db, entryId!);
  expect(libraryContents(library)).toEqual(before);
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
  chooseFaces(store.db, enrolled.personId, [enrolled.faceId]);
  await cp(join(orlFolder, 's01', '02.png'), at('s01', '02.png'));
  await scan();
  expect(removeMissing(store.db, missing)).toMatchObject({ photos: 1, people: 0, kept: 2 });
});

test('is final once photos are added', async () => {
  removeAll();
  await cp(join(orlFolder, 's03', '01.png'), at('new.png'));
  await scan();
  expect(listJournal(store.db, 0, 10).total).toBe(0);
  expect(() => undo(store.db)).toThrow('nothing to undo');
});

test('two are undone in turn', () => {
  const before = libraryContents(library);
  const [first, ...others] = listMissing(store.db).map(({ photoId }) => photoId);
  removeMissing(store.db, [first!]);
  removeMissing(store.db, others);
  goTo(store.db, 0);
  expect(libraryContents(library)).toEqual(before);
});
