import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge, move, rename, update } from '../../src-main/services/people.ts';
import { change, goTo, journalState, listJournal, redo, undo } from '../../src-main/store/journal.ts';
import { listPeople, personInFile } from '../../src-main/store/people.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { editAtRandom, fillForEdits, journaledTables } from '../fuzz/edits.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const once = { allowTwice: false };

async function library(): Promise<Store> {
  const store = openStore(await temporaryFolder());
  fillForEdits(store);
  return store;
}

const idOf = ({ db }: Store, name: string) =>
  Number(db.prepare('SELECT id FROM people WHERE name = ?').get(name)!.id);
const facesOf = ({ db }: Store, name: string) =>
  db
    .prepare(
      'SELECT face_id FROM labels l JOIN people p ON p.id = l.person_id WHERE p.name = ? ORDER BY face_id',
    )
    .all(name)
    .map(({ face_id }) => Number(face_id));

test('whatever was changed, undoing all gives the first tables, and redoing all the last, to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const store = await library();
      const first = journaledTables(store.db);
      for (let i = 0; i < 60; i++) editAtRandom(store, randomFrom(seed, i));
      const { undo: done, redo: undone } = journalState(store.db);
      const last = journaledTables(store.db);
      goTo(store.db, 0);
      expect(journaledTables(store.db)).toEqual(first);
      goTo(store.db, done?.id ?? 0);
      expect(journaledTables(store.db)).toEqual(last);
      expect(journalState(store.db).redo).toEqual(undone);
      store.close();
    }),
    { numRuns: 12 },
  );
}, 180_000);

describe('a change', () => {
  test('is undone and redone after the library was opened anew', async () => {
    const store = await library();
    const before = journaledTables(store.db);
    merge(store, [idOf(store, 'Person 1')], idOf(store, 'Person 2'), once);
    const after = journaledTables(store.db);
    store.close();
    const again = openStore(store.folder);
    expect(undo(again.db)).toMatchObject({
      action: 'merge-people',
      parameters: { names: ['Person 1'], into: 'Person 2', faces: 4 },
      undone: true,
    });
    expect(journaledTables(again.db)).toEqual(before);
    redo(again.db);
    expect(journaledTables(again.db)).toEqual(after);
    expect(() => redo(again.db)).toThrow('nothing to redo');
  });

  test('that changes nothing leaves no entry, and one that fails leaves nothing', async () => {
    const store = await library();
    expect(rename(store, idOf(store, 'Person 1'), 'Person 1')).toEqual({ entryId: null });
    const before = journaledTables(store.db);
    const half = () => {
      store.db.exec("UPDATE people SET note = 'half'");
      throw new Error('power cut');
    };
    expect(() => change(store.db, half, () => ({ action: 'use-head', parameters: { name: '' } }))).toThrow();
    expect(journaledTables(store.db)).toEqual(before);
    expect(listJournal(store.db, 0, 9)).toEqual({ total: 0, entries: [] });
    expect(() => undo(store.db)).toThrow('nothing to undo');
  });

  test('takes the place of what had been undone, and an undo that was offered with another is refused', async () => {
    const store = await library();
    const first = update(store, idOf(store, 'Person 1'), { note: 'one' });
    const second = update(store, idOf(store, 'Person 1'), { note: 'two' });
    expect(() => undo(store.db, first.entryId!)).toThrow('Something else has been changed since');
    undo(store.db, second.entryId!);
    update(store, idOf(store, 'Person 1'), { note: 'three' });
    expect(listJournal(store.db, 0, 9).entries.map(({ id }) => id)).not.toContain(second.entryId);
    expect(() => redo(store.db)).toThrow('nothing to redo');
    expect(() => goTo(store.db, second.entryId!)).toThrow('no change');
  });

  test('cannot be undone once a scan has changed one of its rows, and then nothing is', async () => {
    const store = await library();
    const faces = facesOf(store, 'Person 1');
    move(store, faces, { name: 'Person 2' }, { allowTwice: true });
    const other = idOf(store, 'Person 3');
    store.db.prepare('UPDATE labels SET person_id = ? WHERE face_id = ?').run(other, faces[1]!);
    const before = journaledTables(store.db);
    expect(() => undo(store.db)).toThrow('a scan has changed');
    expect(journaledTables(store.db)).toEqual(before);
  });

  test('passes over faces that are gone since, and keeps somebody whom files have named since', async () => {
    const store = await library();
    const [gone, stays, later] = facesOf(store, 'Person 1');
    move(store, [gone!, stays!], { name: 'Ada' }, once);
    store.db.prepare('DELETE FROM faces WHERE id = ?').run(gone!);
    const ada = idOf(store, 'Ada');
    store.db.prepare("UPDATE labels SET person_id = ?, source = 'folder' WHERE face_id = ?").run(ada, later!);
    undo(store.db);
    expect(facesOf(store, 'Person 1')).toContain(stays);
    expect(facesOf(store, 'Ada')).toEqual([later]);
    redo(store.db);
    expect(facesOf(store, 'Ada')).toEqual([stays, later]);
  });
});

test('whoever keeps the name in a merge keeps the portrait, and no face that was given away stays one', async () => {
  const store = await library();
  const { db } = store;
  const portraitOf = (name: string) => listPeople(db).find((one) => one.name === name)!.portrait!;
  const [mine, theirs] = ['Person 1', 'Person 2'].map((name) => facesOf(store, name)[0]!) as [number, number];
  db.prepare('UPDATE faces SET rating = 0.1').run();
  db.prepare('UPDATE faces SET rating = 0.5 WHERE id = ?').run(mine);
  db.prepare('UPDATE faces SET rating = 0.9 WHERE id = ?').run(theirs);
  expect(portraitOf('Person 1')).toBe(mine);
  merge(store, [idOf(store, 'Person 2')], idOf(store, 'Person 1'), once);
  expect(portraitOf('Person 1')).toBe(mine);
  move(store, [mine], { name: 'Somebody else' }, once);
  expect(portraitOf('Person 1')).toBe(theirs);
  expect(portraitOf('Somebody else')).toBe(mine);
  store.close();
});

test('files that give the name of somebody renamed or merged mean that person, until it is undone', async () => {
  const store = await library();
  const [one, two] = [idOf(store, 'Person 1'), idOf(store, 'Person 2')];
  rename(store, one, 'Ada');
  merge(store, [one], two, once);
  expect([personInFile(store.db, 'Person 1'), personInFile(store.db, 'Ada')]).toEqual([two, two]);
  undo(store.db);
  expect(personInFile(store.db, 'Person 1')).toBe(one);
  expect(() => rename(store, two, 'Ada')).toThrow('called Ada already');
});
