import { expect, test } from 'vitest';
import { updateShots } from '../../src-main/services/update-shots.ts';
import { burstsAmong, burstsOfLibrary } from '../../src-main/store/shot-faces.ts';
import { groupPhotos } from '../../src-main/store/shots.ts';
import { openStore } from '../../src-main/store/store.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

/** A feature at an angle from the first axis, at any length. */
const at = (degrees: number, length = 1) =>
  Float32Array.of(length * Math.cos((degrees * Math.PI) / 180), length * Math.sin((degrees * Math.PI) / 180));

test('bursts have much the same face within three seconds, and only pairs with a new photo are looked for', () => {
  const faces = [
    [0, 0],
    [3000, 8],
    [6001, 0],
    [6500, 60],
    [7000, 5],
  ].map(([takenAt, degrees], photo) => ({ photo, takenAt: takenAt!, feature: at(degrees!) }));
  expect(burstsAmong(faces)).toEqual([
    [0, 1],
    [2, 4],
  ]);
  expect(burstsAmong(faces, (photo) => photo === 4)).toEqual([[2, 4]]);
});

test('pairs join groups, and groups of groups', () => {
  expect(groupPhotos(4, [])).toEqual([0, 1, 2, 3]);
  expect(groupPhotos(4, [[1, 3]])).toEqual([0, 1, 2, 1]);
  expect(
    groupPhotos(4, [
      [3, 2],
      [1, 3],
    ]),
  ).toEqual([0, 1, 1, 1]);
});

test('a thousand photos taken a minute apart are not read, and a new one finds its neighbours among the old', async () => {
  const { db, close } = openStore(await temporaryFolder());
  const photo = db.prepare(
    `INSERT INTO photos (id, path, width, height, original_width, original_height, orientation, fingerprint, taken_at, read_at)
     VALUES (?, ?, 1, 1, 1, 1, 1, ?, ?, 'now')`,
  );
  const face = db.prepare(
    `INSERT INTO faces (id, photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness, feature, feature_version)
     VALUES (?, ?, 0, 0, 1, 1, 1, x'00', 1, 1, 1, ?, ${featureVersion})`,
  );
  const thumbnail = db.prepare("INSERT INTO thumbnails (face_id, pixels) VALUES (?, x'00')");
  const add = (id: number, takenAt: number) => {
    // Digits that lie far apart for any two numbers.
    const fingerprint = BigInt.asUintN(144, BigInt(id) * 0x9e3779b97f4a7c15f39cc0605cedc834_1n);
    photo.run(id, `/${id}.jpg`, fingerprint.toString(16).padStart(36, '0'), takenAt);
    face.run(id, id, new Uint8Array(at(10).buffer));
    thumbnail.run(id);
  };
  const isNew = (id: number) =>
    db.prepare('SELECT 1 FROM photos WHERE id = ? AND copy_of IS NULL').get(id) !== undefined;
  for (let i = 1; i <= 1000; i++) add(i, 60_000 * i);
  expect(burstsOfLibrary(db, isNew)).toEqual([]);
  await updateShots(db);
  add(1001, 60_000 * 500 + 2000);
  // Features of two versions are not compared.
  const setVersion = db.prepare('UPDATE faces SET feature_version = ? WHERE photo_id = 500');
  setVersion.run(1);
  expect(burstsOfLibrary(db, isNew)).toEqual([]);
  await updateShots(db);
  // What could not be compared waits until it can be.
  setVersion.run(featureVersion);
  expect(burstsOfLibrary(db, isNew)).toEqual([[500, 1001]]);
  await updateShots(db);
  // A burst is one shot, and none of its photos is a copy of another.
  expect(db.prepare('SELECT shot, copy_of FROM photos WHERE id = 1001').get()).toEqual({
    shot: 500,
    copy_of: 1001,
  });
  expect(burstsOfLibrary(db, isNew)).toEqual([]);
  close();
});
