import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backUp } from '../../src-main/services/backups.ts';
import { encryptLibrary } from '../../src-main/services/encryption.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { rename } from '../../src-main/services/people.ts';
import { facesIn } from '../../src-main/store/evaluation-faces.ts';
import { openFeatureCache } from '../../src-main/store/feature-cache.ts';
import { hasKeptNeighbours, keepNeighbours } from '../../src-main/store/kept-neighbours.ts';
import { timelineFiles } from '../../src-main/store/run-files.ts';
import { openStore } from '../../src-main/store/store.ts';
import { appendFrame, beginTimeline } from '../../src-main/store/timeline.ts';
import type {
  AppEvent,
  DescribedFace,
  ForgettingReceipt,
  Input,
  MethodName,
  Output,
} from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { decodeHead, embed } from '../../src-shared/training/index.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { occurrences, piecesOf, spellings } from '../helpers/occurrences.ts';
import { orlFolder } from '../helpers/orl.ts';

const secret = 'Zyxwvüt Sécretname';
const firstName = 'Qwxkzüv Fírstname';
/** Says who the person is without the name. */
const signed = 'Førm nine-eleven, by the aunt';
const underscored = (name: string) => name.replaceAll(' ', '_');

let [photos, library] = ['', ''];
let services: Services;
const events: AppEvent[] = [];

const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

/** A face of which no piece occurs by chance. */
function face(person: number, photo: number, at = 0): DescribedFace {
  const [own, noise] = [randomFrom(3, person), randomFrom(4, person, photo, at)];
  const random = randomFrom(5, person, photo, at);
  return {
    box: { x: 1 + 45 * at, y: 2, width: 30, height: 40 },
    score: 0.9,
    landmarks: Array.from({ length: 136 }, () => 40 * random.uniform()),
    quality: { size: 130, sharpness: 200, brightness: 100, clipped: null, pose: null },
    feature: Array.from({ length: 256 }, () => own.uniform() + 0.2 * noise.uniform()),
    chip: Uint8Array.from({ length: 150 * 150 * 3 }, () => random.integer(256)),
    thumbnail: Uint8Array.from({ length: 56 * 56 }, () => random.integer(256)),
  };
}

async function addPhotos(folder: string, from: string, numbers: readonly number[]) {
  await mkdir(join(photos, folder), { recursive: true });
  for (const number of numbers) {
    const name = `${String(number).padStart(2, '0')}.png`;
    await cp(join(orlFolder, from, name), join(photos, folder, name));
  }
}

/** Who is meant by the folder that a photo lies in. */
const people: Record<string, number> = {
  [underscored(secret)]: 1,
  [underscored(firstName)]: 1,
  s05: 5,
  s06: 6,
};

async function read() {
  const { scanId } = await call('library.beginScan', { folder: photos });
  for (let photo = await call('library.nextPhoto', { scanId }); photo; ) {
    const [folder, name] = photo.photoKey.normalize('NFC').split('/').slice(-2) as [string, string];
    const number = Number.parseInt(name, 10);
    // On the fifth photo of everybody is somebody of another number, too.
    const faces = [face(people[folder]!, number), ...(number === 5 ? [face(7, people[folder]!, 1)] : [])];
    await call('library.storePhoto', { scanId, photoKey: photo.photoKey, faces });
    photo = await call('library.nextPhoto', { scanId });
  }
  await call('library.endScan', { scanId });
}

const personCalled = async (name: string) =>
  (await call('people.list', undefined)).find((person) => person.name === name)!.id;

async function facesOn(photo: string): Promise<number[]> {
  const store = openStore(library);
  const rows = store.db
    .prepare(
      "SELECT f.id FROM faces f JOIN photos p ON p.id = f.photo_id WHERE p.path LIKE '%/' || ? ORDER BY f.x",
    )
    .all(photo);
  store.close();
  return rows.map(({ id }) => Number(id));
}

async function train(settings: Input<'training.start'>, until: 'finished' | 'checkpoint') {
  // The trainer of the run before may still be ending.
  const { id } = await vi.waitFor(() => call('training.start', settings), { timeout: 180_000 });
  await vi.waitUntil(
    () =>
      events.some((event) => event.type === 'training' && event.runId === id && event.event.type === until),
    { timeout: 180_000 },
  );
  if (until === 'checkpoint') await call('training.cancel', { runId: id });
  return id;
}

/** Bytes that stand for the person, of the whole library as it is. */
function bytesOfPerson(personId: number): Buffer[] {
  const store = openStore(library);
  try {
    const rows = store.db
      .prepare(
        `SELECT f.feature, f.landmarks, c.webp, t.pixels FROM labels l JOIN faces f ON f.id = l.face_id
         JOIN chips c ON c.face_id = f.id JOIN thumbnails t ON t.face_id = f.id WHERE l.person_id = ?`,
      )
      .all(personId);
    const features = rows.map(
      ({ feature }) => new Float32Array(Uint8Array.from(feature as Uint8Array).buffer),
    );
    const heads = store.db.prepare('SELECT data, name FROM heads').all();
    const derived = heads.flatMap(({ data, name }) => {
      const head = decodeHead(data as Uint8Array, String(name));
      const centres = head.people.flatMap((person, i) =>
        head.centres !== null && [secret, firstName].includes(person)
          ? [head.centres.values.subarray(i * head.dim, (i + 1) * head.dim)]
          : [],
      );
      return [...embed(head, features), ...centres];
    });
    const stored = rows.flatMap(({ feature, landmarks, webp, pixels }) => [feature, landmarks, webp, pixels]);
    return [
      ...(stored as Uint8Array[]),
      ...derived.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
    ].flatMap(piecesOf);
  } finally {
    store.close();
  }
}

/** Where a run's class centre of the person was, as its timeline and checkpoint have it. */
async function bytesOfRun(runId: number): Promise<Buffer[]> {
  const { plan, frames } = await call('training.timeline', { runId });
  return frames.flatMap(({ centres }) =>
    plan!.people.flatMap((name, i) =>
      [secret, firstName].includes(name)
        ? piecesOf(centres.slice(4 * plan!.dim * i, 4 * plan!.dim * (i + 1)))
        : [],
    ),
  );
}

const everyName = [secret, firstName, signed].flatMap(spellings);
let bytes: Buffer[] = [];
let [finished, stopped, personId] = [0, 0, 0];
let receipt: ForgettingReceipt;

/** A busy machine takes longer than the second that is waited by default. */
const jobsEnded = () =>
  vi.waitUntil(async () => (await call('jobs.list', undefined)).every(({ status }) => status !== 'running'), {
    timeout: 60_000,
  });

/** Uses all parts of the app in which somebody may leave a trace. */
async function useEverything() {
  await addPhotos(underscored(secret), 's01', [1, 2, 3, 4, 5]);
  await addPhotos(underscored(firstName), 's01', [6, 7, 8]);
  await addPhotos('s05', 's05', [1, 2, 3, 5]);
  await addPhotos('s06', 's06', [1, 2, 3, 5]);
  await writeFile(join(photos, 'broken.png'), 'no photo');
  await writeFile(join(photos, underscored(secret), 'broken.png'), 'no photo');
  await read();
  const first = await personCalled(firstName);
  const [portrait] = await facesOn('s05/01.png');
  await call('people.update', { personId: first, note: `Once called ${firstName}`, birthYear: 1970 });
  const consent = { note: signed, given: '2020-01-01', until: '2021-01-01' };
  await call('people.update', { personId: first, consent });
  await call('people.moveFaces', { faceIds: [portrait!], to: { personId: first } });
  await call('people.moveFaces', { faceIds: [portrait!], to: { name: 's05' } });
  personId = await personCalled(secret);
  await call('people.merge', { personIds: [first], into: personId, allowTwice: true });
  // Somebody else on a photo in the person's folder, and the person on a photo in another's.
  const [own, other] = await facesOn(`${underscored(secret)}/05.png`);
  await call('people.moveFaces', { faceIds: [own!], to: { personId }, allowTwice: true });
  await call('people.moveFaces', { faceIds: [other!], to: { name: 'Bystander' } });
  const [, beside] = await facesOn('s05/05.png');
  await call('people.moveFaces', { faceIds: [beside!], to: { personId } });
  await call('people.reject', { faceIds: [(await facesOn('s06/05.png'))[1]!], personId });
  const [kept] = await facesOn(`${underscored(secret)}/01.png`);
  await call('people.update', { personId, portrait: kept!, note: `${secret} is a secret` });
  // Noted of the former, and taken over by the merge.
  expect((await call('people.list', undefined)).find(({ id }) => id === personId)!.consent).toEqual(consent);
  await call('review.keep', { faceId: kept! });
  const [removed] = await facesOn(`${underscored(secret)}/02.png`);
  await call('people.enrolNew', { name: secret, source: `${secret}.jpg`, face: face(1, 20) });
  finished = await train({ loss: 'cosface', epochs: 2 }, 'finished');
  stopped = await train({ loss: 'arcface', epochs: 4000 }, 'checkpoint');
  bytes = [...bytesOfPerson(personId), ...(await bytesOfRun(finished)), ...(await bytesOfRun(stopped))];
  await call('library.removeFaces', { faceIds: [removed!] });
  for (const name of [`About ${secret}`, 'Of nobody']) {
    await call('evaluations.start', { name, headIds: [1], settings: { protocol: 'pairs' } });
    await jobsEnded();
  }
  const [evaluation] = await call('evaluations.list', undefined);
  await call('evaluations.remove', { evaluationId: evaluation!.id });
  const headId = (await call('training.runs', undefined)).find(({ id }) => id === finished)!.headId!;
  await call('matching.match', { headId, features: [face(1, 9).feature as number[]] });
  await call('sphere.spread', { headId });
  await call('review.groups', {});
  await call('recognition.start', { folder: photos });
  await jobsEnded();
  await call('exports.xmp', {});
  await jobsEnded();
  cacheAPhoto(library).close();
  const [ids, counts] = [Float64Array.of(1, 2), Uint32Array.of(1, 1)];
  const near = { floor: 0.9, ids, sums: Uint32Array.of(3, 4), counts, neighbours: Uint32Array.of(1, 0) };
  await keepNeighbours(library, near, () => true);
  const store = openStore(library);
  backUp(store);
  store.close();
  await writeFile(join(library, 'report.html'), `<p>${secret}</p>`);
}

/** Puts a face of the person into the cache of evaluations, which is returned open. */
function cacheAPhoto(folder: string) {
  const cache = openFeatureCache(folder);
  cache.put('a photo', {
    faces: 1,
    feature: face(1, 1).feature,
    ambiguous: false,
    fingerprint: null,
    ...{ picture: null, rated: null },
  });
  return cache;
}

beforeAll(async () => {
  photos = join(await temporaryFolder(), 'photos');
  library = await temporaryFolder();
  services = await openServices({ library, host: 'web', openPool: () => madeUpVision() });
  services.on((event) => events.push(event));
  await useEverything();
}, 240_000);
afterAll(() => services.close());

test('a preview says what would be deleted, and deletes nothing', async () => {
  const preview = await call('people.forgetPreview', { personId });
  expect(preview).toMatchObject({
    name: secret,
    otherNames: [firstName],
    faces: 9,
    photos: 8,
    photosKept: 1,
    photosLoose: 1,
    filesLeft: { photos: 7 },
    heads: [{ name: `cosface-${finished}`, centres: 1 }],
    stoppedRuns: [`arcface-${stopped}`],
    backups: 1,
    evaluations: 1,
    notesLeft: 0,
  });
  expect(preview.filesLeft.exported).toBeGreaterThan(5);
  expect(Object.keys(await occurrences(library, everyName)).sort()).toEqual(
    expect.arrayContaining(['report.html', `runs/${stopped}/timeline.json`]),
  );
  expect(hasKeptNeighbours(library)).toBe(true);
  const some = bytes.filter((_, i) => i % 40 === 0);
  expect(await occurrences(library, some)).toMatchObject({
    [`runs/${finished}/timeline.bin`]: expect.anything(),
  });
});

test.skipIf(!hasCiphers)(
  'of an encrypted library no file has a name, or a piece of a face, an embedding or a centre in clear',
  async () => {
    const copy = await temporaryFolder();
    await cp(library, copy, { recursive: true });
    await encryptLibrary(copy, { passphrase: 'a good passphrase', keychain: null });
    expect(await occurrences(copy, everyName)).toEqual({});
    expect(await occurrences(copy, bytes)).toEqual({});
    // Nor does what is written afterwards: the log, a cache, a run, a backup.
    const store = openStore(copy);
    rename(store, personId, secret.toUpperCase());
    const cache = cacheAPhoto(copy);
    const { plan, frames } = await call('training.timeline', { runId: finished });
    await beginTimeline(timelineFiles(store, 99), plan!, 0);
    for (const { step, epoch, centres } of frames)
      await appendFrame(timelineFiles(store, 99), {
        step,
        epoch,
        centres: new Float32Array(centres.slice().buffer),
      });
    backUp(store);
    const spelled = [...everyName, ...spellings(secret.toUpperCase())];
    expect((await readdir(copy)).sort()).toEqual(
      expect.arrayContaining(['backups', 'evaluation-cache.db-wal', 'library.db-wal']),
    );
    expect(await occurrences(copy, spelled)).toEqual({});
    expect(await occurrences(copy, bytes)).toEqual({});
    cache.close();
    store.close();
    expect(await occurrences(copy, [...spelled, ...bytes])).toEqual({});
  },
);

test('of somebody who is forgotten no file of the library has a name, or a piece of a face, an embedding or a centre', async () => {
  receipt = await call('people.forget', { personId });
  expect(receipt).toMatchObject({ faces: 9, rebuilt: [`cosface-${finished}`], dropped: [], complete: true });
  expect(await occurrences(library, everyName)).toEqual({});
  expect(bytes.length).toBeGreaterThan(1000);
  expect(await occurrences(library, bytes)).toEqual({});
  expect(hasKeptNeighbours(library)).toBe(false);
});

test('other people stay, with their faces, heads and timelines', async () => {
  const rest = await call('people.list', undefined);
  expect(rest.map(({ name, faces }) => `${name} ${faces}`)).toEqual(['Bystander 1', 's05 4', 's06 4']);
  const [run] = (await call('training.runs', undefined)).filter(({ id }) => id === finished);
  const { spread, source } = await call('sphere.spread', { headId: run!.headId! });
  expect([source, spread.count]).toEqual(['learned', 2]);
  const matching = await call('matching.match', {
    headId: run!.headId!,
    features: [face(6, 1).feature as number[]],
  });
  expect(matching.matches[0]!.candidates[0]!.name).toBe('s06');
  const { plan, total, frames } = await call('training.timeline', { runId: finished });
  expect(plan!.people).toEqual(['s05', 's06']);
  expect(frames).toHaveLength(total);
  for (const { centres } of frames) {
    const values = new Float32Array(centres.slice().buffer);
    for (let i = 0; i < values.length; i += plan!.dim)
      expect(Math.hypot(...values.subarray(i, i + plan!.dim))).toBeCloseTo(1, 4);
  }
  await expect(call('training.resume', { runId: stopped })).rejects.toThrow();
});

test('evaluations keep their figures, and show the faces of others alone', async () => {
  const [left, ...others] = await call('evaluations.list', undefined);
  const { id, name } = left!;
  expect([name, others]).toEqual([`evaluation-${id}`, []]);
  const { result, shown } = await call('evaluations.get', { evaluationId: id });
  expect(result.people).toBe(4);
  const faces = facesIn(result);
  expect(faces.length).toBeGreaterThan(0);
  expect(shown.map(({ id }) => id)).toEqual(faces.sort((a, b) => a - b));
  expect(new Set(shown.map(({ name }) => name))).not.toContain(secret);
  // The one that was removed mentions them, too, and cannot be brought back.
  const { entries } = await call('journal.list', {});
  expect(entries.some(({ action }) => action === 'remove-evaluation')).toBe(false);
});

test('the journal says only that something was erased, and still undoes what concerns others', async () => {
  const { entries, undo } = await call('journal.list', {});
  expect(entries[0]).toMatchObject({ action: 'erase', parameters: {} });
  expect(undo).not.toBeNull();
  while ((await call('journal.state', undefined)).undo !== null) await call('journal.undo', {});
  while ((await call('journal.state', undefined)).redo !== null) await call('journal.redo', undefined);
  expect((await call('people.list', undefined)).map(({ name }) => name)).toEqual(['Bystander', 's05', 's06']);
  expect(await occurrences(library, [...everyName, ...bytes])).toEqual({});
});

test('photos and sidecar files outside of the library stay as they were', async () => {
  const sidecar = await readFile(join(photos, underscored(secret), '01.png.xmp'), 'utf8');
  expect(sidecar).toContain(secret);
  expect(await occurrences(photos, everyName)).not.toEqual({});
});

test('nobody is forgotten twice', async () => {
  await expect(call('people.forget', { personId })).rejects.toMatchObject({ problem: 'person-gone' });
});
