import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { mergeWith, previewMerge } from '../../src-main/services/merge-library.ts';
import { merge as mergePeople, move, rename, update } from '../../src-main/services/people.ts';
import { addFace, removeFaces } from '../../src-main/store/boxes.ts';
import { rejectPerson, setIgnored } from '../../src-main/store/corrections.ts';
import { change, undo } from '../../src-main/store/journal.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { insertFace } from '../../src-main/store/photos.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { editAtRandom, journaledTables } from '../fuzz/edits.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

/** A face at one of the places of a photo. */
const faceAt = (person: number, photo: number, at = 0) => ({
  ...recordOf(featureOf(person, photo)),
  box: { x: 50 * at, y: 10, width: 30, height: 40 },
});

/** Adds a photo with faces of these people; null: without a name. @returns the faces. */
function addPhoto(store: Store, hash: string, people: readonly (string | null)[]): number[] {
  const { db } = store;
  const photo = db
    .prepare(
      `INSERT INTO photos (path, hash, width, height, original_width, original_height, orientation, read_at)
       VALUES (?, ?, 640, 480, 640, 480, 1, '2025-01-01T00:00:00.000Z') RETURNING id`,
    )
    .get(`/p/${hash}.jpg`, hash)!;
  db.prepare('INSERT INTO places (path, photo_id, size, modified, hash) VALUES (?, ?, 1, 0.5, ?)').run(
    `/p/${hash}.jpg`,
    photo.id!,
    hash,
  );
  return people.map((name, at) => {
    const faceId = insertFace(db, Number(photo.id), faceAt(hash.codePointAt(0)! + at, at, at));
    if (name !== null) move(store, [faceId], { name }, { allowTwice: true });
    return faceId;
  });
}

const idOf = ({ db }: Store, name: string) =>
  Number(db.prepare('SELECT id FROM people WHERE name = ?').get(name)!.id);

/** Who is on which photo where, by content and name: what does not depend on numbers. */
function contentOf({ db }: Store): string[] {
  return db
    .prepare(
      `SELECT coalesce(p.hash, p.path) || ' ' || f.x || ' ' || hex(f.feature) || ' ' || f.by_hand || ' ' || f.ignored || ' ' ||
         coalesce(n.name, '-') || ' ' || coalesce(n.note, '') || ' ' || coalesce(n.birth_year, '') || ' ' || coalesce(l.source, '') ||
         ' ' || coalesce((SELECT group_concat(r.name) FROM
           (SELECT q.name FROM refusals r JOIN people q ON q.id = r.person_id WHERE r.face_id = f.id ORDER BY 1) r), '') AS line
       FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id
       LEFT JOIN people n ON n.id = l.person_id ORDER BY 1`,
    )
    .all()
    .map(({ line }) => String(line));
}

async function twoLibraries(): Promise<[Store, Store]> {
  const [here, there] = [await temporaryFolder(), await temporaryFolder()];
  return [openStore(here), openStore(there)];
}

describe('merging a library', () => {
  let [here, there]: Store[] = [];
  beforeEach(async () => {
    [here, there] = await twoLibraries();
    return () => {
      here!.close();
      there!.close();
    };
  });
  const merge = () => mergeWith(here!, there!.folder);

  test('brings people, photos, faces, boxes by hand, names, refusals and facts in, as one change that undo takes back', () => {
    addPhoto(here!, 'aa', ['Ada', null]);
    addPhoto(there!, 'aa', ['Ada', 'Eve']);
    const [bob, stranger] = addPhoto(there!, 'bb', ['Bob', null]);
    change(
      there!.db,
      () => {
        rejectPerson(there!.db, [stranger!], idOf(there!, 'Ada'));
        addFace(
          there!.db,
          Number(there!.db.prepare("SELECT id FROM photos WHERE hash = 'aa'").get()!.id),
          faceAt(7, 7, 4),
        );
      },
      () => ({ action: 'add-face', parameters: { photo: 'aa' } }),
    );
    const consent = { note: 'signed', given: null, until: '2030-01-01' };
    update(there!, idOf(there!, 'Ada'), { note: 'a note', birthYear: 1990, consent });
    update(there!, idOf(there!, 'Bob'), { portrait: bob!, note: 'his' });
    const before = journaledTables(here!.db);
    const { report, entryId } = merge();
    expect(report.added).toEqual({
      people: 2,
      photos: 1,
      files: 1,
      faces: 3,
      names: 1,
      refusals: 1,
      facts: 3,
    });
    expect(report.same).toEqual({ people: 1, photos: 1, faces: 2 });
    expect(report.conflicts).toEqual([]);
    const people = listPeople(here!.db);
    expect(people.map(({ name, faces, note }) => [name, faces, note])).toEqual([
      ['Ada', 1, 'a note'],
      ['Bob', 1, 'his'],
      ['Eve', 1, ''],
    ]);
    expect(people[0]).toMatchObject({ birthYear: 1990, consent });
    expect(contentOf(here!)).toEqual(contentOf(there!));
    undo(here!.db, entryId!);
    expect(journaledTables(here!.db)).toEqual(before);
  });

  test('keeps this library’s word where the two differ, and tells the other’s', () => {
    const [ada, , removed, ignored, refused] = addPhoto(here!, 'aa', ['Ada', 'Bob', null, null, null]);
    addPhoto(there!, 'aa', ['Eve', 'Bob', 'Eve', 'Carl', 'Dan']);
    move(here!, [refused!], { name: 'Dan' }, { allowTwice: true });
    change(
      here!.db,
      () => {
        removeFaces(here!.db, [removed!]);
        setIgnored(here!.db, [ignored!], true);
        rejectPerson(here!.db, [refused!], idOf(here!, 'Dan'));
      },
      () => ({ action: 'ignore-faces', parameters: { faces: 1, ignored: true } }),
    );
    update(here!, idOf(here!, 'Bob'), { note: 'here', birthYear: 1990 });
    update(there!, idOf(there!, 'Bob'), { note: 'there', birthYear: 1991, hidden: true });
    const before = contentOf(here!);
    const { report, entryId } = merge();
    expect(report.conflicts.map(({ kind, person, here, there }) => [kind, person, here, there])).toEqual([
      ['note', 'Bob', 'here', 'there'],
      ['birth-year', 'Bob', '1990', '1991'],
      ['hidden', 'Bob', 'no', 'yes'],
      ['name', 'Eve', 'Ada', 'Eve'],
      ['face-removed', 'Eve', '', ''],
      ['stranger', 'Carl', '', 'Carl'],
      ['refused', 'Dan', '', 'Dan'],
    ]);
    // Of the people of there nobody has a face here.
    expect(report.added).toMatchObject({ people: 0, photos: 0, faces: 0, names: 0 });
    expect(contentOf(here!)).toEqual(before);
    expect(ada).toBeDefined();
    expect(entryId).toBeNull();
  });

  test('knows people by their composed names, and by what they were called before', () => {
    addPhoto(here!, 'aa', ['Zoë']);
    rename(here!, idOf(here!, 'Zoë'), 'Zoe Braun');
    addPhoto(there!, 'bb', ['Zoe\u0308']);
    expect(merge().report.added).toMatchObject({ people: 0, photos: 1, faces: 1 });
    expect(listPeople(here!.db).map(({ name, faces }) => [name, faces])).toEqual([['Zoe Braun', 2]]);
  });

  test('previews just what it will do, and changes nothing by that', () => {
    addPhoto(here!, 'aa', ['Ada', null]);
    addPhoto(there!, 'aa', ['Bob', 'Eve']);
    addPhoto(there!, 'bb', ['Eve']);
    const before = journaledTables(here!.db);
    const preview = previewMerge(here!, there!.folder);
    expect(journaledTables(here!.db)).toEqual(before);
    expect(merge().report).toEqual(preview);
  });

  test('makes a backup first, leaves the other as it is, and leaves no copy of it behind', async () => {
    addPhoto(there!, 'bb', ['Bob']);
    const before = journaledTables(there!.db);
    const { backup } = merge();
    expect(journaledTables(there!.db)).toEqual(before);
    expect(await readdir(backup)).toContain('library.db');
    expect((await readdir(here!.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(() => mergeWith(here!, here!.folder)).toThrow(/the library itself/);
    expect(() => mergeWith(here!, join(here!.folder, 'none'))).toThrow(/has no library/);
  });

  test.each([1, 2, 3, 4, 5])('of a library with a copy of itself changes nothing (seed %i)', async (seed) => {
    const random = randomFrom(seed, 17);
    for (let photo = 0; photo < 12; photo++)
      addPhoto(here!, `h${photo}`, [`P${photo % 4}`, photo % 2 ? null : 'Q']);
    for (let i = 0; i < 40; i++) editAtRandom(here!, random);
    const copy = await temporaryFolder();
    here!.db.prepare('VACUUM INTO ?').run(join(copy, 'library.db'));
    const before = journaledTables(here!.db);
    const { report, entryId } = mergeWith(here!, copy);
    expect(entryId).toBeNull();
    expect(report.conflicts).toEqual([]);
    expect(Object.values(report.added).every((count) => count === 0)).toBe(true);
    expect(journaledTables(here!.db)).toEqual(before);
  });

  test.each([1, 2, 3, 4, 5])(
    'that was split in two gives the same people, photos and faces (seed %i)',
    async (seed) => {
      const random = randomFrom(seed, 18);
      const whole = openStore(await temporaryFolder());
      for (let photo = 0; photo < 16; photo++)
        addPhoto(whole, `h${photo}`, [`P${photo % 5}`, photo % 2 ? null : 'Q', photo % 3 ? 'R' : null]);
      update(whole, idOf(whole, 'Q'), { note: 'a note', birthYear: 1980 });
      mergePeople(whole, [idOf(whole, 'P3')], idOf(whole, 'P4'), { allowTwice: true });
      const wanted = contentOf(whole);
      const names = listPeople(whole.db).map(({ name, faces }) => `${name} ${faces}`);
      // Each photo goes to one half, or to both.
      const places = Array.from({ length: 16 }, () => random.integer(3));
      const halfOf = async (half: number) => {
        const folder = await temporaryFolder();
        whole.db.prepare('VACUUM INTO ?').run(join(folder, 'library.db'));
        const store = openStore(folder);
        for (const [photo, place] of places.entries())
          if (place === half) store.db.prepare('DELETE FROM photos WHERE hash = ?').run(`h${photo}`);
        // Of somebody without a face nothing is left.
        store.db.exec('DELETE FROM people WHERE id NOT IN (SELECT person_id FROM labels)');
        return store;
      };
      const [first, second] = [await halfOf(0), await halfOf(1)];
      whole.close();
      const { report } = mergeWith(first, second.folder);
      expect(report.conflicts).toEqual([]);
      expect(report.added.photos).toBe(places.filter((place) => place === 0).length);
      expect(contentOf(first)).toEqual(wanted);
      expect(listPeople(first.db).map(({ name, faces }) => `${name} ${faces}`)).toEqual(names);
      first.close();
      second.close();
    },
  );
});
