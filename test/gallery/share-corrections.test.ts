/** Two desks correct the same people of a shared gallery: nothing is lost, nothing happens twice, and the second one is told. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { undoChange } from '../../src-main/services/journal.ts';
import { merge, personCalled, rename } from '../../src-main/services/people.ts';
import { forgetInGallery, localStateOfDesk } from '../../src-main/services/share.ts';
import { correctInGallery as correct, decideInGallery } from '../../src-main/services/share-sync.ts';
import { readOutbox } from '../../src-main/store/share-outbox.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import type { Store } from '../../src-main/store/store.ts';
import { hasPostgres } from '../helpers/postgres.ts';
import { pull, push, useDesks } from './desks.ts';
import { enrol } from './enrolled.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

const desks = useDesks('desks');
/** The owner's desk, and one of an enroller behind the door; each has two photos of Anna. */
let first: Store;
let second: Store;
beforeEach(async () => {
  if (!hasPostgres) return;
  first = await desks.owner();
  second = await desks.desk({ login: 'enroller' });
  for (const photo of [0, 1]) enrol(first, 'Anna', 0, photo);
  for (const photo of [2, 3]) enrol(second, 'Anna', 0, photo);
  await push(first);
  await push(second);
  await pull(first);
});

const correctInGallery = (store: Store, from: string, to: string, mayMerge = true) =>
  correct(store, { from, to, mayMerge });
const call = (store: Store, from: string, to: string) => rename(store, personCalled(store, from), to);
const waiting = (store: Store) => readOutbox(store.db).waiting;

/** How many faces each name has in a library. */
function namesAt({ db }: Store): Record<string, number> {
  const rows = db
    .prepare(
      'SELECT p.name, count(*) AS faces FROM labels l JOIN people p ON p.id = l.person_id GROUP BY p.id ORDER BY p.name',
    )
    .all();
  return Object.fromEntries(rows.map(({ name, faces }) => [String(name), Number(faces)]));
}

/** The same in the gallery. */
async function namesThere(): Promise<Record<string, number>> {
  const rows = await desks.sql`
    SELECT p.name, count(*)::integer AS faces FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person
    GROUP BY p.name ORDER BY p.name`;
  return Object.fromEntries(rows.map(({ name, faces }) => [name, faces]));
}

describe.skipIf(!hasPostgres)('desks that share people', { timeout: 60_000 }, () => {
  test('correct a name for all, and each library follows by a change that can be undone', async () => {
    call(first, 'Anna', 'Anne');
    expect(await push(first)).toMatchObject({ corrected: 1, changed: 0 });
    expect(await namesThere()).toEqual({ Anne: 4 });
    await pull(second);
    expect(namesAt(second)).toEqual({ Anne: 2 });
    undoChange(second);
    expect(namesAt(second)).toEqual({ Anna: 2 });
    expect(await push(second)).toMatchObject({ corrected: 1 });
    await pull(first);
    expect([await namesThere(), namesAt(first)]).toEqual([{ Anna: 4 }, { Anna: 2 }]);
    expect([waiting(first), waiting(second)]).toEqual([[], []]);
  });

  test('make two people one for all', async () => {
    enrol(first, 'Bella', 1, 0);
    enrol(second, 'Bella', 1, 1);
    await push(first);
    await push(second);
    merge(first, [personCalled(first, 'Anna')], personCalled(first, 'Bella'), { allowTwice: false });
    expect(await push(first)).toMatchObject({ corrected: 1, changed: 0 });
    await pull(second);
    expect([await namesThere(), namesAt(first), namesAt(second)]).toEqual([
      { Bella: 6 },
      { Bella: 3 },
      { Bella: 3 },
    ]);
  });

  test.each(['mine', 'theirs'] as const)(
    'are told who was faster, and say whose counts: %s',
    async (whose) => {
      call(first, 'Anna', 'Anne');
      call(second, 'Anna', 'Anya');
      await push(first);
      expect(await push(second)).toMatchObject({ corrected: 0 });
      const [refused] = (await localStateOfDesk(second))!.waiting;
      expect(refused).toMatchObject({
        from: 'Anna',
        to: 'Anya',
        refused: { why: 'changed', login: 'tammes' },
      });
      expect(Date.parse(refused!.refused!.at!)).toBeLessThanOrEqual(Date.now());
      // Until then neither loses what it has said, and the gallery has what was said first.
      enrol(second, 'Anya', 0, 7);
      await push(second);
      expect([await namesThere(), namesAt(second)]).toEqual([{ Anne: 5 }, { Anya: 3 }]);
      await decideInGallery(second, refused!.number, whose);
      await push(second);
      await pull(first);
      const name = whose === 'mine' ? 'Anya' : 'Anne';
      expect([await namesThere(), namesAt(first), namesAt(second)]).toEqual([
        { [name]: 5 },
        { [name]: 2 },
        { [name]: 3 },
      ]);
      expect(waiting(second)).toEqual([]);
    },
  );

  test('are told in the settings what waits and what was refused', async () => {
    const told = async () =>
      (await localStateOfDesk(second))!.waiting.map(({ number, from, to, refused }) => ({
        ...{ number, from, to, refused: refused?.why ?? null },
      }));
    expect(await told()).toEqual([]);
    call(first, 'Anna', 'Anne');
    await push(first);
    call(second, 'Anna', 'Anya');
    expect(await told()).toEqual([{ number: 1, from: 'Anna', to: 'Anya', refused: null }]);
    await push(second);
    call(second, 'Anya', 'Anuschka');
    expect(await told()).toEqual([
      { number: 1, from: 'Anna', to: 'Anya', refused: 'changed' },
      { number: 2, from: 'Anya', to: 'Anuschka', refused: null },
    ]);
    await decideInGallery(second, 1, 'theirs');
    expect(await told()).toEqual([]);
  });

  test('are told that somebody was merged, or that a name was given away', async () => {
    enrol(first, 'Bella', 1, 0);
    await push(first);
    await pull(second);
    await correctInGallery(first, 'Anna', 'Bella');
    call(second, 'Anna', 'Anya');
    await push(second);
    expect(waiting(second)).toMatchObject([{ to: 'Anya', refused: { why: 'changed', login: 'tammes' } }]);
    await decideInGallery(second, waiting(second)[0]!.number, 'mine');
    await push(second);
    expect([await namesThere(), namesAt(second)]).toEqual([{ Anya: 5 }, { Anya: 2 }]);
    await pull(first);
    enrol(first, 'Zoe', 5, 0);
    await push(first);
    call(second, 'Anya', 'Zoe');
    await push(second);
    expect(waiting(second)).toMatchObject([{ to: 'Zoe', refused: { why: 'taken', login: null } }]);
    await decideInGallery(second, waiting(second)[0]!.number, 'mine');
    await push(second);
    expect(await namesThere()).toEqual({ Zoe: 6 });
  });

  test('correct people of whom they have no face', async () => {
    enrol(first, 'Bella', 1, 0);
    await push(first);
    await pull(second);
    expect(await correctInGallery(second, 'Bella', 'Bettina')).toEqual({
      ...{ correction: null, failure: null, merged: false },
    });
    expect(await namesThere()).toEqual({ Anna: 4, Bettina: 1 });
    expect((await readSharedPeople(second.folder))!.people.sort()).toEqual(['Anna', 'Bettina']);
    await expect(correctInGallery(second, 'Bella', 'Bo')).rejects.toMatchObject({
      problem: 'share-person-unknown',
    });
  });

  test('say whether two people became one, there or here, and make none of two if they must not', async () => {
    enrol(first, 'Bella', 1, 0);
    await push(first);
    await pull(second);
    // The library alone knows a Zoe, who was never sent; the gallery alone a Bella.
    enrol(second, 'Zoe', 5, 0);
    for (const [from, to] of [
      ['Bella', 'Zoe'],
      ['Anna', 'Zoe'],
      ['Anna', 'Bella'],
    ])
      await expect(correctInGallery(second, from!, to!, false)).rejects.toMatchObject({
        ...{ problem: 'share-name-taken', parameters: { name: to } },
      });
    expect(await namesThere()).toEqual({ Anna: 4, Bella: 1 });
    expect(namesAt(second)).toEqual({ Anna: 2, Zoe: 1 });
    expect(await correctInGallery(second, 'Anna', 'Anya', false)).toMatchObject({ merged: false });
    expect(await correctInGallery(second, 'Anya', 'Anna', false)).toMatchObject({ merged: false });
    expect([await namesThere(), namesAt(second)]).toEqual([
      { Anna: 4, Bella: 1 },
      { Anna: 2, Zoe: 1 },
    ]);
    expect(await correctInGallery(second, 'Anna', 'Zoe')).toMatchObject({ merged: true });
    expect(namesAt(second)).toEqual({ Zoe: 3 });
    expect(await correctInGallery(second, 'Bella', 'Zoe')).toMatchObject({ merged: true });
    expect(await namesThere()).toEqual({ Zoe: 5 });
  });

  test('keep corrections while the database is gone, and make them in order', async () => {
    desks.door.cut();
    call(second, 'Anna', 'Anne');
    await expect(push(second)).rejects.toMatchObject({ problem: 'share-lost' });
    call(second, 'Anne', 'Anya');
    const { correction, failure } = await correctInGallery(second, 'Anya', 'Anuschka');
    expect(failure).toMatchObject({ problem: 'share-lost' });
    expect(correction).toMatchObject({ to: 'Anuschka', refused: null });
    expect(waiting(second).map(({ from, to }) => [from, to])).toEqual([
      ['Anna', 'Anne'],
      ['Anne', 'Anya'],
      ['Anya', 'Anuschka'],
    ]);
    await desks.door.mend();
    expect(await push(second)).toMatchObject({ corrected: 3 });
    expect([await namesThere(), namesAt(second), waiting(second)]).toEqual([
      { Anuschka: 4 },
      { Anuschka: 2 },
      [],
    ]);
  });

  test('make a correction once, of which they did not hear that it was made', async () => {
    call(second, 'Anna', 'Anne');
    const corrections = async () =>
      (await desks.sql`SELECT DISTINCT correction FROM tammes_shared.journal WHERE correction IS NOT NULL`)
        .length;
    // So many answers until it is made, and one less until the desk hears of it.
    for (let answers = 0; (await corrections()) === 0; answers++) {
      desks.door.cutAfter(answers);
      await push(second).then(
        () => expect.unreachable('it was not cut off'),
        () => {},
      );
      await desks.door.mend();
    }
    expect(waiting(second)).toHaveLength(1);
    // Somebody else goes on from there: sending it again must not undo that.
    await pull(first);
    call(first, 'Anne', 'Annika');
    await push(first);
    await push(second);
    expect([await namesThere(), namesAt(second), waiting(second)]).toEqual([
      { Annika: 4 },
      { Annika: 2 },
      [],
    ]);
    expect(await corrections()).toBe(2);
  });

  test('forget somebody in what waits, too', async () => {
    desks.door.cut();
    call(second, 'Anna', 'Anuschka');
    await expect(push(second)).rejects.toMatchObject({ problem: 'share-lost' });
    await forgetInGallery(first, 'Anna');
    await desks.door.mend();
    expect(await pull(second)).toMatchObject({ gone: 1, people: 0 });
    expect(readOutbox(second.db)).toMatchObject({ links: [], waiting: [] });
    expect((await readSharedPeople(second.folder))!.known).toEqual([]);
  });
});
