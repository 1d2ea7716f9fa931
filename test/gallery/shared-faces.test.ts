/** People of other desks in the gallery of a head, beside the library's own. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Galleries, openGalleries } from '../../src-main/gallery/galleries.ts';
import { withoutPeople } from '../../src-main/gallery/share/heads.ts';
import { findHead } from '../../src-main/services/heads.ts';
import { currentVersion } from '../../src-main/store/backbones.ts';
import { lockLibrary, unlockLibrary } from '../../src-main/store/encryption/keyring.ts';
import { firstShared } from '../../src-main/store/face-numbers.ts';
import { parseServer } from '../../src-main/store/gallery-server.ts';
import { headData } from '../../src-main/store/runs.ts';
import { keepSharedPeople, readSharedPeople } from '../../src-main/store/shared-people.ts';
import { dropShare, keepShare } from '../../src-main/store/shared-server.ts';
import type { Store } from '../../src-main/store/store.ts';
import { decodeHead, embed } from '../../src-shared/training/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { enrol, featureOf, madeUpLibrary } from './enrolled.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

let store: Store;
let galleries: Galleries;
let headId: number;

beforeEach(async () => {
  store = await madeUpLibrary(await temporaryFolder(), 0, 0);
  galleries = openGalleries(store.folder);
  headId = (await findHead(store)).id;
  keepShare(store.folder, parseServer('postgres://anna@localhost/people'));
});
afterEach(async () => {
  await galleries.close();
  dropShare(store.folder);
  store.close();
});

/** Photos of a person, by their numbers. */
type Photos = Record<string, { person: number; photos: number[]; trained?: boolean }>;

/** Has people come from the gallery. */
async function receive(
  photos: Photos,
  change: { hash?: string; featureVersion?: number } = {},
): Promise<void> {
  const head = decodeHead(headData(store.db, headId), 'head');
  const faces = Object.values(photos).flatMap(({ person, photos, trained }, at) =>
    photos.map((photo) => ({ at, trained: trained === true ? 1 : 0, feature: featureOf(person, photo) })),
  );
  const embeddings = embed(
    head,
    faces.map(({ feature }) => feature),
  );
  await keepSharedPeople(store.folder, {
    gallery: crypto.randomUUID(),
    server: 'anna@localhost:5432/people',
    takenAt: new Date().toISOString(),
    known: [],
    merged: [],
    state: '',
    head: {
      version: 1,
      name: 'pretrained',
      dim: head.dim,
      hash: change.hash ?? withoutPeople(store.db, headId).hash,
      featureVersion: change.featureVersion ?? currentVersion(store.db),
    },
    faces: faces.map(() => crypto.randomUUID()),
    sum: '',
    unsound: 0,
    people: Object.keys(photos),
    persons: Uint32Array.from(faces, ({ at }) => at),
    trainedOn: Uint8Array.from(faces, ({ trained }) => trained),
    embeddings: Float32Array.from(embeddings.flatMap((embedding) => [...embedding])),
  });
}

const ask = (person: number) =>
  galleries.match(headId, { features: [featureOf(person, 99)], limit: 3, falseAccept: 0.01 });
const facesNow = async () => (await galleries.state(headId)).faces;

const two: Photos = { Ada: { person: 1, photos: [1, 2] }, Bob: { person: 2, photos: [1, 2] } };

test('are recognised in a library that has enrolled nobody', async () => {
  expect(await ask(1)).toMatchObject({ people: 0 });
  await receive(two);
  const found = await ask(1);
  expect(found).toMatchObject({
    people: 2,
    matches: [{ known: true, candidates: [{ name: 'Ada' }, { name: 'Bob' }] }],
  });
  expect(found.matches[0]!.candidates[0]!.personId).toBeGreaterThanOrEqual(firstShared);
  expect((await ask(7)).matches[0]!.known).toBe(false);
});

test('change with what comes next, and are gone when the library leaves', async () => {
  await receive(two);
  expect((await ask(1)).people).toBe(2);
  await receive({ Bob: two.Bob!, Cyd: { person: 3, photos: [1] } });
  const { people, matches } = await ask(1);
  expect(people).toBe(2);
  expect(matches[0]!.candidates.map(({ name }) => name)).not.toContain('Ada');
  dropShare(store.folder);
  expect((await ask(2)).people).toBe(0);
});

test('are the same as people of the library who have their names', async () => {
  enrol(store, 'Ada', 1, 5);
  await receive(two);
  const own = Number(store.db.prepare("SELECT id FROM people WHERE name = 'Ada'").get()!.id);
  const found = await ask(1);
  expect(found.people).toBe(2);
  expect(found.matches[0]!.candidates[0]).toMatchObject({ name: 'Ada', personId: own });
  // Who is called otherwise is somebody else; who gets the name is the same.
  store.db.prepare("UPDATE people SET name = 'Eve' WHERE id = ?").run(own);
  expect((await ask(1)).people).toBe(3);
  store.db.prepare("UPDATE people SET name = 'Bob' WHERE id = ?").run(own);
  expect((await ask(1)).people).toBe(2);
  expect((await ask(2)).matches[0]!.candidates[0]).toMatchObject({ name: 'Bob', personId: own });
  enrol(store, 'Ada', 1, 6);
  expect((await ask(1)).people).toBe(2);
  expect(await facesNow()).toBe(6);
});

test('count once with a photo that the library has, too', async () => {
  await receive(two);
  expect(await facesNow()).toBe(4);
  const faceId = enrol(store, 'Ada', 1, 1);
  expect(await facesNow()).toBe(4);
  enrol(store, 'Ada', 1, 9);
  expect(await facesNow()).toBe(5);
  store.db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceId);
  expect(await facesNow()).toBe(5);
  expect((await galleries.state(headId)).vectors).toBe(2);
});

test('are compared by the head that made their embeddings, and by no other', async () => {
  await receive(two, { hash: 'other' });
  expect((await ask(1)).people).toBe(0);
  await receive(two, { featureVersion: 999 });
  expect((await ask(1)).people).toBe(0);
});

test('count for the threshold unless the head was trained on them', async () => {
  const many = (trained: boolean): Photos =>
    Object.fromEntries(
      Array.from({ length: 50 }, (_, person) => [`p${person}`, { person, photos: [1, 2, 3], trained }]),
    );
  await receive(many(false));
  expect((await ask(1)).threshold).toMatchObject({ source: 'library', genuine: 150 });
  await receive(many(true));
  expect((await ask(1)).threshold).toMatchObject({ source: 'default', genuine: 0 });
});

test('are no hindrance when their file is damaged', async () => {
  enrol(store, 'Ada', 1, 5);
  await receive(two);
  const path = join(store.folder, 'shared-people');
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
  expect(await readSharedPeople(store.folder)).toBeNull();
  expect(await ask(1)).toMatchObject({ people: 1, matches: [{ candidates: [{ name: 'Ada' }] }] });
});

test('lie encrypted beside an encrypted library', async () => {
  unlockLibrary(store.folder, randomBytes(32));
  await receive({ 'Somebody with a name': { person: 1, photos: [1] } });
  const bytes = await readFile(join(store.folder, 'shared-people'));
  expect(bytes.includes('Somebody')).toBe(false);
  expect((await readSharedPeople(store.folder))!.people).toEqual(['Somebody with a name']);
  lockLibrary(store.folder);
  expect(await readSharedPeople(store.folder)).toBeNull();
  unlockLibrary(store.folder, randomBytes(32));
  expect(await readSharedPeople(store.folder)).toBeNull();
  lockLibrary(store.folder);
});
