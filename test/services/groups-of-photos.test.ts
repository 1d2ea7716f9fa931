/** Groups of photos beside the library: by what their faces show, and by a table that comes with the evaluation. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutsideTask } from '../../src-main/services/evaluate-outside.ts';
import {
  groupingOf,
  keptGrouping,
  photoGroupings,
  shownGroups,
} from '../../src-main/services/groups-of-photos.ts';
import { findHead } from '../../src-main/services/heads.ts';
import { judge } from '../../src-main/services/judge-heads.ts';
import { headData } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { decodeHead, embedFound } from '../../src-shared/training/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

const photos = ['Ada_L/1.jpg', 'Ada_L/2.jpg', 'Bob/1.jpg'].map((path) => ({
  path: `/photos/${path}`,
  person: path.split('/')[0]!,
}));
async function group(by: string, table: string | null) {
  const columns = table === null ? null : join(folder, 'table.csv');
  if (columns !== null) await writeFile(columns, table!);
  return (await groupingOf({ by, columns }, photos))!;
}
const seen = photos.map(() => ({ rating: 0.6, yaw: -40 }));

describe('a table beside photos', () => {
  test('tells of people, of photos and of people on photos; the photo counts more than the person', async () => {
    const table =
      'person,path,hat\nAda L,,no\nBob,,no\n,photos/Ada_L/2.jpg,yes\nBob,Bob/1.jpg,yes\nAda L,Bob/1.jpg,no\nNobody,,no\n,c/9.jpg,no\n';
    const { names, ofPhoto, withLost } = (await group('hat', table))(seen);
    expect([names, ofPhoto, withLost]).toEqual([['no', 'yes'], ['no', 'yes', 'yes'], true]);
  });

  test('an empty cell says that it is not known; ages are in bands', async () => {
    const grouped = await group('age', 'path,age\nAda_L/1.jpg,4\nAda_L/2.jpg,\nBob/1.jpg,61.5\n');
    expect(grouped(seen)).toMatchObject({ names: ['0–4', '60+'], ofPhoto: ['0–4', null, '60+'] });
  });

  test.each([
    ['person,hat\nAda L,no\n', 'no line for 1 of the 3 photos, such as /photos/Bob/1.jpg'],
    ['path,hat\n1.jpg,no\n', 'the path 1.jpg in line 2 fits several photos'],
    ['person,hat\nAda L,no\nBob,no\nAda L,yes\n', 'line 4 contradicts an earlier line on Ada L'],
    ['person,hat\nAda L,no\n,yes\n', 'line 3 names neither a photo nor a person'],
    ['person,hut\nAda L,no\n', 'has no column hat'],
    ['name,hat\nAda L,no\n', 'neither path nor person'],
    ['person,hat\n"Ada L,no\n', 'cannot be read'],
  ])('%j is refused: %s', async (table, message) => {
    await expect(group('hat', table)).rejects.toThrow(message);
  });

  test('so are an age that is none, a column without a table, and a table that is not there', async () => {
    await expect(group('age', 'person,age\nAda L,4\nBob,old\n')).rejects.toThrow(
      '“old” in line 3 is not an age',
    );
    await expect(group('hat', null)).rejects.toThrow('have no “hat”');
    const lost = groupingOf({ by: 'hat', columns: join(folder, 'nowhere.csv') }, photos);
    await expect(lost).rejects.toThrow('nowhere.csv');
    await expect(photoGroupings(join(folder, 'nowhere.csv'))).rejects.toThrow('nowhere.csv');
    const failure = await group('hat', 'person,hat\nAda L,no\n').then(() => null, toFailure);
    // The window tells it at the field of the table.
    expect(Object.values(failure!.parameters)).toContain(join(folder, 'table.csv'));
    expect(toEnglish(failure!).remedy).toContain('leave only the cell empty');
  });

  test('its columns are told, and what is kept has its name alone', async () => {
    const table = join(folder, 'columns.csv');
    await writeFile(table, 'person,path,birth_year,hat,glasses\nAda L,,1815,no,no\n');
    expect(await photoGroupings(table)).toEqual(['quality', 'pose', 'hat', 'glasses']);
    expect(await photoGroupings(null)).toEqual(['quality', 'pose']);
    expect(keptGrouping({ by: 'hat', columns: table })).toEqual({ by: 'hat', columns: 'columns.csv' });
    expect(keptGrouping({ by: 'pose', columns: table })).toEqual({ by: 'pose', columns: null });
  });
});

test('a face says by itself how good and how turned it is; without one nothing is known', async () => {
  expect((await group('quality', null))([...seen.slice(1), null])).toEqual({
    ...{ by: 'quality', names: ['0.5–0.7'], withLost: false },
    ofPhoto: ['0.5–0.7', '0.5–0.7', null],
  });
  expect((await group('pose', null))([seen[0]!, { rating: 1, yaw: null }, null]).ofPhoto).toEqual([
    '35–90°',
    null,
    null,
  ]);
  expect(await groupingOf({ by: null, columns: null }, photos)).toBeNull();
});

describe('heads by group', () => {
  const people = 26;
  const each = 4;
  const groupOf = (person: number) => (person < 12 ? 'easy' : person < 24 ? 'hard' : null);
  /** Photos of hard people have little of the person; no face was found on the last photo of three of each group. */
  const isLost = (person: number, photo: number) => photo === 3 && person % 4 === 1;
  const made = Array.from({ length: people * each }, (_, i) => {
    const [person, photo] = [Math.floor(i / each), i % each];
    const [own, noise] = [randomFrom(1, person), randomFrom(2, person, photo)];
    const share = groupOf(person) === 'hard' ? 0.25 : 0.6;
    const feature = Float32Array.from(
      { length: 256 },
      () => share * own.uniform() + (1 - share) * noise.uniform(),
    );
    return { person, photo, group: groupOf(person), feature: isLost(person, photo) ? null : feature };
  });
  const photos = made.map(({ person, photo, feature }) => ({
    ...{ person: `p${person}`, path: `/photos/p${person}/${photo}.jpg`, file: `p${person}/${photo}.jpg` },
    ...{ feature, fingerprint: `${person} ${photo}` },
  }));
  const pairsWhere = (isPair: (i: number, j: number) => boolean) =>
    made.flatMap((_, i) =>
      made.flatMap((_, j) => (i < j && isPair(i, j) ? [[i, j] as [number, number]] : [])),
    );
  const isSame = (i: number, j: number) => made[i]!.person === made[j]!.person;
  const list = {
    kind: 'pairs' as const,
    same: pairsWhere(isSame),
    // Of every two people four, enough to tell one in a hundred of a group.
    different: pairsWhere((i, j) => !isSame(i, j) && made[i]!.photo + made[j]!.photo === 3),
    folds: null,
  };
  const groups = {
    ...{ by: 'kind', names: ['easy', 'hard'], withLost: true },
    ofPhoto: made.map(({ group }) => group),
  };
  const settings = { protocol: 'list', list: 'l.txt', images: 'l', by: 'kind', columns: 't.csv' } as const;
  let store: Store;
  let head: { id: number };
  let embeddings: (Float32Array | null)[];
  beforeAll(async () => {
    store = openStore(await temporaryFolder());
    head = await findHead(store);
    embeddings = embedFound(
      decodeHead(headData(store.db, head.id), 'pretrained'),
      photos.map(({ feature }) => feature),
    );
  });
  afterAll(() => store.close());

  const evaluate = async (task: Partial<OutsideTask>, name: string | null = null) =>
    (await judge(store, { headIds: [head.id], settings, photos, compared: list, groups, ...task }, name, {}))
      .result;
  /** Summed up plainly, without what makes it fast. */
  const cosineOf = ([i, j]: readonly [number, number]) =>
    embeddings[i] && embeddings[j]
      ? embeddings[i].reduce((sum, value, k) => sum + value * embeddings[j]![k]!, 0)
      : Number.NEGATIVE_INFINITY;

  test('of a list: its pairs within each group at the threshold of all, photos without a face, and gaps', async () => {
    const { groups: found, pairs } = await evaluate({}, 'Listed');
    const { threshold } = pairs!.heads[0]!.points.find(({ rate }) => rate === 0.01)!;
    expect(found!.heads[0]!.threshold).toBe(threshold);
    // Of two people who are of no group, all photos but one have a face.
    expect(found!.unknown).toBe(7);
    for (const [g, name] of groups.names.entries()) {
      const own = (some: readonly (readonly [number, number])[]) =>
        some.filter((pair) => pair.every((i) => made[i]!.group === name));
      const [same, different] = [own(list.same), own(list.different)];
      const accepted = (some: typeof same) => some.filter((pair) => cosineOf(pair) >= threshold!).length;
      const { trueAccept, falseAccept, failed } = found!.heads[0]!.groups[g]!;
      expect(found!.rows[g]).toMatchObject({
        ...{ name, people: 12, faces: 45, same: same.length, different: different.length },
        ...{ pairPeople: { same: 12, different: 12 }, photos: { all: 48, notFound: 3 } },
      });
      expect(trueAccept!.value).toBeCloseTo(accepted(same) / same.length, 12);
      expect(falseAccept!.value).toBeCloseTo(accepted(different) / different.length, 12);
      expect(failed!.same).toBe(same.length - accepted(same));
      expect(found!.rows[g]!.notFound!.value).toBeCloseTo(3 / 48, 12);
      // A face that was not found is nowhere shown.
      const shown = [...found!.rows[g]!.sample, ...failed!.worstSame.flatMap(({ a, b }) => [a, b])];
      expect(shown.every((face) => made[-1 - face]!.feature !== null)).toBe(true);
    }
    const [easy, hard] = found!.heads[0]!.groups.map(({ trueAccept }) => trueAccept!.value) as [
      number,
      number,
    ];
    expect(easy).toBeGreaterThan(hard);
    expect(found!.heads[0]!.trueAcceptGap).toMatchObject({ most: 0, least: 1, value: easy - hard });
    expect(shownGroups(found, photos)!.photos).toContainEqual({ id: -1, photo: '/photos/p0/0.jpg' });
  });

  test('of folders: pairs of the faces that were found give the threshold, and are shown beside the search', async () => {
    const places = (wanted: (one: (typeof made)[number]) => boolean) =>
      [...made.keys()].filter((i) => wanted(made[i]!));
    const compared = {
      kind: 'search' as const,
      enrolled: places(({ person, photo, feature }) => person < 20 && photo < 2 && feature !== null),
      probes: places(({ person, photo }) => person < 20 && photo >= 2),
      strangers: places(({ person }) => person >= 20),
    };
    const { search, pairs, groups: found } = await evaluate({ compared });
    expect(search!.counts.probes).toBe(40);
    const isFound = ([i, j]: readonly [number, number]) => embeddings[i] !== null && embeddings[j] !== null;
    expect(pairs!.counts.same).toBe(list.same.filter(isFound).length);
    const own = list.same.filter((pair) => isFound(pair) && pair.every((i) => made[i]!.group === 'hard'));
    const { threshold, groups: shares } = found!.heads[0]!;
    expect(found!.rows[1]!.same).toBe(own.length);
    const share = own.filter((pair) => cosineOf(pair) >= threshold).length / own.length;
    expect(shares[1]!.trueAccept!.value).toBeCloseTo(share, 12);
    // Without groups nobody asked for pairs.
    expect((await evaluate({ compared, groups: null })).pairs).toBeNull();
  });

  test('too few people say nothing, and where no photo has a group there are none', async () => {
    const few = { ...groups, ofPhoto: made.map(({ person }) => (person < 9 ? 'easy' : 'hard')) };
    const { groups: found } = await evaluate({ groups: few });
    expect(found!.heads[0]!.groups[0]).toMatchObject({ trueAccept: null, falseAccept: null });
    expect(found!.rows[0]!.notFound).toBeNull();
    expect(found!.heads[0]!.trueAcceptGap).toBeNull();
    const none = { ...groups, names: [], ofPhoto: made.map(() => null) };
    expect((await evaluate({ groups: none })).groups).toBeNull();
  });
});
