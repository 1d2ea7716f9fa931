import { cp, mkdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { enrolEveryone, move } from '../../src-main/services/people.ts';
import type { FileOutcome } from '../../src-main/services/scan-outcomes.ts';
import { enrolledFaces } from '../../src-main/store/gallery.ts';
import { change, undo } from '../../src-main/store/journal.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { chooseFace, listAmbiguous } from '../../src-main/store/labels.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { listFailures, listMissing } from '../../src-main/store/places.ts';
import { listDuplicates } from '../../src-main/store/shots.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { librarySummary } from '../../src-main/store/summary.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';

let folder: string;
let store: Store;
/** Photos that the pool was asked to read since the last scan began. */
let read: string[];

const at = (...parts: string[]) => join(folder, ...parts);

/** A photo that looks like no other. */
async function photo(path: string, seed: number): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const noise = Array.from({ length: 8 * 8 * 3 }, (_, i) => (Math.sin(seed * 1000 + i * i) + 1) * 127);
  await sharp(Uint8Array.from(noise), { raw: { width: 8, height: 8, channels: 3 } })
    .resize(64, 64)
    .png()
    .toFile(path);
}

/** Reads the folder. @returns what changed, by name; names alone if nothing else is to be said. */
async function scan(pool?: VisionPool, from = folder) {
  read = [];
  const outcomes: FileOutcome[] = [];
  const onRead = (path: string) => read.push(path.slice(folder.length + 1));
  const progress = await ingest(store, pool ?? madeUpVision({ onRead }), from, {
    onFile: (outcome) => outcomes.push(outcome),
  });
  const name = (path: string) => path.slice(folder.length + 1);
  const changed = outcomes
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ kind, path, from: source }) => `${kind} ${name(path)}${source ? ` < ${name(source)}` : ''}`)
    .sort();
  return { changed, progress };
}

/** Reads the folder into a library of its own. */
async function rereadAll(options: Parameters<typeof madeUpVision>[0]) {
  store = openStore(await temporaryFolder());
  return scan(madeUpVision(options));
}

const namesOf = () => labelledFaces(store.db).map(({ name }) => name);

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'photos');
  store = openStore(await temporaryFolder());
  await photo(at('Ada', '1.png'), 1);
  await photo(at('Ada', '2.png'), 2);
  await photo(at('Bob', '3.png'), 3);
  const { changed } = await scan();
  expect(changed).toEqual(['added Ada/1.png', 'added Ada/2.png', 'added Bob/3.png']);
});

describe('a second scan', () => {
  test('of an unchanged folder reads nothing', async () => {
    const { changed, progress } = await scan();
    expect({ changed, read }).toEqual({ changed: [], read: [] });
    expect(progress).toMatchObject({
      total: 3,
      done: 3,
      alreadyDone: 3,
      changes: { unchanged: 3, added: 0 },
    });
  });

  test('of a renamed photo keeps its faces and reads nothing', async () => {
    const before = labelledFaces(store.db);
    await rename(at('Ada', '1.png'), at('Ada', 'one.png'));
    expect((await scan()).changed).toEqual(['moved Ada/one.png < Ada/1.png']);
    expect(read).toEqual([]);
    const ids = (faces: typeof before) => faces.map(({ faceId }) => faceId).sort();
    expect(ids(labelledFaces(store.db))).toEqual(ids(before));
    expect(listMissing(store.db)).toEqual([]);
  });

  test("of a photo in another person's folder names its face anew", async () => {
    await rename(at('Ada', '2.png'), at('Bob', '2.png'));
    expect((await scan()).changed).toEqual(['moved Bob/2.png < Ada/2.png']);
    expect(namesOf()).toEqual(['Ada', 'Bob', 'Bob']);
  });

  test('of a renamed folder moves all, and the old person goes', async () => {
    await rename(at('Ada'), at('Ada Lovelace'));
    expect((await scan()).changed).toEqual([
      'moved Ada Lovelace/1.png < Ada/1.png',
      'moved Ada Lovelace/2.png < Ada/2.png',
    ]);
    expect(listPeople(store.db).map(({ name, photos }) => [name, photos])).toEqual([
      ['Ada Lovelace', 2],
      ['Bob', 1],
    ]);
  });

  test('of a deleted photo marks it missing and keeps its faces; when it returns, it is restored unread', async () => {
    await cp(at('Ada', '1.png'), join(folder, '..', 'kept.png'), { preserveTimestamps: true });
    await rm(at('Ada', '1.png'));
    expect((await scan()).changed).toEqual(['missing Ada/1.png']);
    expect(listMissing(store.db)).toMatchObject([{ path: at('Ada', '1.png'), faces: 1 }]);
    expect(librarySummary(store.db, '')).toMatchObject({ photos: 3, missing: 1 });
    expect((await scan()).changed).toEqual([]);
    await cp(join(folder, '..', 'kept.png'), at('Ada', '1.png'), { preserveTimestamps: true });
    expect((await scan()).changed).toEqual(['restored Ada/1.png']);
    expect({ read, missing: listMissing(store.db) }).toEqual({ read: [], missing: [] });
  });

  test('of a photo replaced by a link to nothing marks it missing, once, and restores it when it returns', async () => {
    const kept = join(folder, '..', 'kept.png');
    await rename(at('Ada', '1.png'), kept);
    await symlink(at('nowhere.png'), at('Ada', '1.png'));
    const first = await scan();
    expect(first.changed).toEqual(['missing Ada/1.png']);
    expect(first.progress).toMatchObject({
      total: 2,
      done: 2,
      failures: 0,
      changes: { missing: 1, failed: 0 },
    });
    expect(listMissing(store.db)).toMatchObject([{ path: at('Ada', '1.png'), faces: 1 }]);
    expect((await scan()).changed).toEqual([]);
    await rm(at('Ada', '1.png'));
    await symlink(kept, at('Ada', '1.png'));
    expect((await scan()).changed).toEqual(['restored Ada/1.png']);
    expect({ read, missing: listMissing(store.db) }).toEqual({ read: [], missing: [] });
  });

  test('of a photo that the system does not let be looked at marks nothing missing', async () => {
    await rm(at('Ada', '1.png'));
    // As a folder does that may be listed and not entered, whoever runs this.
    await symlink('x'.repeat(300), at('Ada', '1.png'));
    expect((await scan()).changed).toEqual(['failed Ada/1.png']);
    expect(listMissing(store.db)).toEqual([]);
  });

  test('of a photo that returns elsewhere, and later, says that it moved', async () => {
    await rename(at('Bob', '3.png'), join(folder, '..', 'kept.png'));
    await scan();
    await rename(join(folder, '..', 'kept.png'), at('Ada', '3.png'));
    await utimes(at('Ada', '3.png'), 1, 1);
    expect((await scan()).changed).toEqual(['moved Ada/3.png < Bob/3.png']);
    expect(read).toEqual([]);
  });

  test('of a touched photo says so, once', async () => {
    await utimes(at('Ada', '1.png'), 1e9, 1e9);
    expect((await scan()).changed).toEqual(['touched Ada/1.png']);
    expect(read).toEqual([]);
    expect((await scan()).changed).toEqual([]);
  });

  test('of a replaced photo reads it, and forgets the old faces', async () => {
    await photo(at('Ada', '1.png'), 7);
    expect((await scan()).changed).toEqual(['replaced Ada/1.png']);
    expect(read).toEqual(['Ada/1.png']);
    expect(librarySummary(store.db, '')).toMatchObject({ photos: 3, faces: 3 });
  });

  test('of a replaced photo keeps the faces that somebody is enrolled with', async () => {
    enrolEveryone(store, null);
    await photo(at('Ada', '1.png'), 7);
    await scan();
    expect([...enrolledFaces(store.db)]).toHaveLength(3);
    expect(librarySummary(store.db, '').photos).toBe(4);
  });

  test('of two photos that changed names leaves each with its own faces', async () => {
    const faceOf = (path: string) =>
      store.db
        .prepare('SELECT f.id FROM faces f JOIN places l ON l.photo_id = f.photo_id WHERE l.path = ?')
        .get(path)?.id;
    const [one, three] = [faceOf(at('Ada', '1.png')), faceOf(at('Bob', '3.png'))];
    await rename(at('Ada', '1.png'), at('x'));
    await rename(at('Bob', '3.png'), at('Ada', '1.png'));
    await rename(at('x'), at('Bob', '3.png'));
    await utimes(at('Ada', '1.png'), 2, 2);
    await utimes(at('Bob', '3.png'), 3, 3);
    const { changed } = await scan();
    expect(changed).toEqual(['replaced Ada/1.png', 'replaced Bob/3.png']);
    expect([faceOf(at('Bob', '3.png')), faceOf(at('Ada', '1.png'))]).toEqual([one, three]);
    expect(read).toEqual([]);
  });

  test('of a photo moved onto another forgets the other alone', async () => {
    await rename(at('Ada', '2.png'), at('Ada', '1.png'));
    expect((await scan()).changed).toEqual(['replaced Ada/1.png']);
    expect(read).toEqual([]);
    expect(librarySummary(store.db, '')).toMatchObject({ photos: 2, faces: 2, missing: 0 });
  });

  test('of a photo that lies in two places knows it as one, also when one of them goes', async () => {
    await cp(at('Ada', '1.png'), at('Ada', 'copy.png'));
    expect((await scan()).changed).toEqual(['copied Ada/copy.png < Ada/1.png']);
    expect(librarySummary(store.db, '')).toMatchObject({ photos: 3, faces: 3 });
    expect(listDuplicates(store.db)).toMatchObject([
      { same: true, files: [{ path: at('Ada', '1.png') }, { path: at('Ada', 'copy.png') }] },
    ]);
    await rm(at('Ada', '1.png'));
    expect((await scan()).changed).toEqual(['missing Ada/1.png']);
    expect(listMissing(store.db)).toEqual([]);
    expect(listDuplicates(store.db)).toEqual([]);
  });

  test('of a file that became unreadable for the moment forgets nothing', async () => {
    await writeFile(at('Ada', '1.png'), 'half a copy');
    const busy = madeUpVision();
    const failing: VisionPool = { ...busy, describe: () => Promise.reject(new Error('out of memory')) };
    expect((await scan(failing)).changed).toEqual(['failed Ada/1.png']);
    expect(librarySummary(store.db, '')).toMatchObject({ photos: 3, faces: 3 });
  });

  test('of a folder that is gone says so and marks nothing missing', async () => {
    await rename(folder, `${folder}-away`);
    await expect(scan()).rejects.toMatchObject({ code: 'folder-missing' });
    expect(listMissing(store.db)).toEqual([]);
  });

  test('that is cancelled marks nothing missing', async () => {
    await rm(at('Ada', '1.png'));
    await photo(at('Bob', '4.png'), 4);
    const signal = AbortSignal.abort();
    await ingest(store, madeUpVision(), folder, { signal });
    expect(listMissing(store.db)).toEqual([]);
  });

  test('of a photo without a face under a new name does not read it again', async () => {
    await photo(at('Bob', 'tree.png'), 9);
    const pool = madeUpVision({ noFaces: () => true, onRead: (path) => read.push(path) });
    expect((await scan(pool)).changed).toEqual(['failed Bob/tree.png']);
    await rename(at('Bob', 'tree.png'), at('Bob', 'oak.png'));
    expect((await scan(pool)).changed).toEqual(['failed Bob/oak.png']);
    expect(read).toEqual([]);
    const failures = listFailures(store.db);
    expect(failures).toMatchObject([{ path: at('Bob', 'oak.png'), code: 'no-face' }]);
    expect(failures[0]!.parameters).toEqual({ path: at('Bob', 'oak.png') });
  });
});

describe('who is on a photo', () => {
  test('a sub-folder scanned by itself keeps the names that it got before', async () => {
    expect((await scan(undefined, at('Ada'))).changed).toEqual([]);
    expect(namesOf()).toEqual(['Ada', 'Ada', 'Bob']);
  });

  test('is said by labels.csv before the folder, and a change of it is no reason to read', async () => {
    await writeFile(at('labels.csv'), 'path,person\nAda/1.png,Grace Hopper\n');
    expect((await scan()).changed).toEqual(['relabelled Ada/1.png']);
    expect({ names: namesOf(), read }).toEqual({ names: ['Grace Hopper', 'Ada', 'Bob'], read: [] });
    await rm(at('labels.csv'));
    expect((await scan()).changed).toEqual(['relabelled Ada/1.png']);
    expect(namesOf()).toEqual(['Ada', 'Ada', 'Bob']);
  });

  test('is said by regions inside the photo, for the face that lies there', async () => {
    await cp(
      fileURLToPath(new URL('../fixtures/photos/xmp-mwg-region.jpg', import.meta.url)),
      at('Holidays', 'x.jpg'),
    );
    await scan(madeUpVision({ twoFaces: () => true }));
    const faces = store.db
      .prepare(
        'SELECT n.name, l.source FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN people n ON n.id = l.person_id WHERE p.path = ? ORDER BY f.id',
      )
      .all(at('Holidays', 'x.jpg'));
    expect(faces.map(({ name, source }) => [name, source])).toEqual([
      ['Barack Obama', 'xmp'],
      [null, null],
    ]);
    expect(listAmbiguous(store.db, 0, 10).total).toBe(0);
  });

  test('stays as it was enrolled by hand', async () => {
    await photo(at('x.png'), 11);
    await scan();
    const id = Number(
      store.db
        .prepare('SELECT f.id FROM faces f JOIN photos p ON p.id = f.photo_id WHERE p.path = ?')
        .get(at('x.png'))!.id,
    );
    move(store, [id], { name: 'Eve' }, { allowTwice: false });
    await rename(at('x.png'), at('Bob', 'x.png'));
    await scan();
    expect(namesOf()).toEqual(['Ada', 'Ada', 'Bob', 'Eve']);
  });

  test('is marked ambiguous if another face of the photo could be meant', async () => {
    await photo(at('Ada', 'group.png'), 12);
    await scan(madeUpVision({ twoFaces: () => true }));
    const { total, photos } = listAmbiguous(store.db, 0, 10);
    expect(total).toBe(1);
    expect(photos).toMatchObject([
      { path: at('Ada', 'group.png'), name: 'Ada', faces: [{ named: true }, { named: false }] },
    ]);
    await mkdir(at('Bob'), { recursive: true });
    await cp(at('Ada', '1.png'), at('Bob', 'also.png'));
    await scan();
    expect(listAmbiguous(store.db, 0, 10).photos.map(({ path }) => path)).toEqual([
      at('Ada', '1.png'),
      at('Ada', 'group.png'),
    ]);
  });
});

test('a face that is chosen for an ambiguous photo stays chosen, and undo marks the photo again', async () => {
  await photo(at('Ada', 'group.png'), 12);
  await scan(madeUpVision({ twoFaces: () => true }));
  const ambiguous = () => listAmbiguous(store.db, 0, 10).photos.map(({ faces }) => faces);
  const [first, second] = ambiguous()[0]!;
  change(
    store.db,
    () => chooseFace(store.db, second!.id),
    (parameters) => ({ action: 'choose-face', parameters }),
  );
  expect(ambiguous()).toEqual([]);
  await rename(at('Ada', 'group.png'), at('Ada', 'renamed.png'));
  await scan();
  const labelOf = (id: number) =>
    store.db.prepare('SELECT source FROM labels WHERE face_id = ?').get(id)?.source;
  expect([labelOf(first!.id), labelOf(second!.id)]).toEqual([undefined, 'hand']);
  undo(store.db);
  expect([labelOf(first!.id), labelOf(second!.id)]).toEqual(['folder', undefined]);
  expect(ambiguous()).toHaveLength(1);
  expect(() => chooseFace(store.db, 999)).toThrow('does not have to be chosen');
});

/** The small copy of Ada's first photo shows what that shows. */
const copied = { scene: (path: string) => (/Ada.(1.png|small.jpg)$/.test(path) ? 'Ada 1' : undefined) };

test('near-duplicates are one shot, also for a training', async () => {
  await sharp(at('Ada', '1.png')).resize(48).jpeg({ quality: 60 }).toFile(at('Ada', 'small.jpg'));
  await rereadAll(copied);
  const shots = labelledFaces(store.db).map(({ shot }) => shot);
  expect(shots[0]).toBe(shots[2]);
  expect(new Set(shots).size).toBe(3);
  expect(listDuplicates(store.db)).toMatchObject([{ same: false, files: [{}, {}] }]);
});

test('photos of which an older version noted no fingerprint get one in the next scan, and keep their faces', async () => {
  await sharp(at('Ada', '1.png')).resize(48).jpeg({ quality: 60 }).toFile(at('Ada', 'small.jpg'));
  await cp(at('Ada', '1.png'), at('Ada', 'copy.png'));
  await writeFile(at('Bob', 'gone.png'), 'not read by this version');
  await rereadAll(copied);
  const [faces, duplicates] = [labelledFaces(store.db), listDuplicates(store.db)];
  store.db.exec('UPDATE photos SET fingerprint = NULL, shot = NULL, copy_of = NULL');
  expect(listDuplicates(store.db)).not.toEqual(duplicates);
  const { changed, progress } = await scan();
  expect(changed).toEqual(
    ['Ada/1.png', 'Ada/2.png', 'Ada/small.jpg', 'Bob/3.png'].map((name) => `completed ${name}`),
  );
  expect(read).toEqual([]);
  expect(progress).toMatchObject({ done: progress.total, changes: { completed: 4, unchanged: 2 } });
  expect(labelledFaces(store.db)).toEqual(faces);
  expect(listDuplicates(store.db)).toEqual(duplicates);
  expect((await scan()).progress.changes).toMatchObject({ completed: 0, unchanged: 6 });
});

/** The photo, taken at a second of a minute. */
async function taken(path: string, seed: number, second: number): Promise<void> {
  await photo(at('tmp.png'), seed);
  await mkdir(join(path, '..'), { recursive: true });
  const when = `2026:11:25 12:30:${String(second).padStart(2, '0')}`;
  await sharp(at('tmp.png'))
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: when } })
    .toFile(path);
  await rm(at('tmp.png'));
}

/** Groups of photos that are one shot, by name. */
const shotsByName = () =>
  listDuplicates(store.db).map(({ files }) => files.map(({ path }) => path.slice(folder.length + 1)));

test('photos of a burst are one shot: the same face within seconds, whoever is said to be on it', async () => {
  await taken(at('Cyd', 'a.jpg'), 0.0034, 10);
  await taken(at('Cyd', 'b.jpg'), 0.0039, 12);
  await taken(at('c.jpg'), 0.0044, 15);
  // Too late, and another face at the same time.
  await taken(at('Dan', 'late.jpg'), 0.0049, 40);
  await taken(at('Eve', 'other.jpg'), 0.0054, 11);
  const seed = (path: string) => (/(a|b|c|late)\.jpg$/.test(path) ? 'Cyd' : undefined);
  await scan(madeUpVision({ seed }));
  expect(shotsByName()).toEqual([['Cyd/a.jpg', 'Cyd/b.jpg', 'c.jpg']]);
});

test('a cropped copy of a person’s photo is the same shot, and comes to it in a later scan, too', async () => {
  await photo(at('Cyd', 'whole.png'), 21);
  // The same face in another person's folder says that a label is wrong, not that the photo is a copy.
  await photo(at('Dan', 'whole.png'), 22);
  const scene = (path: string) => (/(Cyd|Dan)/.test(path) ? 'Cyd' : undefined);
  await scan(madeUpVision({ scene }));
  expect(shotsByName()).toEqual([]);
  await photo(at('Cyd', 'crop.png'), 23);
  await scan(madeUpVision({ scene }));
  expect(shotsByName()).toEqual([['Cyd/crop.png', 'Cyd/whole.png']]);
  const shots = new Map(labelledFaces(store.db).map(({ photoId, shot }) => [photoId, shot]));
  expect(new Set(shots.values()).size).toBe(shots.size - 1);
  // What was joined stays joined when other photos come.
  await photo(at('Fay', '1.png'), 24);
  await scan();
  expect(shotsByName()).toEqual([['Cyd/crop.png', 'Cyd/whole.png']]);
});

test('photos of one person are not the same shot because they look the same to the network', async () => {
  for (const [i, name] of ['a', 'b', 'c'].entries()) await photo(at('Cyd', `${name}.png`), 31 + i);
  await scan(madeUpVision({ seed: (path) => (path.includes('Cyd') ? 'Cyd' : undefined) }));
  expect(shotsByName()).toEqual([]);
});

test('shots that an older version joined are looked at anew when their photos are seen again', async () => {
  const all = store.db.prepare('SELECT id, shot FROM photos ORDER BY id');
  const before = all.all();
  store.db.exec('UPDATE photos SET shot = 1, copy_of = NULL; DELETE FROM thumbnails');
  await photo(at('Fay', '1.png'), 24);
  await scan(madeUpVision(), at('Fay'));
  expect(listDuplicates(store.db)).toMatchObject([{ files: [{}, {}, {}] }]);
  const { progress } = await scan();
  expect(progress.changes).toMatchObject({ completed: 3, unchanged: 1 });
  expect(listDuplicates(store.db)).toEqual([]);
  expect(all.all().slice(0, 3)).toEqual(before);
});

test('a scan that is stopped and taken up again ends with the shots of one that was not', async () => {
  const scene = (path: string) => (/Cyd/.test(path) ? 'Cyd' : undefined);
  for (let i = 0; i < 6; i++) await photo(at(i % 2 === 0 ? 'Cyd' : 'Dan', `${i}.png`), 40 + i);
  const stopped = new AbortController();
  await ingest(store, madeUpVision({ scene }), folder, {
    signal: stopped.signal,
    onFile: ({ path }) => path.endsWith('2.png') && path.includes('Cyd') && stopped.abort(),
  });
  await scan(madeUpVision({ scene }));
  const shots = () => shotsByName();
  expect(shots()).toEqual([['Cyd/0.png', 'Cyd/2.png', 'Cyd/4.png']]);
  const other = openStore(await temporaryFolder());
  await ingest(other, madeUpVision({ scene }), folder, {});
  const ofAll =
    'SELECT path, (SELECT path FROM photos s WHERE s.id = p.shot) AS shot FROM photos p ORDER BY path';
  expect(store.db.prepare(ofAll).all()).toEqual(other.db.prepare(ofAll).all());
});

test('links are followed once, and one to nothing is named', async () => {
  await symlink(folder, at('Ada', 'loop'));
  await symlink(at('Bob'), at('zz-bob'));
  await symlink(at('nowhere.jpg'), at('dangling.jpg'));
  await symlink(at('Bob', '3.png'), at('Bob', 'link.png'));
  expect((await scan()).changed).toEqual(['copied Bob/link.png < Bob/3.png', 'failed dangling.jpg']);
  expect((await stat(at('Ada', 'loop', 'Ada', 'loop'))).isDirectory()).toBe(true);
});
