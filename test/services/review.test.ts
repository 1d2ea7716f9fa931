import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Review } from '../../src-main/review/review.ts';
import { openReviews } from '../../src-main/review/reviews.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { openReader } from '../../src-main/store/database.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import type { AppEvent, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addFace, nameFaces } from '../review/made-up.ts';

let services: Services;
let store: Store;
/** Faces by person: of 0 to 19 with a name three each, and an unnamed one of 0 and 1. */
const named = new Map<number, number[]>();
const unnamedOf = new Map<number, number[]>();

const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

/** Asks until the answer is up to date. */
async function settled<
  M extends 'review.counts' | 'review.groups' | 'review.suggestions' | 'review.doubtful',
>(method: M, input?: Input<M>): Promise<Output<M>> {
  for (;;) {
    const told = new Promise<void>((resolve) => {
      const stop = services.on((event: AppEvent) => {
        if (event.type !== 'review' || event.progress !== null) return;
        stop();
        resolve();
      });
    });
    const answer = await call(method, input as Input<M>);
    if (answer.progress === null) return answer;
    await told;
  }
}

beforeAll(async () => {
  const library = await temporaryFolder();
  services = await openServices({ library, host: 'web' });
  store = openStore(library);
  for (let person = 0; person < 20; person++) {
    named.set(
      person,
      [0, 1, 2].map((photo) => addFace(store, person, photo, `person ${person}`)),
    );
  }
  for (const person of [0, 1]) unnamedOf.set(person, [addFace(store, person, 50, null)]);
  for (const [person, count] of [
    [100, 5],
    [101, 3],
  ] as const) {
    unnamedOf.set(
      person,
      Array.from({ length: count }, (_, photo) => addFace(store, person, photo, null)),
    );
  }
  addFace(store, 102, 0, null);
}, 180_000);

afterAll(async () => {
  await services.close();
  store.close();
});

const idOf = (name: string) => Number(store.db.prepare('SELECT id FROM people WHERE name = ?').get(name)!.id);

describe('the review of a library', { timeout: 180_000 }, () => {
  test('has those without a name in groups, the largest first, and suggests whose they may be', async () => {
    expect(await settled('review.counts')).toEqual({
      progress: null,
      stopped: false,
      unnamed: 11,
      groups: 2,
      grouped: 8,
      suggestions: 2,
      doubtful: 0,
      twoNames: 0,
      waiting: 4,
    });
    const { groups, total } = await settled('review.groups', { faces: 4 });
    expect(total).toBe(2);
    expect(groups.map(({ id, size }) => ({ id, size }))).toEqual([
      { id: unnamedOf.get(100)![0], size: 5 },
      { id: unnamedOf.get(101)![0], size: 3 },
    ]);
    expect(groups[0]!.faceIds).toHaveLength(4);
    expect(groups[0]!.likely).toBeNull();
    const all = await call('review.groupFaces', { groupId: groups[0]!.id });
    expect(all.faceIds.toSorted((a, b) => a - b)).toEqual(unnamedOf.get(100));

    const { suggestions, people } = await settled('review.suggestions');
    expect(suggestions.map(({ faceId, personId }) => [faceId, personId]).sort()).toEqual(
      [0, 1].map((person) => [unnamedOf.get(person)![0], idOf(`person ${person}`)]).sort(),
    );
    for (const { probability, sure, nearestFaceId, personId } of suggestions) {
      expect(probability).toBeGreaterThan(0.9);
      expect(sure).toBe(true);
      expect(named.get(personId === idOf('person 0') ? 0 : 1)).toContain(nearestFaceId);
    }
    expect(people.map(({ count }) => count)).toEqual([1, 1]);
    const ofOne = await settled('review.suggestions', { personId: idOf('person 1') });
    expect(ofOne.suggestions.map(({ faceId }) => faceId)).toEqual(unnamedOf.get(1));
  });

  test('says of a group whom it is like once a face of it has a name', async () => {
    const [first, ...rest] = unnamedOf.get(101)!;
    nameFaces(store, [first!], 'Ada');
    const { groups } = await settled('review.groups');
    expect(groups[1]).toMatchObject({ id: rest[0], size: 2, likely: { personId: idOf('Ada') } });
    nameFaces(store, rest, 'Ada');
    expect(await settled('review.counts')).toMatchObject({ unnamed: 8, groups: 1, grouped: 5 });
    await expect(call('review.groupFaces', { groupId: first! })).rejects.toMatchObject({
      code: 'unknown-id',
      problem: 'group-unknown',
    });
  });

  test('doubts a face with the name of another, until the name is kept or mended', async () => {
    const [wrong, other] = [named.get(5)![0]!, named.get(6)![0]!];
    nameFaces(store, [wrong], 'person 7');
    nameFaces(store, [other], 'person 8');
    const { doubts, total, expected } = await settled('review.doubtful');
    expect(total).toBe(2);
    const doubt = doubts.find(({ faceId }) => faceId === wrong)!;
    expect(doubt).toMatchObject({ personId: idOf('person 7'), other: { personId: idOf('person 5') } });
    expect(named.get(5)).toContain(doubt.other!.nearestFaceId);
    expect(doubt.other!.cosine).toBeGreaterThan(doubt.own!.cosine);
    expect(doubt.probability).toBeGreaterThan(0.5);
    const stated = doubts.reduce((sum, { probability }) => sum + probability!, 0);
    expect(expected).toBeCloseTo(stated);

    await call('review.keep', { faceId: other });
    expect((await settled('review.doubtful')).doubts.map(({ faceId }) => faceId)).toEqual([wrong]);
    nameFaces(store, [wrong], 'person 5');
    nameFaces(store, [other], 'person 9');
    // What was kept was the other name.
    expect((await settled('review.doubtful')).doubts.map(({ faceId }) => faceId)).toEqual([other]);
    await expect(call('review.keep', { faceId: 10_000 })).rejects.toMatchObject({ code: 'unknown-id' });
  });

  test('says that a doubted face is on a copy of a photo of somebody else', async () => {
    const [kept] = named.get(15)!;
    const copy = addFace(store, 15, 0, 'person 16');
    store.db
      .prepare('UPDATE photos SET shot = 1000 WHERE id IN (SELECT photo_id FROM faces WHERE id IN (?, ?))')
      .run(kept!, copy);
    const sidesOf = async () =>
      (await settled('review.doubtful')).doubts.find(({ faceId }) => faceId === copy)!;
    expect(await sidesOf()).toMatchObject({
      own: { sameShot: false },
      other: { personId: idOf('person 15'), nearestFaceId: kept, sameShot: true },
    });
    nameFaces(store, [copy], 'person 15');
  });

  test('doubts faces of strangers among those of people', async () => {
    const strangers = [0, 1, 2, 3].map((i) => addFace(store, 300 + i, 0, `person ${10 + i}`));
    const { doubts } = await settled('review.doubtful');
    const found = doubts.filter(({ faceId }) => strangers.includes(faceId));
    for (const doubt of found) {
      expect(doubt.other).toBeNull();
      expect(doubt.probability).toBeGreaterThan(0.5);
    }
    const [{ faceId, personId, own }] = found as [(typeof found)[0]];
    expect(named.get(10 + strangers.indexOf(faceId))).toContain(own!.nearestFaceId);
    await call('people.reject', { faceIds: [faceId], personId });
    const left = (await settled('review.doubtful')).doubts.map((doubt) => doubt.faceId);
    expect(left).not.toContain(faceId);
    nameFaces(store, strangers, null);
    await call('people.ignoreFaces', { faceIds: strangers, ignored: true });
  });

  test('never suggests who was refused, hidden, a stranger or is on the photo already', async () => {
    const [face, person] = [unnamedOf.get(0)![0]!, idOf('person 0')];
    const suggested = async () => {
      const { suggestions } = await settled('review.suggestions');
      return suggestions.find(({ faceId }) => faceId === face)?.personId;
    };
    expect(await suggested()).toBe(person);
    for (const details of [{ hidden: true }, { ignored: true }]) {
      await call('people.update', { personId: person, ...details });
      expect(await suggested()).toBeUndefined();
      await call('journal.undo', undefined);
      expect(await suggested()).toBe(person);
    }
    // As if another of the person's faces were on the same photo.
    const photoOf = (faceId: number) =>
      Number(store.db.prepare('SELECT photo_id FROM faces WHERE id = ?').get(faceId)!.photo_id);
    const [here, there] = [photoOf(face), photoOf(named.get(0)![0]!)];
    const move = store.db.prepare('UPDATE faces SET photo_id = ?, feature = feature WHERE id = ?');
    move.run(there, face);
    expect(await suggested()).toBeUndefined();
    move.run(here, face);
    expect(await suggested()).toBe(person);
    await call('people.reject', { faceIds: [face], personId: person });
    expect(await suggested()).toBeUndefined();
    await call('journal.undo', undefined);
    expect(await suggested()).toBe(person);
    await call('people.reject', { faceIds: [face], personId: person });
    expect(await suggested()).toBeUndefined();
  });

  test('leaves out faces of strangers, and has them back when that is undone', async () => {
    const before = await settled('review.counts');
    await call('people.ignoreFaces', { faceIds: unnamedOf.get(100)!, ignored: true });
    expect(await settled('review.counts')).toMatchObject({ unnamed: before.unnamed - 5, groups: 0 });
    await call('journal.undo', undefined);
    expect(await settled('review.counts')).toEqual(before);
  });

  test('does no work for what does not concern it', async () => {
    await settled('review.counts');
    let told = 0;
    const stop = services.on((event) => {
      if (event.type === 'review') told++;
    });
    store.db.exec("INSERT OR REPLACE INTO settings VALUES ('detector', 'tiny')");
    expect((await call('review.counts', undefined)).progress).toBeNull();
    expect(told).toBe(0);
    stop();
  });

  test('is the same as one that is worked out anew', async () => {
    const fresh = openReviews(store.folder);
    try {
      const page = { offset: 0, limit: 100 };
      for (const [method, input] of [
        ['review.counts', undefined],
        ['review.groups', { ...page, faces: 100 }],
        ['review.suggestions', page],
        ['review.doubtful', page],
      ] as const) {
        const here = await settled(method, input);
        expect(here, method).toEqual(rounded(await fresh.ask(method, input, null)));
      }
    } finally {
      await fresh.close();
    }
  });

  test('shows the photo that a face is on', async () => {
    const [faceId] = named.get(0)!;
    const photo = await call('library.photo', { faceId: faceId! });
    expect(photo.faces.map(({ id }) => id)).toEqual([faceId]);
    await expect(call('library.photo', { faceId: 10_000 })).rejects.toMatchObject({
      problem: 'face-unknown',
    });
  });
});

/** The same with cosines and probabilities as near as single precision gives them. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return expect.closeTo(value, 4);
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry)]));
}

describe('comparing that is cancelled', { timeout: 180_000 }, () => {
  test('ends, is not begun again by questions, and goes on when it is asked for', async () => {
    const told: (number | null)[] = [];
    const db = openReader(store.folder);
    const review = new Review(db, store.folder, (share) => told.push(share));
    const counts = (patience: number | null) => review.answer('review.counts', undefined, patience);
    try {
      // Before the first face is read.
      const first = counts(60_000);
      await review.answer('review.compare', { on: false }, 0);
      expect(await first).toMatchObject({ stopped: true, groups: null });
      expect(await counts(null)).toMatchObject({ stopped: true, progress: null, groups: null });
      expect(told).toEqual([0, null]);
      await review.answer('review.compare', { on: true }, 0);
      const { stopped, groups } = await counts(null);
      expect([stopped, typeof groups]).toEqual([false, 'number']);
    } finally {
      db.close();
    }
  });

  test('is told to every window that asks', async () => {
    await settled('review.counts');
    await call('review.compare', { on: false });
    addFace(store, 105, 0, null);
    expect(await settled('review.counts')).toMatchObject({ stopped: true, progress: null });
    await call('review.compare', { on: true });
    expect(await settled('review.counts')).toMatchObject({ stopped: false });
  });
});
