/** A library whose people are found by an index: in its thread, beside the exact search of the same library. */
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Galleries, openGalleries } from '../../src-main/gallery/galleries.ts';
import { forgetPerson } from '../../src-main/services/forget.ts';
import { setEngine } from '../../src-main/services/gallery.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { undoChange } from '../../src-main/services/journal.ts';
import { transaction } from '../../src-main/store/database.ts';
import { indexFiles } from '../../src-main/store/kept-index.ts';
import { labelFace, personNamed } from '../../src-main/store/people.ts';
import { insertLooseFace } from '../../src-main/store/photos.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import type { GalleryState } from '../../src-shared/contract/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasUsearch } from '../helpers/usearch.ts';
import { featureOf, recordOf } from './enrolled.ts';

/** So many that an index looks at some of them only. */
const [people, each] = [1500, 2];
const headId = 1;

let store: Store;
let galleries: Galleries;
beforeAll(async () => {
  if (!hasUsearch) return;
  store = openStore(await temporaryFolder());
  await ensurePretrained(store);
  transaction(store.db, () => {
    for (let person = 0; person < people; person++)
      for (let photo = 0; photo < each; photo++) enrol(person, photo);
  });
  galleries = openGalleries(store.folder);
}, 120_000);
afterAll(async () => {
  await galleries?.close();
  store?.close();
});

function enrol(person: number, photo: number): void {
  const { db } = store;
  const { faceId } = insertLooseFace(db, `enrolled:${person}/${photo}`, recordOf(featureOf(person, photo)));
  labelFace(db, faceId, personNamed(db, `person ${person}`), 'enrolment');
  db.prepare('UPDATE labels SET chosen = 1 WHERE face_id = ?').run(faceId);
}

const features = Array.from({ length: 60 }, (_, i) => featureOf(25 * i, 99));
const match = (by = galleries, features_: readonly number[][] = features) =>
  by.match(headId, { features: features_, limit: 10, falseAccept: 0.01 });
const settled = (by = galleries, tell: (state: GalleryState) => void = () => {}) => by.settled(headId, tell);

describe.skipIf(!hasUsearch)('a library that is searched by an index', () => {
  test('names the same people with the same thresholds and probabilities, and says how it stands', async () => {
    const exact = await match();
    expect(await galleries.state(headId)).toMatchObject({
      engine: 'exact',
      answers: 'exactly',
      vectors: people,
      faces: people * each,
      index: null,
    });
    setEngine(store, 'usearch');
    // Before the index is built, all are compared.
    expect(await match()).toEqual(exact);
    const told: GalleryState[] = [];
    const state = await settled(galleries, (one) => told.push(one));
    expect(told[0]).toMatchObject({ engine: 'usearch', vectors: people });
    expect(told[0]!.index!.indexed).toBeLessThanOrEqual(people);
    expect(state).toMatchObject({
      answers: 'by-index',
      failure: null,
      index: { phase: 'ready', indexed: people, recall: { probes: 2000, wanted: 0.999 } },
    });
    expect(state.index!.recall!.at10).toBeGreaterThanOrEqual(0.999);
    const [path] = indexFiles(store.folder);
    expect((await stat(path!)).size).toBe(state.disk);
    if (process.platform !== 'win32') expect((await stat(path!)).mode & 0o777).toBe(0o600);
    const found = await match();
    const { threshold, suspects, matches } = found;
    expect({ threshold, suspects }).toEqual({ threshold: exact.threshold, suspects: exact.suspects });
    for (const [i, { candidates, probability, margin }] of matches.entries()) {
      const [first] = exact.matches[i]!.candidates;
      expect(candidates[0]).toEqual({
        ...first,
        cosine: expect.closeTo(first!.cosine, 5),
        nearestCosine: expect.closeTo(first!.nearestCosine, 5),
      });
      expect(new Set(candidates.map(({ personId }) => personId)).size).toBe(10);
      expect(probability).toBeCloseTo(exact.matches[i]!.probability!, 4);
      expect(margin).toBeCloseTo(exact.matches[i]!.margin!, 5);
    }
  });

  test('is found as it was by the next start, by which an enrolment since is taken in', async () => {
    const [path] = indexFiles(store.folder);
    const before = await readFile(path!);
    enrol(9000, 1);
    // Of a head that is gone, and of a process that ended in the middle.
    const left = ['gallery-0123456789abcdef.usearch', 'gallery-0123456789abcdef.usearch.77.tmp'];
    for (const name of left) await writeFile(join(store.folder, name), '');
    const next = openGalleries(store.folder);
    try {
      const { matches } = await match(next, [featureOf(9000, 2)]);
      expect(matches[0]!.candidates[0]!.name).toBe('person 9000');
      const states: number[] = [];
      const { index } = await settled(next, (state) => states.push(state.index!.indexed));
      expect(index).toMatchObject({ phase: 'ready', indexed: people + 1 });
      // The first that is told comes after what was kept has been taken over.
      expect(states[0]).toBeGreaterThanOrEqual(people);
    } finally {
      await next.close();
    }
    expect(indexFiles(store.folder)).toEqual([path]);
    expect((await readFile(path!)).length).toBeGreaterThan(before.length);
  });

  test('has nobody who was forgotten, neither in memory nor on the disk', async () => {
    const [path] = indexFiles(store.folder);
    const row = store.db.prepare("SELECT id FROM people WHERE name = 'person 50'").get()!;
    const personId = Number(row.id);
    expect((await match(galleries, [featureOf(50, 99)])).matches[0]!.candidates[0]!.personId).toBe(personId);
    await forgetPerson(store, personId, 'rebuild');
    expect(existsSync(path!)).toBe(false);
    const { matches } = await match(galleries, [featureOf(50, 99)]);
    expect(matches[0]!.candidates.map((candidate) => candidate.personId)).not.toContain(personId);
    const state = await settled();
    expect(state).toMatchObject({ answers: 'by-index', index: { indexed: people } });
    // The numbers are still in the memory of this process: it writes no file.
    expect(indexFiles(store.folder)).toEqual([]);
    const next = openGalleries(store.folder);
    try {
      expect(await settled(next)).toMatchObject({ answers: 'by-index', index: { indexed: people } });
      expect(indexFiles(store.folder)).toEqual([path]);
    } finally {
      await next.close();
    }
  });

  test('goes back to comparing everybody when that is chosen again, or the choice undone', async () => {
    expect(indexFiles(store.folder)).toHaveLength(1);
    setEngine(store, 'exact');
    expect(indexFiles(store.folder)).toEqual([]);
    expect(await galleries.state(headId)).toMatchObject({ engine: 'exact', index: null });
    undoChange(store);
    // Who waits for an index that is not wanted any more hears of the engine that is used instead.
    const waiting = settled();
    setEngine(store, 'exact');
    await match();
    expect(await waiting).toMatchObject({ engine: 'exact', index: null });
    undoChange(store);
    expect(await galleries.state(headId)).toMatchObject({ engine: 'usearch' });
  });
});
