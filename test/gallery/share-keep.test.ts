/** People of a shared gallery become a library's own: local → shared → local, without losing a name. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { openGalleries } from '../../src-main/gallery/galleries.ts';
import { forgetPerson } from '../../src-main/services/forget.ts';
import { useHead } from '../../src-main/services/heads.ts';
import { redoChange, undoChange } from '../../src-main/services/journal.ts';
import { keepTaken } from '../../src-main/services/keep-taken.ts';
import { mergeWith } from '../../src-main/services/merge-library.ts';
import { merge, peopleOf, personCalled, rename, update } from '../../src-main/services/people.ts';
import { exportPerson } from '../../src-main/services/person-export.ts';
import { forgetInGallery, leaveShare, publishToShare } from '../../src-main/services/share.ts';
import { keepPeople } from '../../src-main/services/share-keep.ts';
import { addHead, listHeads } from '../../src-main/store/runs.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import type { Store } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { encodeHead } from '../../src-shared/training/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpHead } from '../helpers/made-up-heads.ts';
import { hasPostgres } from '../helpers/postgres.ts';
import { pull, push, useDesks } from './desks.ts';
import { enrol, featureOf } from './enrolled.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

/** What happens between reading what has come and keeping it. */
const afterReading = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('../../src-main/store/shared-people.ts', async (original) => {
  const module = await original<typeof import('../../src-main/store/shared-people.ts')>();
  return {
    ...module,
    async readSharedPeople(folder: string) {
      const people = await module.readSharedPeople(folder);
      await afterReading();
      return people;
    },
  };
});

const desks = useDesks('keep');
const keep = (store: Store) => keepPeople(store, () => {});

/** All that a library has of people, and its history. */
const rowsOf = ({ db }: Store) =>
  ['people', 'labels', 'aliases', 'bare_faces'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
const bareOf = ({ db }: Store) =>
  db
    .prepare(
      'SELECT p.name, count(*) AS n FROM bare_faces b JOIN people p ON p.id = b.person_id GROUP BY p.id ORDER BY p.name',
    )
    .all()
    .map(({ name, n }) => [name, n]);
const entries = ({ db }: Store) => db.prepare('SELECT count(*) AS n FROM journal').get()!.n;

/** What a library says of another photo of each of some people. */
async function ask(store: Store, people: readonly number[]) {
  const galleries = openGalleries(store.folder);
  try {
    const { id } = listHeads(store.db).find(({ active }) => active)!;
    const features = people.map((person) => featureOf(person, 99));
    const { matches, threshold } = await galleries.match(id, { features, limit: 2, falseAccept: 0.01 });
    const state = await galleries.state(id);
    return { matches, threshold, state };
  } finally {
    await galleries.close();
  }
}

/** The same for libraries that recognise the same people, whatever these people's numbers are. */
async function answersOf(store: Store, people: readonly number[]) {
  const { matches, threshold, state } = await ask(store, people);
  const rounded = (value: number) => Math.round(value * 1e5) / 1e5;
  return {
    faces: state.faces,
    threshold: rounded(threshold.cosine),
    genuine: threshold.genuine,
    matches: matches.map(({ known, candidates }) => [
      known,
      ...candidates.map(({ name, cosine }) => `${name} ${rounded(cosine)}`),
    ]),
  };
}

describe.skipIf(!hasPostgres)('people of a shared gallery that a library keeps', { timeout: 120_000 }, () => {
  test.each([1, 2, 3])('are the same as in the library that has sent them: %i', async (seed) => {
    const random = randomFrom(seed, 40);
    const first = await desks.owner();
    const everybody = Array.from({ length: 6 + random.integer(6) }, (_, person) => person);
    for (const person of everybody)
      for (let photo = 0; photo <= random.integer(4); photo++)
        enrol(first, `person ${person}`, person, photo);
    await push(first);
    // Corrections of all kinds go the way, too.
    const nameOf = () => peopleOf(first)[random.integer(peopleOf(first).length)]!.name;
    for (let step = 0; step < 4; step++) {
      const [one, other] = [nameOf(), nameOf()];
      if (random.integer(2) === 0) rename(first, personCalled(first, one), `renamed ${step}`);
      else merge(first, [personCalled(first, one)], personCalled(first, other), { allowTwice: true });
      if (random.integer(2) === 0) await push(first);
    }
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    const { people, faces, added } = await keep(second);
    expect(added).toBe(faces);
    expect(people).toBe(peopleOf(first).length);
    leaveShare(second);
    expect(existsSync(join(second.folder, 'shared-people'))).toBe(false);
    expect(peopleOf(second).map(({ name, bare }) => [name, bare])).toEqual(
      peopleOf(first).map(({ name, faces }) => [name, faces]),
    );
    const probes = [...everybody, 50, 51];
    expect(await answersOf(second, probes)).toEqual(await answersOf(first, probes));
  });

  test('come once, in one change, which undo takes back exactly', async () => {
    const first = await desks.owner(4, 3);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    enrol(second, 'person 1', 1, 7);
    const before = [rowsOf(second), entries(second)];
    expect(await keep(second)).toEqual({ people: 4, faces: 12, added: 12, unsound: 0, head: 'pretrained' });
    const kept = rowsOf(second);
    expect(entries(second)).toBe(Number(before[1]) + 1);
    expect(await keep(second)).toMatchObject({ people: 4, faces: 12, added: 0 });
    expect(entries(second)).toBe(Number(before[1]) + 1);
    expect(rowsOf(second)).toEqual(kept);
    expect(undoChange(second)).toMatchObject({ action: 'keep-people', parameters: { people: 4, faces: 12 } });
    expect(rowsOf(second)).toEqual(before[0]);
    redoChange(second);
    expect(rowsOf(second)).toEqual(kept);
    // What comes later is kept when it is asked for.
    enrol(first, 'Zoe', 30, 1);
    await push(first);
    await pull(second);
    expect(rowsOf(second)).toEqual(kept);
    expect(await keep(second)).toMatchObject({ people: 5, faces: 13, added: 1 });
  });

  test('have a photo that the library has, too, once', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    for (const photo of [0, 9]) enrol(second, 'person 1', 1, photo);
    await pull(second);
    const before = await answersOf(second, [0, 1, 2, 50]);
    expect(before.faces).toBe(7);
    await keep(second);
    expect(await answersOf(second, [0, 1, 2, 50])).toEqual(before);
    leaveShare(second);
    expect(await answersOf(second, [0, 1, 2, 50])).toEqual(before);
  });

  test('are kept when it is begun again, however it was broken off', async () => {
    const first = await desks.owner(5, 4);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    let cuts = 0;
    for (let answers = 0, isDone = false; !isDone; answers++) {
      desks.door.cutAfter(answers);
      isDone = await keep(second).then(
        () => true,
        (error) => {
          expect(error).toMatchObject({ problem: 'share-lost' });
          return false;
        },
      );
      await desks.door.mend();
      if (isDone) break;
      cuts++;
      expect(bareOf(second)).toEqual([]);
    }
    expect(cuts).toBeGreaterThan(5);
    expect(await keep(second)).toMatchObject({ people: 5, faces: 20, added: 0 });
  });

  test('are not kept if this is cancelled', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    const before = rowsOf(second);
    const cancelled = new AbortController();
    const kept = keepPeople(second, () => {}, cancelled.signal);
    cancelled.abort();
    await expect(kept).rejects.toMatchObject({ problem: 'work-cancelled' });
    expect(rowsOf(second)).toEqual(before);
    expect(await keep(second)).toMatchObject({ people: 3, faces: 6, added: 6 });
  });

  test('are kept whole or not at all, whenever this is cancelled', async () => {
    const first = await desks.owner(30, 10);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    const before = rowsOf(second);
    let broken = 0;
    for (let wait = 0; wait < 200; wait += 20) {
      const cancelled = new AbortController();
      const kept = keepPeople(second, () => {}, cancelled.signal).catch((error) => {
        expect(error).toMatchObject({ problem: 'work-cancelled' });
        broken++;
      });
      await delay(wait);
      cancelled.abort();
      await kept;
      if (bareOf(second).length === 0) continue;
      expect(bareOf(second)).toEqual(Array.from({ length: 30 }, () => [expect.any(String), 10]));
      undoChange(second);
      expect(rowsOf(second)).toEqual(before);
    }
    expect(broken).toBeGreaterThan(0);
    expect(await keep(second)).toMatchObject({ people: 30, faces: 300 });
  });

  test('are kept by another process when one was killed', async () => {
    const first = await desks.owner(5, 4);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    let kills = 0;
    for (const answers of [4, 9, 14]) {
      const child = fork(fileURLToPath(new URL('keep-child.ts', import.meta.url)), [second.folder], {
        silent: true,
      });
      const exit = once(child, 'exit');
      desks.door.cutAfter(answers, () => {
        kills++;
        child.kill('SIGKILL');
      });
      await exit;
      await desks.door.mend();
    }
    expect(kills).toBeGreaterThan(0);
    expect(await keep(second)).toMatchObject({ people: 5, faces: 20 });
    expect(bareOf(second)).toHaveLength(5);
  });

  test('are not kept by half if they cannot be written, and what has come is not fetched again', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    const { db } = second;
    const before = rowsOf(second);
    db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON main.bare_faces WHEN (SELECT count(*) FROM bare_faces) = 4
      BEGIN SELECT RAISE(ABORT, 'full'); END`);
    await expect(keepTaken(second)).rejects.toThrow('full');
    expect(rowsOf(second)).toEqual(before);
    db.exec('DROP TRIGGER full');
    const { takenAt } = (await readSharedPeople(second.folder))!;
    expect(await keep(second)).toMatchObject({ faces: 6, added: 6 });
    expect((await readSharedPeople(second.folder))!.takenAt).toBe(takenAt);
  });

  test.each([
    ['a face is lost', 'DELETE FROM bare_faces WHERE id = new.id'],
    ['a number is another', 'UPDATE bare_faces SET embedding = zeroblob(512) WHERE id = new.id'],
    ['a name is another', "UPDATE people SET name = name || '!' WHERE id = new.person_id"],
  ])('are compared with the gallery: %s', async (_, spoil) => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    const before = rowsOf(second);
    second.db.exec(`CREATE TEMP TRIGGER spoil AFTER INSERT ON main.bare_faces
      WHEN (SELECT count(*) FROM bare_faces) = 3 BEGIN ${spoil}; END`);
    await expect(keepTaken(second)).rejects.toMatchObject({ problem: 'share-differs' });
    expect(rowsOf(second)).toEqual(before);
  });

  test('do not come back if they are forgotten while they are being kept', async () => {
    const first = await desks.owner(3, 3);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    const keeping = keep(second);
    await forgetInGallery(first, 'person 1');
    await Promise.all([keeping, pull(second)]);
    expect(bareOf(second)).toEqual([
      ['person 0', 3],
      ['person 2', 3],
    ]);
  });

  test('are kept as they are by then if another process takes what is newer while they are read', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await pull(second);
    await forgetInGallery(first, 'person 1');
    afterReading.mockImplementationOnce(async () => void (await pull(second)));
    expect(await keepTaken(second)).toMatchObject({ people: 2, faces: 4, added: 4 });
    expect(bareOf(second)).toEqual([
      ['person 0', 2],
      ['person 2', 2],
    ]);
    expect(entries(second)).toBe(1);
  });

  test('go from the server in time if it cannot overwrite them at once, and this is said', async () => {
    const first = await desks.owner(2, 2);
    await push(first);
    await desks.sql.begin(async (tx) => {
      await tx.unsafe('LOCK TABLE tammes_shared.faces IN SHARE UPDATE EXCLUSIVE MODE');
      expect(await forgetInGallery(first, 'person 1')).toMatchObject({
        faces: 2,
        failure: null,
        uncleared: { problem: 'share-refused' },
      });
    });
    expect((await readSharedPeople(first.folder))!.known.map(({ name }) => name)).toEqual(['person 0']);
    expect(await forgetInGallery(first, 'person 0')).toEqual({ faces: 2, failure: null, uncleared: null });
  });

  test('go for good with the next pull when an owner forgets them, also out of what undo could bring back', async () => {
    const first = await desks.owner(2, 2);
    for (const photo of [1, 2]) enrol(first, 'Unmistakable', 20, photo);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    const third = await desks.desk({ login: 'reader' });
    for (const store of [second, third]) await keep(store);
    enrol(second, 'person 0', 0, 8);
    undoChange(third);
    await forgetInGallery(first, 'Unmistakable');
    expect(await pull(second)).toMatchObject({ lost: 2, people: 2 });
    expect(bareOf(second)).toEqual([
      ['person 0', 2],
      ['person 1', 2],
    ]);
    await pull(third);
    expect(() => redoChange(third)).toThrow();
    for (const { folder, db } of [second, third]) {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      for (const name of ['library.db', 'shared-people'])
        expect(readFileSync(join(folder, name)).includes('Unmistakable'), name).toBe(false);
    }
    // Of somebody of whom the library has photos, only what was kept goes; and the rest can still be taken back.
    await forgetInGallery(first, 'person 0');
    expect(await pull(second)).toMatchObject({ lost: 2 });
    expect(peopleOf(second).map(({ name, faces, bare }) => [name, faces, bare])).toEqual([
      ['person 0', 1, 0],
      ['person 1', 0, 2],
    ]);
    undoChange(second);
    expect(bareOf(second)).toEqual([]);
    // Whoever has left keeps them.
    await keep(third);
    leaveShare(third);
    await forgetInGallery(first, 'person 1');
    expect(bareOf(third)).toEqual([['person 1', 2]]);
  });

  test('are corrected for all desks like other people of the library', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'enroller' });
    await keep(second);
    rename(first, personCalled(first, 'person 0'), 'Ada');
    await push(first);
    await pull(second);
    expect(bareOf(second).map(([name]) => name)).toEqual(['Ada', 'person 1', 'person 2']);
    rename(second, personCalled(second, 'person 1'), 'Bob');
    await expect(keep(second)).rejects.toMatchObject({
      problem: 'share-corrections-wait',
      parameters: { waiting: 1 },
    });
    // Until it is sent, the faces are one person's here, by the name that was given here.
    await pull(second);
    const { matches, state } = await ask(second, [1]);
    expect([matches[0]!.candidates[0]!.name, state.vectors, state.faces]).toEqual(['Bob', 3, 6]);
    expect(await push(second)).toMatchObject({ corrected: 1 });
    await pull(first);
    expect(peopleOf(first).map(({ name }) => name)).toEqual(['Ada', 'Bob', 'person 2']);
    merge(second, [personCalled(second, 'Bob')], personCalled(second, 'Ada'), { allowTwice: true });
    await push(second);
    await pull(first);
    expect(peopleOf(first).map(({ name, faces }) => [name, faces])).toEqual([
      ['Ada', 4],
      ['person 2', 2],
    ]);
    expect(bareOf(second)).toEqual([
      ['Ada', 4],
      ['person 2', 2],
    ]);
    // A face that its desk gives to somebody else follows, as a change of its own.
    first.db
      .prepare(
        'UPDATE labels SET person_id = ? WHERE face_id = (SELECT max(face_id) FROM labels WHERE person_id = ?)',
      )
      .run(personCalled(first, 'Ada'), personCalled(first, 'person 2'));
    await push(first);
    await pull(second);
    expect(bareOf(second)).toEqual([
      ['Ada', 5],
      ['person 2', 1],
    ]);
    expect(undoChange(second)).toMatchObject({ action: 'follow-gallery', parameters: { faces: 1 } });
  });

  test('are recognised by the gallery’s head alone, and follow a new one', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await keep(second);
    const head = madeUpHead({ classes: 2 });
    const record = { name: 'ours', kind: head.kind, dim: head.dim, loss: 'arcface', runId: null };
    addHead(first.db, { ...record, hasCentres: true, verdict: null, data: encodeHead(head) });
    await publishToShare(first, 'ours');
    await pull(second);
    // Their embeddings have not been sent yet.
    expect((await ask(second, [1])).state).toMatchObject({
      kept: { people: 3, faces: 6, unrecognised: 6 },
      faces: 0,
    });
    await push(first);
    await pull(second);
    leaveShare(second);
    expect((await ask(second, [1])).state).toMatchObject({
      kept: { people: 3, faces: 6, unrecognised: 0 },
      faces: 6,
      vectors: 3,
    });
    await useHead(second, 'pretrained');
    expect((await ask(second, [1])).state).toMatchObject({ kept: { unrecognised: 6 }, faces: 0 });
  });

  test('are people of the library', async () => {
    const first = await desks.owner(3, 2);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await keep(second);
    leaveShare(second);
    expect(peopleOf(second)[0]).toMatchObject({
      name: 'person 0',
      photos: 0,
      faces: 0,
      enrolled: 2,
      bare: 2,
      portrait: null,
    });
    rename(second, personCalled(second, 'person 0'), 'Ada');
    expect((await ask(second, [0])).matches[0]!.candidates[0]!.name).toBe('Ada');
    // A stranger is not recognised.
    update(second, personCalled(second, 'Ada'), { ignored: true });
    expect((await ask(second, [0])).state.vectors).toBe(2);
    undoChange(second);
    // While a gallery is held, changes come to it.
    const galleries = openGalleries(second.folder);
    const { id } = listHeads(second.db).find(({ active }) => active)!;
    const vectors = async () => (await galleries.state(id)).vectors;
    expect(await vectors()).toBe(3);
    merge(second, [personCalled(second, 'Ada')], personCalled(second, 'person 1'), { allowTwice: true });
    expect(await vectors()).toBe(2);
    undoChange(second);
    expect(await vectors()).toBe(3);
    await galleries.close();
    expect(peopleOf(second).map(({ name }) => name)).toEqual(['Ada', 'person 1', 'person 2']);
  });

  test('are exported, merged and forgotten with all that there is of them', async () => {
    const first = await desks.owner(2, 2);
    for (const photo of [1, 2]) enrol(first, 'Unmistakable', 20, photo);
    await push(first);
    const second = await desks.desk({ login: 'reader' });
    await keep(second);
    leaveShare(second);
    const target = await temporaryFolder();
    const controls = { signal: new AbortController().signal, tell() {}, skip() {}, writes() {}, found() {} };
    const options = { to: target, photos: false, language: 'en' } as const;
    const written = await exportPerson(second, personCalled(second, 'Unmistakable'), options, controls);
    const file = JSON.parse(readFileSync(join(written!.folder, 'person.json'), 'utf8'));
    expect(file.facesWithoutPhoto).toHaveLength(2);
    expect(file.facesWithoutPhoto[0].embedding).toHaveLength(128);

    const third = await desks.library(1, 1);
    mergeWith(third, second.folder);
    const merged = [
      ['Unmistakable', 2],
      ['person 0', 2],
      ['person 1', 2],
    ];
    expect(bareOf(third)).toEqual(merged);
    mergeWith(third, second.folder);
    expect(bareOf(third)).toEqual(merged);
    undoChange(third);
    expect(bareOf(third)).toEqual([]);

    const receipt = await forgetPerson(second, personCalled(second, 'Unmistakable'), 'rebuild');
    expect(receipt).toMatchObject({ faces: 2, complete: true });
    expect(bareOf(second)).toHaveLength(2);
    expect(readFileSync(join(second.folder, 'library.db')).includes('Unmistakable')).toBe(false);
    undoChange(second);
    expect(peopleOf(second)).toEqual([]);
  });
});
