import { beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../src-main/services/backups.ts';
import { hasKeptNeighbours, keepNeighbours } from '../../src-main/store/kept-neighbours.ts';
import { openStore } from '../../src-main/store/store.ts';
import { dayOf, laterDay } from '../../src-shared/days.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { occurrences, piecesOf } from '../helpers/occurrences.ts';
import { describedFace, openWindow } from '../helpers/window.ts';

const { call, read, library } = await openWindow();
const off = { expired: false, strangerMonths: null };

/** Makes photos as old as they are to be. */
function readOn(day: string, photo: string): number[] {
  const store = openStore(library);
  store.db
    .prepare("UPDATE photos SET read_at = ? WHERE path LIKE '%/' || ?")
    .run(`${day}T00:00:00.000Z`, photo);
  const faces = store.db
    .prepare("SELECT f.id FROM faces f JOIN photos p ON p.id = f.photo_id WHERE p.path LIKE '%/' || ?")
    .all(photo);
  store.close();
  return faces.map(({ id }) => Number(id));
}

describe('the rule of retention', () => {
  let [old, young, named]: number[][] = [[], [], []];
  beforeAll(async () => {
    await read(await someDemoPeople(['s01', 's02'], [1, 2, 3]));
    old = readOn('2020-05-01', 's01/01.png');
    young = readOn(dayOf(new Date()), 's01/02.png');
    named = readOn('2020-05-01', 's02/01.png');
    await call('people.moveFaces', { faceIds: [...old!, ...young!], to: null });
  });

  test('is off until it is set, and setting it is undone like any change', async () => {
    expect(await call('privacy.rule', undefined)).toEqual(off);
    expect(await call('privacy.due', undefined)).toEqual({ people: [], strangers: null, backups: 0 });
    const rule = { expired: true, strangerMonths: 12 };
    const { entryId } = await call('privacy.setRule', rule);
    expect(await call('privacy.rule', undefined)).toEqual(rule);
    expect((await call('journal.state', undefined)).undo).toMatchObject({
      action: 'set-privacy',
      parameters: { fields: ['expired', 'strangerMonths'] },
    });
    expect((await call('privacy.setRule', rule)).entryId).toBeNull();
    await call('journal.undo', { entryId: entryId! });
    expect(await call('privacy.rule', undefined)).toEqual(off);
  });

  test('names people whose consent has ended, and nobody else', async () => {
    await call('privacy.setRule', { expired: true, strangerMonths: null });
    const today = dayOf(new Date());
    const [s01, s02] = await call('people.list', undefined);
    const consent = (until: string) => ({ note: '', given: null, until });
    await call('people.update', { personId: s01!.id, consent: consent(laterDay(today, -1)) });
    await call('people.update', { personId: s02!.id, consent: consent(today) });
    expect((await call('privacy.due', undefined)).people).toEqual([
      { id: s01!.id, name: 's01', faces: 1, until: laterDay(today, -1) },
    ]);
  });

  test('names old faces without a name; what people have not seen is not erased', async () => {
    await call('privacy.setRule', { expired: false, strangerMonths: 12 });
    const { strangers } = await call('privacy.due', undefined);
    expect(strangers).toMatchObject({ faces: 1, photos: 1, some: old });
    const more = call('privacy.eraseStrangers', { before: strangers!.before, faces: 2 });
    await expect(more).rejects.toMatchObject({ problem: 'strangers-changed', parameters: { found: 1 } });
    expect((await call('library.summary', undefined)).faces).toBe(6);
  });

  test('erases them from every file of the library, with backups and history, and from nothing else', async () => {
    const store = openStore(library);
    backUp(store);
    const rows = (ids: readonly number[]) =>
      ids.flatMap((id) => {
        const row = store.db.prepare('SELECT feature FROM faces WHERE id = ?').get(id)!;
        return piecesOf(row.feature as Uint8Array);
      });
    const [gone, stays] = [rows(old!), rows(named!)];
    store.close();
    // The history has a face of a stranger as it was before and after.
    await call('library.moveFace', { faceId: old![0]!, face: describedFace(9) });
    expect(Object.keys(await occurrences(library, gone)).length).toBeGreaterThan(1);
    const [ids, one] = [Float64Array.from(old!), Uint32Array.of(0)];
    const near = { floor: 0.9, ids, sums: one, counts: one, neighbours: new Uint32Array() };
    await keepNeighbours(library, near, () => true);
    expect(hasKeptNeighbours(library)).toBe(true);
    const { strangers, backups } = await call('privacy.due', undefined);
    expect(backups).toBe(1);
    const erased = await call('privacy.eraseStrangers', { before: strangers!.before, faces: 1 });
    expect(erased).toEqual({ faces: 1, photos: 1, backups: 1, complete: true });
    expect(await occurrences(library, gone)).toEqual({});
    expect(hasKeptNeighbours(library)).toBe(false);
    expect(Object.keys(await occurrences(library, stays))).toContain('library.db');
    expect(await call('library.summary', undefined)).toMatchObject({ photos: 6, faces: 5 });
    expect((await call('privacy.due', undefined)).strangers!.faces).toBe(0);
  });
});
