import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { buildDatabase, fillVersion } from '../../src-main/store/database.ts';
import {
  addEvaluation,
  findEvaluation,
  listEvaluations,
  removeEvaluation,
} from '../../src-main/store/evaluations.ts';
import { addExport, listExports } from '../../src-main/store/exports.ts';
import { faceCards } from '../../src-main/store/faces.ts';
import { change, undo } from '../../src-main/store/journal.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { listAmbiguous } from '../../src-main/store/labels.ts';
import { migrations } from '../../src-main/store/migrations.ts';
import { toConsent } from '../../src-main/store/people.ts';
import { listFailures, placeAt } from '../../src-main/store/places.ts';
import { openStore } from '../../src-main/store/store.ts';
import { librarySummary } from '../../src-main/store/summary.ts';
import { noConsent } from '../../src-shared/consent.ts';
import { meanShape } from '../../src-shared/vision/mean-shape.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const emptyResult = {
  settings: { protocol: 'pairs' as const, by: null, unseen: false },
  groups: null,
  heads: [],
  people: 0,
  faces: 0,
  seconds: 1,
  search: null,
  pairs: null,
};

/** A library as version 0.1.0 left it: two photos of Ada, one of them twice, a failed one, a loose enrolment, a head. */
async function firstLibrary(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'));
  const db = new DatabaseSync(join(folder, 'library.db'));
  db.exec(`PRAGMA foreign_keys = ON; ${migrations[0]} PRAGMA user_version = 1;`);
  db.exec(`
    INSERT INTO scans VALUES (1, '/p', 'then');
    INSERT INTO photos VALUES
      (1, '/p/Ada/1.jpg', 1, 10, 1.5, 'aa', 640, 480, 'read', NULL, NULL, NULL, 'then'),
      (2, '/p/Ada/2.jpg', 1, 20, 2.5, 'bb', 640, 480, 'read', NULL, NULL, NULL, 'then'),
      (3, '/p/Ada/2 copy.jpg', 1, 20, 2.5, 'bb', 640, 480, 'read', NULL, NULL, NULL, 'then'),
      (4, '/p/Ada/text.jpg', 1, 4, 4.5, NULL, NULL, NULL, 'failed', 'not-an-image', 'No.', 'Convert.', 'then'),
      (5, 'enrolled:x/camera', NULL, 0, 0, '', 0, 0, 'read', NULL, NULL, NULL, 'then');
    INSERT INTO people VALUES (1, 'Ada'), (2, 'Eve');
    INSERT INTO enrolments VALUES (1, 1, 0, 'then'), (2, 2, 1, 'then');
    INSERT INTO runs VALUES (1, '{}', 'finished', NULL, 'then', 'then');
    INSERT INTO heads VALUES (1, 'arcface-1', 'linear', 128, 'arcface', 1, 1, 'h', 'then', x'00');
  `);
  const face = db.prepare("INSERT INTO faces VALUES (?, ?, 1, 2, 30, 40, 0.9, x'00', 30, 1, 1, ?)");
  // The second photo shows two people.
  for (const [id, photo] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 5],
  ] as const) {
    face.run(id, photo, new Uint8Array(new Float32Array(256).fill(id).buffer));
    db.prepare("INSERT INTO chips VALUES (?, x'01')").run(id);
  }
  db.exec(`
    INSERT INTO labels VALUES (1, 1, 'folder'), (2, 1, 'folder'), (4, 1, 'folder'), (5, 2, 'enrolment');
    INSERT INTO gallery VALUES (1, 1, 1, 1, 'folder', NULL), (5, 2, 2, NULL, NULL, 5);
  `);
  db.close();
  return folder;
}

test('a library of the first version opens with every photo, face, label, enrolment and head', async () => {
  const store = openStore(await firstLibrary());
  const { db } = store;
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
  expect(librarySummary(db, '')).toEqual({
    path: '',
    photos: 4,
    faces: 5,
    people: 2,
    failures: 1,
    missing: 0,
    ambiguous: 1,
    detector: 'ssd',
    byOtherDetector: 0,
    outdated: 5,
    vectors: false,
  });
  expect(labelledFaces(db).map(({ faceId, name }) => [faceId, name])).toEqual([
    [1, 'Ada'],
    [4, 'Ada'],
    [2, 'Ada'],
    [5, 'Eve'],
  ]);
  expect(labelledFaces(db).map(({ faceId, feature }) => [faceId, feature[0]])).toContainEqual([5, 5]);
  // One of Ada's faces was enrolled; of Eve there is no other.
  expect(db.prepare('SELECT face_id, person_id, chosen FROM labels ORDER BY face_id').all()).toEqual([
    { face_id: 1, person_id: 1, chosen: 1 },
    { face_id: 2, person_id: 1, chosen: 0 },
    { face_id: 4, person_id: 1, chosen: 0 },
    { face_id: 5, person_id: 2, chosen: 0 },
  ]);
  expect(db.prepare('SELECT count(*) AS n FROM chips').get()).toEqual({ n: 5 });
  expect(db.prepare('SELECT count(*) AS n FROM heads').get()).toEqual({ n: 1 });
  expect(listFailures(db)).toMatchObject([{ path: '/p/Ada/text.jpg', code: 'not-an-image' }]);
  expect(placeAt(db, '/p/Ada/1.jpg')).toMatchObject({
    photoId: 1,
    size: 10,
    modified: 1.5,
    hash: 'aa',
    missing: false,
  });
  expect(placeAt(db, '/p/Ada/2 copy.jpg')).toMatchObject({ photoId: 3, hash: 'bb' });
  expect(listAmbiguous(db, 0, 9).photos).toMatchObject([{ path: '/p/Ada/2.jpg', name: 'Ada' }]);
  store.close();
});

test('faces of an older version get their pose from the stored landmarks, once', async () => {
  const folder = await firstLibrary();
  const old = new DatabaseSync(join(folder, 'library.db'));
  const landmarks = new Float32Array(136);
  for (const [i, [x, y]] of meanShape.entries()) landmarks.set([100 * x, 100 * y], 2 * (i + 17));
  old.prepare('UPDATE faces SET landmarks = ? WHERE id = 1').run(new Uint8Array(landmarks.buffer));
  old.close();
  const { db, close } = openStore(folder);
  const faces = faceCards(db, [1, 2]);
  expect(faces.find(({ id }) => id === 1)!.quality).toEqual({
    size: 30,
    sharpness: 1,
    brightness: 1,
    clipped: null,
    pose: { yaw: 0, pitch: 0, roll: 0 },
  });
  // Landmarks that are damaged give none.
  expect(faces.find(({ id }) => id === 2)!.quality.pose).toBeNull();
  expect(db.prepare('SELECT count(*) AS n FROM faces WHERE posed = 0').get()).toEqual({ n: 0 });
  db.exec('UPDATE faces SET yaw = 12 WHERE id = 1');
  expect(labelledFaces(db).find(({ faceId }) => faceId === 1)!.quality.pose?.yaw).toBe(12);
  close();
});

test('a library of before evaluations were kept gets its table, and their changes can be undone', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'));
  const before = migrations.findIndex((sql) => sql.includes('TABLE evaluations'));
  buildDatabase(folder, (old) => fillVersion(old, before, () => {}));
  const { db, close } = openStore(folder);
  const result = { ...emptyResult, people: 3 };
  const id = addEvaluation(db, '', result);
  expect(listEvaluations(db)).toMatchObject([{ id, name: `pairs-${id}`, people: 3 }]);
  change(
    db,
    () => removeEvaluation(db, id),
    (name) => ({ action: 'remove-evaluation', parameters: { name } }),
  );
  expect(listEvaluations(db)).toEqual([]);
  undo(db);
  expect(findEvaluation(db, id).result).toEqual(result);
  close();
});

test('a library is migrated once', async () => {
  const folder = await firstLibrary();
  openStore(folder).close();
  const again = openStore(folder);
  expect(librarySummary(again.db, '').photos).toBe(4);
  again.close();
});

test('why a file could not be read is told in the reader’s language, and what says something else stays word for word', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'));
  const old = new DatabaseSync(join(folder, 'library.db'));
  const last = migrations.findIndex((sql) => sql.includes('ADD COLUMN problem'));
  for (const sql of migrations.slice(0, last)) old.exec(sql);
  old.exec(`PRAGMA user_version = ${last}; INSERT INTO scans VALUES (1, '/p', 'then');`);
  const place = old.prepare(
    'INSERT INTO places (path, scan_id, size, modified, code, message, remedy) VALUES (?, 1, 1, 1, ?, ?, ?)',
  );
  place.run('/p/1', 'no-face', '/p/1 shows no face that was found.', 'Use another.');
  place.run('/p/2', 'image-damaged', '/p/2 is damaged: its end is missing.', 'Copy it again.');
  place.run('/p/3', 'folder-unreadable', 'The folder /p/3 cannot be listed.', 'Check its permissions.');
  place.run('/p/4', 'image-too-large', '/p/4 claims 9 × 9 pixels.', 'Save a smaller copy.');
  place.run('/p/5', 'file-missing', '/p/1 is not there.', 'Check the path.');
  old.close();
  const store = openStore(folder);
  expect(listFailures(store.db)).toEqual([
    { path: '/p/1', code: 'no-face', problem: 'no-face-found', parameters: { path: '/p/1' } },
    {
      path: '/p/2',
      code: 'image-damaged',
      problem: 'photo-damaged',
      parameters: { path: '/p/2', reason: 'its end is missing' },
    },
    { path: '/p/3', code: 'folder-unreadable', problem: 'folder-not-listed', parameters: { folder: '/p/3' } },
    {
      path: '/p/4',
      code: 'image-too-large',
      problem: 'earlier-version',
      parameters: {
        code: 'image-too-large',
        message: '/p/4 claims 9 × 9 pixels.',
        remedy: 'Save a smaller copy.',
      },
    },
    {
      path: '/p/5',
      code: 'file-missing',
      problem: 'earlier-version',
      parameters: { code: 'file-missing', message: '/p/1 is not there.', remedy: 'Check the path.' },
    },
  ]);
  store.close();
});

test('exports of an older version can still be undone, and heads and data are exported, too', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'));
  const before = migrations.findIndex((sql) => sql.includes("'head', 'data'"));
  buildDatabase(folder, (old) =>
    fillVersion(old, before, () =>
      old.exec(`INSERT INTO exports VALUES (3, 'person', '/all', 'then', NULL);
        INSERT INTO exported_files (export_id, path, hash) VALUES (3, '/all/Ada/person.json', 'aa');`),
    ),
  );
  const { db, close } = openStore(folder);
  expect(listExports(db)).toEqual([
    { id: 3, kind: 'person', folder: '/all', madeAt: 'then', files: 1, undone: false },
  ]);
  expect([addExport(db, 'head', '/heads'), addExport(db, 'data', '/data')]).toEqual([4, 5]);
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  db.exec('DELETE FROM exports WHERE id = 3');
  expect(db.prepare('SELECT count(*) AS n FROM exported_files').get()).toEqual({ n: 0 });
  close();
});

test('people of an older version have no consent, and what they exported can still be undone', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'));
  const before = migrations.findIndex((sql) => sql.includes('consent'));
  buildDatabase(folder, (old) =>
    fillVersion(old, before, () =>
      old.exec(`INSERT INTO people (name) VALUES ('Ada');
        INSERT INTO exports VALUES (3, 'sort', '/sorted', 'then', NULL);
        INSERT INTO exported_files (export_id, path, hash) VALUES (3, '/sorted/Ada/1.jpg', 'aa');`),
    ),
  );
  const { db, close } = openStore(folder);
  expect(toConsent(db.prepare('SELECT * FROM people').get()!)).toEqual(noConsent);
  expect(listExports(db)).toEqual([
    { id: 3, kind: 'sort', folder: '/sorted', madeAt: 'then', files: 1, undone: false },
  ]);
  expect(addExport(db, 'person', '/all')).toBe(4);
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  db.exec('DELETE FROM exports WHERE id = 3');
  expect(db.prepare('SELECT count(*) AS n FROM exported_files').get()).toEqual({ n: 0 });
  close();
});
