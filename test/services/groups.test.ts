/** Columns of tables in a library, and heads judged by them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addColumns } from '../../src-main/services/add-columns.ts';
import { evaluationNamed } from '../../src-main/services/evaluations.ts';
import { forgetPerson } from '../../src-main/services/forget.ts';
import { groupingsOf } from '../../src-main/services/groups-of-faces.ts';
import { findHead } from '../../src-main/services/heads.ts';
import { undoChange } from '../../src-main/services/journal.ts';
import { judge } from '../../src-main/services/judge-heads.ts';
import { mergeWith } from '../../src-main/services/merge-library.ts';
import { merge, personCalled } from '../../src-main/services/people.ts';
import { notedOf } from '../../src-main/store/person-data.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { tagOfFaces } from '../../src-main/store/tags.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let store: Store;
beforeAll(async () => {
  store = await madeUpLibrary(await temporaryFolder(), 24, 4);
  // Every second photo was taken in 2001, the others in 2020.
  store.db.exec(`UPDATE photos SET taken_at = unixepoch(iif(id % 2, '2001-06-01', '2020-06-01')) * 1000`);
});
afterAll(() => store.close());

const rows = (cells: (person: number) => string) =>
  Array.from({ length: 24 }, (_, person) => `person ${person},${cells(person)}`).join('\n');
const valuesOf = (name: string) => Map.groupBy(tagOfFaces(store.db, name).values(), (value) => value);

describe('columns of a table', () => {
  test('give people values and years of birth, say what is not there, and can be undone', () => {
    const added = addColumns(
      store,
      `person,team,birth_year\n${rows((n) => `${n % 2 ? 'red' : 'blue'},1990`)}\nNobody,red,1990\n`,
      'teams.csv',
    );
    expect(added).toMatchObject({ columns: ['team'], rows: 24, birthYears: 24, unmatched: ['Nobody'] });
    expect(valuesOf('team').get('red')).toHaveLength(48);
    expect(groupingsOf(store.db)).toMatchObject([
      { by: 'quality' },
      { by: 'pose', faces: 0 },
      { by: 'age', groups: 2, faces: 96 },
      { by: 'team', groups: 2, faces: 96 },
    ]);
    undoChange(store);
    expect(valuesOf('team').size).toBe(0);
    expect(notedOf(store.db, personCalled(store, 'person 1'))).toMatchObject({ birthYear: null, tags: [] });
  });

  test('what is said of the photo counts more than what is said of the person, and an empty cell takes it away', () => {
    const { path } = store.db.prepare('SELECT path FROM photos WHERE id = 1').get()!;
    store.db
      .prepare('INSERT INTO places (path, photo_id, size, modified) VALUES (?, 1, 0, 0)')
      .run(`/photos/one/${path}.jpg`);
    addColumns(store, `person,glasses\n${rows(() => 'no')}`, 'people.csv');
    addColumns(store, `path,glasses\none/${path}.jpg,yes\n`, 'photos.csv');
    expect(valuesOf('glasses').get('yes')).toHaveLength(1);
    expect(valuesOf('glasses').get('no')).toHaveLength(95);
    addColumns(store, `path,glasses\none/${path}.jpg,\n`, 'photos.csv');
    expect(valuesOf('glasses').has('yes')).toBe(false);
  });

  test.each([
    ['school\na\n', 'neither path nor person'],
    ['person\na\n', 'no other columns'],
    ['person,birth_year\nperson 1,19x\n', 'no year'],
    ['person,a\nperson 1,"x\n', 'cannot be read'],
    [`person,a\nperson 1,${'x'.repeat(201)}\n`, 'more than 200 letters'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => addColumns(store, text, 'table.csv')).toThrow(message);
  });
});

async function groupsBy(
  by: string,
  headIds = [1],
  name: string | null = null,
  onProgress?: (share: number) => void,
) {
  const settings = { protocol: 'pairs' as const, by, unseen: false };
  return (await judge(store, { headIds, settings }, name, { onProgress })).result;
}

describe('heads by group', () => {
  test('by a column: each group’s shares at one threshold, its photos without a face, and the gaps', async () => {
    addColumns(store, `person,team\n${rows((n) => (n < 12 ? 'blue' : 'red'))}`, 'teams.csv');
    // A folder of people, in which no face was found on a photo of one of them.
    store.db.exec("INSERT INTO scans (folder, started_at) VALUES ('/photos', '2026-01-01')");
    store.db.exec(
      `INSERT INTO places (path, size, modified, code, problem, parameters) VALUES ('/photos/person 1/a.jpg', 1, 1, 'no-face', 'no-face-found', '{"path":"a.jpg"}')`,
    );
    const head = await findHead(store);
    const told: number[] = [];
    const { groups, settings } = await groupsBy('team', [head.id], 'Teams', (share) => told.push(share));
    expect(settings).toEqual({ protocol: 'pairs', by: 'team', unseen: false });
    expect(groups!.rows).toMatchObject([
      { name: 'blue', people: 12, faces: 48, same: 72, different: 1056, photos: { all: 49, notFound: 1 } },
      { name: 'red', people: 12, faces: 48, same: 72, different: 1056, photos: { all: 48, notFound: 0 } },
    ]);
    const [blue] = groups!.rows;
    expect(blue!.pairPeople).toEqual({ same: 12, different: 12 });
    // A few of each person before a second one of anybody.
    expect(blue!.sample).toHaveLength(24);
    const labels = store.db.prepare('SELECT person_id FROM labels WHERE face_id = ?');
    const first = blue!.sample.slice(0, 12).map((face) => labels.get(face)!.person_id);
    expect(new Set(first).size).toBe(12);
    for (const [g, { trueAccept, falseAccept, failed }] of groups!.heads[0]!.groups.entries()) {
      const { same, different } = groups!.rows[g]!;
      expect(failed!.same).toBe(Math.round((1 - trueAccept!.value) * same));
      expect(failed!.different).toBe(Math.round(falseAccept!.value * different));
      expect(failed!.worstDifferent.length > 0).toBe(failed!.different > 0);
      expect(failed!.worstSame.every(({ score }) => score < groups!.heads[0]!.threshold)).toBe(true);
      expect(failed!.worstDifferent.every(({ score }) => score >= groups!.heads[0]!.threshold)).toBe(true);
    }
    expect(groups!.rows[0]!.notFound!.value).toBeCloseTo(1 / 49, 12);
    for (const { trueAccept, falseAccept } of groups!.heads[0]!.groups) {
      expect(trueAccept!.interval![1] - trueAccept!.interval![0]).toBeGreaterThan(0);
      expect(falseAccept!.value).toBeLessThan(0.05);
    }
    expect(groups!.heads[0]!.falseAcceptGap!.value).toBeGreaterThanOrEqual(0);
    expect(evaluationNamed(store, 'Teams').result.groups).toEqual(groups);
    // How far it is, said at a pace of its own: the last word may be before the end, none after it.
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('by age: years between birth and the photo', async () => {
    addColumns(store, `person,birth_year\n${rows(() => '1990')}`, 'births.csv');
    const { groups } = await groupsBy('age');
    expect(groups!.rows.map(({ name, faces }) => [name, faces])).toEqual([
      ['5–12', 48],
      ['18–39', 48],
    ]);
    await expect(groupsBy('hat')).rejects.toThrow('has no column hat');
  });
});

describe('what tables say of people', () => {
  test('comes along when libraries and people are merged, and goes when somebody is forgotten', async () => {
    const other = await madeUpLibrary(await temporaryFolder(), 2, 2);
    addColumns(other, 'person,club\nperson 0,chess\nperson 1,go\n', 'clubs.csv');
    mergeWith(store, other.folder);
    other.close();
    const [zero, one] = ['person 0', 'person 1'].map((name) => personCalled(store, name)) as [number, number];
    expect(notedOf(store.db, zero).tags).toContainEqual({ column: 'club', value: 'chess', photo: null });
    merge(store, [one, zero], zero, { allowTwice: true });
    // The one who stays keeps her or his own; what only the other had comes along.
    expect(notedOf(store.db, zero).tags.filter(({ column }) => column === 'club')).toHaveLength(1);
    await forgetPerson(store, zero, 'rebuild');
    const left = store.db
      .prepare("SELECT count(*) AS n FROM tags WHERE person_id = ? OR value IN ('chess', 'go')")
      .get(zero)!;
    expect(left.n).toBe(0);
    const again = openStore(store.folder);
    again.close();
  });
});
