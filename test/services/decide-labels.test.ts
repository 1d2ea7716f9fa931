import { beforeEach, expect, test } from 'vitest';
import { decideLabels } from '../../src-main/services/decide-labels.ts';
import { rejectPerson } from '../../src-main/store/corrections.ts';
import { transaction } from '../../src-main/store/database.ts';
import { relabelPhoto } from '../../src-main/store/labels.ts';
import { insertFace, insertLooseFace } from '../../src-main/store/photos.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let store: Store;
let photos = 0;

beforeEach(async () => {
  store = openStore(await temporaryFolder());
});

/** A photo in somebody's folder, with the faces of these people, the largest first. */
function addPhoto(folder: string, ...people: number[]): number {
  const { db } = store;
  const path = `/p/${folder}/${++photos}.jpg`;
  const faceOf = (person: number, size: number) => ({
    ...recordOf(featureOf(person, photos)),
    box: { x: 0, y: 0, width: size, height: size },
    quality: { size, sharpness: 200, brightness: 128, clipped: null, pose: null },
  });
  return transaction(db, () => {
    const { photoId } = insertLooseFace(db, path, faceOf(people[0]!, 200));
    for (const [i, person] of people.slice(1).entries())
      insertFace(db, photoId, faceOf(person, 120 - 10 * i));
    const naming = JSON.stringify({ source: 'folder', faces: [{ name: folder, area: null }] });
    db.prepare('INSERT INTO places (path, photo_id, size, modified, naming) VALUES (?, ?, 1, 1, ?)').run(
      path,
      photoId,
      naming,
    );
    relabelPhoto(db, photoId);
    return photoId;
  });
}

/** Which of a photo's faces, from the largest on, has the name; and whether the photo is open or marked. */
function stateOf(photoId: number) {
  const faces = store.db
    .prepare(
      'SELECT l.face_id FROM faces f LEFT JOIN labels l ON l.face_id = f.id WHERE photo_id = ? ORDER BY f.id',
    )
    .all(photoId);
  const { undecided, ambiguous } = store.db
    .prepare('SELECT undecided, ambiguous FROM photos WHERE id = ?')
    .get(photoId)!;
  return { named: faces.findIndex(({ face_id }) => face_id !== null), undecided, ambiguous };
}

const decided = { undecided: 0, ambiguous: 0 };

test('the face of the folder’s person has the name, not the largest, which is somebody else’s', async () => {
  for (let i = 0; i < 3; i++) addPhoto('Ada', 1);
  for (let i = 0; i < 3; i++) addPhoto('Bob', 2);
  const both = addPhoto('Ada', 2, 1);
  expect(stateOf(both)).toMatchObject({ named: 0, undecided: 1 });
  await decideLabels(store.db);
  expect(stateOf(both)).toEqual({ named: 1, ...decided });
});

test('somebody of whom there is no other photo is the one who is nobody else', async () => {
  for (let i = 0; i < 3; i++) addPhoto('Bob', 2);
  const both = addPhoto('Ada', 2, 1);
  await decideLabels(store.db);
  expect(stateOf(both)).toEqual({ named: 1, ...decided });
});

test('a photo that is decided tells enough to decide others by', async () => {
  for (let i = 0; i < 3; i++) addPhoto('Bob', 2);
  const strangers = addPhoto('Ada', 3, 1);
  const both = addPhoto('Ada', 2, 1);
  await decideLabels(store.db);
  expect(stateOf(both)).toEqual({ named: 1, ...decided });
  expect(stateOf(strangers)).toEqual({ named: 1, ...decided });
});

test('if nobody is known, the largest keeps the name, and the photo stays open', async () => {
  const both = addPhoto('Ada', 2, 1);
  await decideLabels(store.db);
  expect(stateOf(both)).toMatchObject({ named: 0, undecided: 1 });
});

test('a face that is not the person, as somebody said, does not get the name again', async () => {
  const both = addPhoto('Ada', 2, 1);
  const ada = Number(store.db.prepare("SELECT id FROM people WHERE name = 'Ada'").get()!.id);
  const [largest] = store.db.prepare('SELECT id FROM faces WHERE photo_id = ? ORDER BY id').all(both);
  transaction(store.db, () => {
    rejectPerson(store.db, [Number(largest!.id)], ada);
    relabelPhoto(store.db, both);
  });
  expect(stateOf(both)).toEqual({ named: 1, ...decided });
});
