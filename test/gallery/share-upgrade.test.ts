/** A shared gallery of an older version of Tammes is brought up to date with all that is in it, and whoever is of another version is told. */
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { makeShare } from '../../src-main/gallery/share/schema.ts';
import { personCalled, rename } from '../../src-main/services/people.ts';
import {
  forgetInGallery,
  initShare,
  joinShare,
  publishToShare,
  refreshShare,
} from '../../src-main/services/share.ts';
import { pullFromShare, pushToShare } from '../../src-main/services/share-sync.ts';
import { parseServer } from '../../src-main/store/gallery-server.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import type { Store } from '../../src-main/store/store.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { enrol, madeUpLibrary } from './enrolled.ts';

const tammes = vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
  return { isOfVersion1: false };
});
// Of version 1, Tammes had the first migration alone: the second does nothing.
vi.mock('../../src-main/gallery/share/corrections-schema.ts', async (original) => {
  const now = await original<typeof import('../../src-main/gallery/share/corrections-schema.ts')>();
  const corrections: typeof now.corrections = (roles) =>
    tammes.isOfVersion1 ? 'SELECT 1' : now.corrections(roles);
  return { ...now, corrections };
});

let postgres: TestPostgres;
let address: string;
let sql: Sql;
/** The owner's desk, and an enroller's. */
let first: Store;
let second: Store;

beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await TestPostgres.start();
  ({ address, sql } = await postgres.database('older'));
  first = await madeUpLibrary(await temporaryFolder(), 0, 0);
  second = await madeUpLibrary(await temporaryFolder(), 0, 0);
}, 120_000);
afterAll(async () => {
  first?.close();
  second?.close();
  await sql?.end();
  await postgres?.stop();
});

const push = (store: Store) => pushToShare(store, () => {});
const pull = (store: Store) => pullFromShare(store, () => {});
const ben = () => address.replace(/\/\/.*@/, '//ben:x@');

/** Tables in the order in which their rows refer to each other. */
const tables = ['gallery', 'people', 'heads', 'faces', 'embeddings', 'forgotten', 'journal'];

/** Puts what the desks have sent into a gallery of version 1. @returns its columns. */
async function becomeVersion1(): Promise<Map<string, string>> {
  for (const table of tables) await sql.unsafe(`CREATE TABLE kept_${table} AS TABLE tammes_shared.${table}`);
  await sql`DROP SCHEMA tammes_shared CASCADE`;
  tammes.isOfVersion1 = true;
  const client = openClient(parseServer(address), 10_000);
  await makeShare(client, parseServer(address));
  closeClient(client);
  tammes.isOfVersion1 = false;
  await sql`DELETE FROM tammes_shared.versions WHERE version > 1`;
  const columns = new Map<string, string>();
  for (const table of tables) {
    const [row] = await sql`
      SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS list
      FROM information_schema.columns WHERE table_schema = 'tammes_shared' AND table_name = ${table}`;
    columns.set(table, row!.list);
  }
  // Rows as they were, without entries in the journal for putting them back.
  await sql.unsafe(`BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM tammes_shared.gallery;
    ${tables
      .map(
        (table) => `INSERT INTO tammes_shared.${table} (${columns.get(table)}) OVERRIDING SYSTEM VALUE
          SELECT ${columns.get(table)} FROM kept_${table};`,
      )
      .join('\n')}
    SELECT setval(pg_get_serial_sequence('tammes_shared.heads', 'id'), max(id)) FROM tammes_shared.heads;
    SELECT setval(pg_get_serial_sequence('tammes_shared.journal', 'id'), max(id)) FROM tammes_shared.journal;
    COMMIT`);
  // Such a desk had never noted who is who in the gallery.
  for (const { db } of [first, second]) db.exec("DELETE FROM settings WHERE name = 'share-outbox'");
  return columns;
}

async function rowsOf(columns: Map<string, string>): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const [table, list] of columns)
    rows[table] = [...(await sql.unsafe(`SELECT ${list} FROM tammes_shared.${table} ORDER BY ${list}`))];
  return rows;
}

const versions = async () =>
  (await sql`SELECT version FROM tammes_shared.versions ORDER BY 1`).map(({ version }) => version);

describe.skipIf(!hasPostgres)('a shared gallery', { timeout: 60_000 }, () => {
  test('of version 1 is brought up to date, and nothing is lost', async () => {
    await initShare(first, address);
    await publishToShare(first, undefined);
    await sql.unsafe("CREATE ROLE ben LOGIN PASSWORD 'x'; GRANT tammes_enroller_older TO ben");
    await joinShare(second, ben());
    for (const photo of [0, 1]) enrol(first, 'Anna', 0, photo);
    enrol(first, 'Bella', 1, 0);
    enrol(first, 'Cyd', 2, 0);
    for (const photo of [2, 3]) enrol(second, 'Anna', 0, photo);
    await push(first);
    await push(second);
    await forgetInGallery(first, 'Cyd');
    const columns = await becomeVersion1();
    const before = await rowsOf(columns);
    expect(Object.fromEntries(Object.entries(before).map(([table, { length }]) => [table, length]))).toEqual({
      ...{ gallery: 1, people: 2, heads: 1, faces: 5, embeddings: 5, forgotten: 1 },
      journal: expect.any(Number),
    });
    expect(columns.get('people')).toBe('id, name, added_by');
    expect((await sql`SELECT to_regclass('tammes_shared.merged') AS it`)[0]!.it).toBeNull();

    // Whoever is not its owner is told, goes on with what the library has, and changes nothing.
    for (const act of [push, pull, () => joinShare(second, ben())])
      await expect(act(second)).rejects.toMatchObject({ problem: 'share-older' });
    expect(await refreshShare(second)).toMatchObject({ failure: { problem: 'share-older' } });
    expect((await readSharedPeople(second.folder))!.people.sort()).toEqual(['Anna', 'Bella', 'Cyd']);
    await expect(initShare(second, ben())).rejects.toMatchObject({ problem: 'share-refused' });
    expect([await versions(), await rowsOf(columns)]).toEqual([[1], before]);

    for (const _ of ['once', 'and again']) {
      expect(await initShare(first, address)).toEqual({ role: 'owner', isEmpty: false });
      expect([await versions(), await rowsOf(columns)]).toEqual([[1, 2], before]);
    }
    expect((await sql`SELECT DISTINCT version FROM tammes_shared.people`).map((row) => row.version)).toEqual([
      1,
    ]);

    // The desks know what they have sent as theirs, and correct each other's people.
    expect(await push(second)).toMatchObject({ people: 1, faces: 2, added: 0, changed: 0, withdrawn: 0 });
    expect(await push(first)).toMatchObject({
      ...{ people: 2, faces: 3, added: 0, changed: 0, withdrawn: 0, forgotten: 1 },
    });
    expect((await readSharedPeople(second.folder))!.people.sort()).toEqual(['Anna', 'Bella']);
    rename(second, personCalled(second, 'Anna'), 'Anne');
    expect(await push(second)).toMatchObject({ corrected: 1, changed: 0 });
    await pull(first);
    expect(personCalled(first, 'Anne')).toBeGreaterThan(0);
    await publishToShare(first, undefined);
  });

  test('of a newer version is left alone, and its desk is told', async () => {
    const { address: newer, sql: there } = await postgres.database('newer');
    const desk = await madeUpLibrary(await temporaryFolder(), 0, 0);
    await initShare(desk, newer);
    await publishToShare(desk, undefined);
    enrol(desk, 'Anna', 0, 0);
    await push(desk);
    await there`INSERT INTO tammes_shared.versions SELECT max(version) + 1 FROM tammes_shared.versions`;
    for (const act of [push, pull, () => joinShare(desk, newer), () => initShare(desk, newer)])
      await expect(act(desk)).rejects.toMatchObject({ problem: 'gallery-server-newer' });
    expect(await refreshShare(desk)).toMatchObject({ failure: { problem: 'gallery-server-newer' } });
    desk.close();
    await there.end();
  });
});
