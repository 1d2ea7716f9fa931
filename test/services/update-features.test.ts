import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openGalleries } from '../../src-main/gallery/galleries.ts';
import { openServices } from '../../src-main/services/index.ts';
import { ingest, reread } from '../../src-main/services/library.ts';
import { matchFeatures } from '../../src-main/services/matching.ts';
import { enrolEveryone } from '../../src-main/services/people.ts';
import { resumeRun, startRun } from '../../src-main/services/run-training.ts';
import { spreadOfHead } from '../../src-main/services/sphere.ts';
import { updateFeatures } from '../../src-main/services/update-features.ts';
import { fromBlob } from '../../src-main/store/database.ts';
import { enrolledFaces, refuseOutdatedGallery } from '../../src-main/store/gallery.ts';
import { labelledFaces, namedFaces } from '../../src-main/store/labelled-faces.ts';
import { countOutdated } from '../../src-main/store/outdated.ts';
import { listHeads } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { librarySummary } from '../../src-main/store/summary.ts';
import { type OutdatedFace, trainSpec } from '../../src-shared/contract/index.ts';
import { cosine } from '../../src-shared/recognition/index.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';

const libraries = fileURLToPath(new URL('../fixtures/libraries/', import.meta.url));
const feature = Array.from({ length: 256 }, (_, i) => Math.sin(i) + 1);

/** A copy of a library of an older version. */
async function oldLibrary(name: 'ssd' | 'tiny'): Promise<string> {
  const folder = join(await temporaryFolder(), name);
  await cp(join(libraries, name), folder, { recursive: true });
  return folder;
}

/** All that a library holds, but for features and what follows from them. */
function contents({ db }: Store) {
  const rows = (sql: string) => db.prepare(sql).all();
  return {
    faces: rows(
      `SELECT id, photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness FROM faces ORDER BY id`,
    ),
    chips: rows('SELECT * FROM chips ORDER BY face_id'),
    labels: rows('SELECT * FROM labels ORDER BY face_id'),
    people: rows('SELECT * FROM people ORDER BY id'),
    gallery: rows('SELECT * FROM gallery ORDER BY face_id'),
    photos: rows('SELECT id, path, hash, width, height, detector FROM photos ORDER BY id'),
    places: rows('SELECT * FROM places ORDER BY id'),
    heads: rows('SELECT * FROM heads ORDER BY id'),
    runs: rows('SELECT * FROM runs ORDER BY id'),
  };
}

const featuresOf = ({ db }: Store) =>
  db
    .prepare('SELECT feature, feature_version FROM faces ORDER BY id')
    .all()
    .map((row) => [Number(row.feature_version), ...fromBlob(row.feature as Uint8Array)]);

describe.each([
  { name: 'ssd', faces: 22, people: 6, photos: 22, detector: 'ssd', head: 'arcface-1' },
  { name: 'tiny', faces: 11, people: 4, photos: 11, detector: 'tiny', head: 'cosface-1' },
] as const)('the older library $name', ({ name, faces, people, photos, detector, head: headName }) => {
  test('opens with everything, says how much is outdated, and can be looked at', async () => {
    const store = openStore(await oldLibrary(name));
    expect(librarySummary(store.db, '')).toMatchObject({ faces, people, photos, detector, outdated: faces });
    expect(namedFaces(store.db).length).toBe(faces);
    const head = listHeads(store.db).find((one) => one.name === headName)!;
    expect(head.outdated).toBe(true);
    const { names } = await spreadOfHead(store, head.id, 'means');
    expect(names).toHaveLength(people);
    store.close();
  });

  test('is not compared with a new face until it is up to date, and then loses nothing', async () => {
    const store = openStore(await oldLibrary(name));
    const galleries = openGalleries(store.folder);
    const before = contents(store);
    const head = listHeads(store.db).find((one) => one.name === headName)!;
    await expect(matchFeatures(store, galleries, head.id, [feature], 5)).rejects.toMatchObject({
      code: 'features-outdated',
      message: expect.stringContaining(`${faces} of ${faces} faces`),
      remedy: expect.stringContaining('tammes reread --features'),
    });
    const old = featuresOf(store);
    const { total, done, damaged } = await updateFeatures(store, madeUpVision());
    expect({ total, done, damaged }).toEqual({ total: faces, done: faces, damaged: [] });
    expect(countOutdated(store.db)).toBe(0);
    expect(contents(store)).toEqual(before);
    for (const [i, values] of featuresOf(store).entries()) {
      expect([values[0], old[i]![0]]).toEqual([2, 1]);
      expect(values).not.toEqual(old[i]);
    }
    expect((await matchFeatures(store, galleries, head.id, [feature], 5)).people).toBe(people);
    // Once is enough.
    expect(await updateFeatures(store, madeUpVision())).toMatchObject({ total: 0, done: 0 });
    await galleries.close();
    store.close();
  });
});

test('killed in the middle, it goes on where it was and ends as if it had not been', async () => {
  const [folder, undisturbed] = [await oldLibrary('ssd'), openStore(await oldLibrary('ssd'))];
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('../helpers/update-features-process.ts', import.meta.url)),
    folder,
  ]);
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  const store = openStore(folder);
  const left = countOutdated(store.db);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(22);
  for (const compare of [labelledFaces, refuseOutdatedGallery]) {
    expect(() => compare(store.db)).toThrow(`An older version of Tammes described ${left} of 22 faces`);
  }
  expect(namedFaces(store.db)).toHaveLength(22);
  expect(await updateFeatures(store, madeUpVision())).toMatchObject({ total: left, done: left });
  await updateFeatures(undisturbed, madeUpVision());
  expect(featuresOf(store)).toEqual(featuresOf(undisturbed));
  store.close();
  undisturbed.close();
});

test('stopped by its signal it stores nothing more, and what is stored stays', async () => {
  const store = openStore(await oldLibrary('ssd'));
  const controller = new AbortController();
  await updateFeatures(store, madeUpVision(), {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  expect(countOutdated(store.db)).toBe(6);
  store.close();
});

test('photos added to an older library are not trained on together with its faces', async () => {
  const folder = await someDemoPeople(['s01', 's09'], [5, 6]);
  const store = openStore(await oldLibrary('ssd'));
  await ingest(store, madeUpVision(), folder, {});
  expect(librarySummary(store.db, '')).toMatchObject({ faces: 26, outdated: 22 });
  const options = { signal: new AbortController().signal, onEvent: () => {} };
  await expect(startRun(store, trainSpec.parse({ loss: 'softmax' }), options)).rejects.toMatchObject({
    code: 'features-outdated',
  });
  // Names need no features.
  expect(enrolEveryone(store, null).people).toBe(7);
  store.close();
});

test('a run that was stopped on old features is not gone on with on new ones', async () => {
  const store = openStore(await oldLibrary('ssd'));
  const options = { signal: new AbortController().signal, onEvent: () => {} };
  await updateFeatures(store, madeUpVision());
  await expect(resumeRun(store, 2, options)).rejects.toMatchObject({
    code: 'features-outdated',
    remedy: 'Start a new run.',
  });
  store.close();
});

test('a face whose stored picture is damaged is named and left out, and its photo can be read again', async () => {
  const folder = await someDemoPeople(['s01', 's05'], [1, 2]);
  const store = openStore(await temporaryFolder());
  await ingest(store, madeUpVision(), folder, {});
  enrolEveryone(store, null);
  store.db.exec('UPDATE faces SET feature_version = 1');
  const pool = madeUpVision();
  const { damaged } = await updateFeatures(store, {
    ...pool,
    mirrorFeatures: async (chips) => (await pool.mirrorFeatures(chips)).with(1, null),
  });
  expect(damaged).toEqual([{ faceId: 2, photo: join(folder, 's01', '02.png') }]);
  expect([...enrolledFaces(store.db)].map(({ faceId }) => faceId)).toEqual([1, 3, 4]);
  expect(librarySummary(store.db, '')).toMatchObject({ faces: 4, outdated: 0 });
  expect((await reread(store, pool, {})).changes.reread).toBe(1);
  expect([...enrolledFaces(store.db)].map(({ faceId }) => faceId)).toEqual([1, 2, 3, 4]);
  store.close();
});

test('a window is handed the chips, and the library is up to date when it has sent all features back', async () => {
  const library = await oldLibrary('tiny');
  const damaging = openStore(library);
  damaging.db.exec("UPDATE chips SET webp = x'00' WHERE face_id = 3");
  damaging.close();
  const services = await openServices({ library, host: 'web' });
  const sent: number[] = [];
  for (let after = 0; ; ) {
    const faces = (await services.call('library.outdatedFaces', { after, limit: 4 })) as OutdatedFace[];
    if (faces.length === 0) break;
    after = faces.at(-1)!.faceId;
    const readable = faces.filter(({ chip }) => chip !== null);
    for (const { chip } of readable) expect(chip).toHaveLength(150 * 150 * 3);
    await services.call('library.storeMirrorFeatures', {
      faces: readable.map(({ faceId }) => ({ faceId, feature })),
    });
    sent.push(...readable.map(({ faceId }) => faceId));
  }
  expect(sent).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await services.call('library.summary', undefined)).toMatchObject({ faces: 11, outdated: 0 });
  await services.close();
});

test('tammes says what is outdated, and its own features are those of reading the photo again', {
  timeout: 180_000,
}, async () => {
  const library = await oldLibrary('ssd');
  const run = (...args: string[]) => tammes([...args, '--library', library]);
  expect((await run('people')).stdout).toContain('22 faces have features of an older version');
  const updated = await run('reread', '--features', '--json');
  expect(JSON.parse(updated.stdout)).toMatchObject({ updated: 22, outdated: 0, damaged: [] });
  expect((await run('people')).stdout).not.toContain('older version');

  const fresh = await temporaryFolder();
  await tammes(['ingest', await someDemoPeople(['s01'], [1, 2, 3, 4]), '--library', fresh]);
  const [old, anew] = [openStore(library), openStore(fresh)];
  const known = labelledFaces(old.db).filter(({ name }) => name === 's01');
  const read = labelledFaces(anew.db);
  expect(read).toHaveLength(4);
  for (const [i, face] of read.entries()) {
    expect(cosine(unit(face.feature), unit(known[i]!.feature))).toBeGreaterThan(0.9995);
  }
  old.close();
  anew.close();

  const { stdout } = await run('match', join(orlFolder, 's03', '07.png'), '--head', 'arcface-1', '--json');
  const { photos, head } = JSON.parse(stdout);
  expect([head, photos[0].faces[0].name]).toEqual(['arcface-1', 's03']);
});

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
