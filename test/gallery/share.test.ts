/** What goes to a shared gallery and what comes from there: heads, people at once from several desks, and what is not as it should be. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openGalleries } from '../../src-main/gallery/galleries.ts';
import { useHead } from '../../src-main/services/heads.ts';
import {
  initShare,
  isHeadOfShare,
  joinShare,
  publishToShare,
  refreshShare,
} from '../../src-main/services/share.ts';
import { pullFromShare, pushToShare } from '../../src-main/services/share-sync.ts';
import { addHead, listHeads } from '../../src-main/store/runs.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import { shareOf } from '../../src-main/store/shared-server.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { HeadVerdict } from '../../src-shared/contract/index.ts';
import { encodeHead } from '../../src-shared/training/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpHead } from '../helpers/made-up-heads.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { enrol, featureOf, madeUpLibrary } from './enrolled.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

let postgres: TestPostgres;
let address: string;
let sql: Sql;
let databases = 0;
const stores: Store[] = [];
beforeAll(async () => {
  if (hasPostgres) postgres = await TestPostgres.start();
}, 120_000);
beforeEach(async () => {
  if (!hasPostgres) return;
  ({ address, sql } = await postgres.database(`share_${++databases}`));
  return async () => {
    for (const store of stores.splice(0)) store.close();
    await sql.end();
  };
});
afterAll(() => postgres?.stop());

const quietly = () => {};
const push = (store: Store) => pushToShare(store, quietly);
const pull = (store: Store) => pullFromShare(store, quietly);

async function newDesk(people = 0, each = 0): Promise<Store> {
  const store = await madeUpLibrary(await temporaryFolder(), people, each);
  stores.push(store);
  return store;
}

/** The owner's desk, with a gallery whose head is published. */
async function owner(people = 0, each = 0): Promise<Store> {
  const store = await newDesk(people, each);
  expect(await initShare(store, address)).toEqual({ role: 'owner', isEmpty: true });
  await publishToShare(store, undefined);
  return store;
}

async function desk(people = 0, each = 0): Promise<Store> {
  const store = await newDesk(people, each);
  await joinShare(store, address);
  return store;
}

/** What a desk says of another photo of somebody. */
async function ask(store: Store, person: number) {
  const galleries = openGalleries(store.folder);
  try {
    const { id } = listHeads(store.db).find(({ active }) => active)!;
    const query = { features: [featureOf(person, 99)], limit: 1, falseAccept: 0.01 };
    const { matches, threshold } = await galleries.match(id, query);
    return { name: matches[0]!.candidates[0]?.name, cosine: threshold.cosine };
  } finally {
    await galleries.close();
  }
}

const thresholds = [
  { rate: 0.001, cosine: 0.9 },
  { rate: 0.01, cosine: 0.7654 },
  { rate: 0.1, cosine: 0.5 },
];
const nothing = { standing: 'unknown', figure: null, counts: null } as const;
const verdict: HeadVerdict = {
  ...{ standing: 'unknown', advice: 'tooFew', trained: nothing, unseen: nothing, strangers: nothing },
  ...{ share: 1, shares: [], folds: 1, thresholds },
};

function addTrained({ db }: Store): number {
  const head = madeUpHead({ classes: 2 });
  const record = {
    name: 'ours',
    kind: head.kind,
    dim: head.dim,
    loss: 'arcface',
    runId: null,
    hasCentres: true,
  };
  return addHead(db, { ...record, verdict, data: encodeHead(head) }).id;
}

describe.skipIf(!hasPostgres)('a shared gallery', { timeout: 60_000 }, () => {
  test('hands a trained head to all desks, without the people whom it was trained on', async () => {
    const first = await owner(3, 2);
    const second = await desk();
    await pull(second);
    addTrained(first);
    expect(await publishToShare(first, 'ours')).toEqual({ name: 'ours', version: 2 });
    const [row] = await sql`SELECT data FROM tammes_shared.heads WHERE version = 2`;
    expect(Buffer.from(row!.data).includes('Person 1')).toBe(false);
    expect(Buffer.from(row!.data).includes('centres')).toBe(false);
    await push(first);
    expect(await pull(second)).toMatchObject({ people: 3, faces: 6, head: { name: 'ours', version: 2 } });
    const active = listHeads(second.db).find(({ active }) => active)!;
    expect(active).toMatchObject({ name: 'ours', dim: 16, loss: 'arcface', hasCentres: false, verdict });
    // With three people, it is those whom the owner kept out who say where strangers begin.
    const answer = await ask(second, 1);
    expect(answer.name).toBe('person 1');
    expect(answer.cosine).toBeGreaterThanOrEqual(0.7654);
    // The desk that has trained it needs no copy, and whoever chooses another head keeps that.
    await pull(first);
    expect(listHeads(first.db).map(({ name }) => name)).toEqual(['pretrained', 'ours']);
    const isOfShare = (name: string) =>
      isHeadOfShare(second, listHeads(second.db).find((head) => head.name === name)!.id);
    expect([isOfShare('ours'), isOfShare('pretrained')]).toEqual([true, false]);
    await useHead(second, 'pretrained');
    await pull(second);
    expect(listHeads(second.db).map(({ name }) => name)).toEqual(['pretrained', 'ours']);
    expect(listHeads(second.db).find(({ active }) => active)!.name).toBe('pretrained');
    // Going back is a version of its own, and the embeddings of then are still there.
    expect(await publishToShare(first, 'pretrained')).toEqual({ name: 'pretrained', version: 3 });
    expect(await pull(second)).toMatchObject({ head: { name: 'pretrained', version: 3 } });
  });

  test('takes the same people from two desks at once, and each face once', async () => {
    await owner();
    const [one, other] = [await desk(30, 2), await desk(30, 2)];
    // Another photo of the same people.
    for (let person = 0; person < 30; person++) enrol(other, `person ${person}`, person, 7);
    const [first, second] = await Promise.all([push(one), push(other)]);
    expect(first).toMatchObject({ people: 30, faces: 60, added: 60 });
    expect(second).toMatchObject({ people: 30, faces: 90, added: 90 });
    const [counted] = await sql`SELECT (SELECT count(*) FROM tammes_shared.people)::integer AS people,
      (SELECT count(*) FROM tammes_shared.faces)::integer AS faces`;
    expect({ ...counted }).toEqual({ people: 30, faces: 150 });
    // Each takes what is not its own.
    expect(await pull(one)).toMatchObject({ people: 30, faces: 90 });
    expect(await pull(other)).toMatchObject({ people: 30, faces: 60 });
  });

  test('follows what a desk renames, moves and takes out', async () => {
    const first = await owner(4, 2);
    const second = await desk();
    await push(first);
    first.db.prepare("UPDATE people SET name = 'Zoe' WHERE name = 'person 0'").run();
    const [face] = first.db
      .prepare(
        "SELECT l.face_id AS id FROM labels l JOIN people p ON p.id = l.person_id WHERE p.name = 'person 1'",
      )
      .all();
    first.db.prepare('DELETE FROM labels WHERE face_id = ?').run(face!.id as number);
    first.db.prepare("DELETE FROM people WHERE name = 'person 2'").run();
    expect(await push(first)).toEqual({
      people: 3,
      faces: 5,
      added: 0,
      changed: 0,
      withdrawn: 3,
      forgotten: 0,
      corrected: 1,
      waiting: [],
    });
    expect(await pull(second)).toMatchObject({ people: 3, faces: 5 });
    expect((await readSharedPeople(second.folder))!.people.sort()).toEqual(['Zoe', 'person 1', 'person 3']);
    const names = await sql`SELECT name FROM tammes_shared.people ORDER BY name`;
    expect(names.map(({ name }) => name).sort()).toEqual(['Zoe', 'person 1', 'person 3']);
  });

  test('is asked only for what is new', async () => {
    const first = await owner(2, 2);
    const second = await desk();
    await push(first);
    expect(await refreshShare(await newDesk())).toBeNull();
    expect(await refreshShare(second)).toMatchObject({ failure: null });
    const taken = (await readSharedPeople(second.folder))!.takenAt;
    const seen = shareOf(second.folder)!.seen!.at;
    expect(await refreshShare(second)).toMatchObject({ failure: null });
    expect((await readSharedPeople(second.folder))!.takenAt).toBe(taken);
    expect(Date.parse(shareOf(second.folder)!.seen!.at)).toBeGreaterThanOrEqual(Date.parse(seen));
    enrol(first, 'Zoe', 50, 1);
    await push(first);
    await refreshShare(second);
    expect((await readSharedPeople(second.folder))!.people).toContain('Zoe');
  });

  test('comes again where another process has written what is older', async () => {
    const first = await owner(2, 2);
    const second = await desk();
    await push(first);
    await refreshShare(second);
    const file = join(second.folder, 'shared-people');
    const older = await readFile(file);
    enrol(first, 'Zoe', 50, 1);
    await push(first);
    await refreshShare(second);
    await writeFile(file, older);
    await refreshShare(second);
    expect((await readSharedPeople(second.folder))!.people).toContain('Zoe');
  });

  test('gives no numbers that are no embedding, and says so', async () => {
    const first = await owner(3, 2);
    const second = await desk();
    await push(first);
    await sql`UPDATE tammes_shared.embeddings SET numbers = '\\x00' WHERE face = (SELECT min(id::text)::uuid FROM tammes_shared.faces)`;
    await sql`UPDATE tammes_shared.embeddings SET numbers = decode(repeat('0000c07f', 128), 'hex')
      WHERE face = (SELECT max(id::text)::uuid FROM tammes_shared.faces)`;
    expect(await pull(second)).toMatchObject({ faces: 4, unsound: 2 });
    // The desk that has sent them sends them anew.
    expect(await push(first)).toMatchObject({ changed: 2 });
    expect(await pull(second)).toMatchObject({ faces: 6, unsound: 0 });
  });

  test('that has not kept what was sent is noticed', async () => {
    const first = await owner(3, 2);
    await sql.unsafe(`
      CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.numbers := '\\x01'; RETURN NEW; END $$;
      CREATE TRIGGER spoil BEFORE INSERT OR UPDATE ON tammes_shared.embeddings FOR EACH ROW EXECUTE FUNCTION spoil()`);
    await expect(push(first)).rejects.toMatchObject({ problem: 'share-differs' });
  });

  test('with a head that is not what it says is refused', async () => {
    const first = await owner();
    const second = await desk();
    addTrained(first);
    await publishToShare(first, 'ours');
    await sql`UPDATE tammes_shared.heads SET data = '\\x00' WHERE version = 2`;
    await expect(pull(second)).rejects.toMatchObject({ problem: 'share-differs' });
    expect(await readSharedPeople(second.folder)).toBeNull();
    await sql`UPDATE tammes_shared.heads SET feature_version = 999 WHERE version = 2`;
    await expect(pull(second)).rejects.toMatchObject({ problem: 'share-other-features' });
    expect(listHeads(second.db).map(({ name }) => name)).toEqual(['pretrained']);
  });

  test('lets nobody but who has sent them change the faces of a desk', async () => {
    const database = `share_${databases}`;
    const first = await owner(2, 2);
    await push(first);
    await sql.unsafe(
      `CREATE ROLE other_${database} LOGIN PASSWORD 'x'; GRANT tammes_enroller_${database} TO other_${database}`,
    );
    await joinShare(first, address.replace(/\/\/.*@/, `//other_${database}:x@`));
    // What is the same needs no change.
    expect(await push(first)).toMatchObject({ added: 0, changed: 0 });
    first.db.prepare('DELETE FROM labels WHERE face_id = (SELECT min(face_id) FROM labels)').run();
    await expect(push(first)).rejects.toMatchObject({
      problem: 'share-other-login',
      parameters: { login: 'tammes' },
    });
  });
});
