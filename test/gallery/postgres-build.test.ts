/** How the database builds an index: by several of its processes, or by one where these cannot share memory. */
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import { hasPostgres, pgvectors, TestPostgres } from '../helpers/postgres.ts';
import { common, nearest, settle, vectorOf } from './vectors.ts';

const dim = 12;
const known = new Map(Array.from({ length: 500 }, (_, id) => [id + 1, vectorOf(dim, id)]));

let older: TestPostgres;
beforeAll(async () => {
  if (!hasPostgres) return;
  // What its processes share lies in files, and no table is too small for several of them.
  older = await TestPostgres.start('32MB', [
    'dynamic_shared_memory_type=mmap',
    'min_parallel_table_scan_size=0',
    'max_parallel_maintenance_workers=2',
    'log_min_messages=debug1',
  ]);
}, 120_000);
afterAll(() => older?.stop());

/** @returns what the server wrote meanwhile. */
async function build(server: PostgresOptions['server'], postgres: TestPostgres): Promise<string> {
  const probes = () => [...known.values()].slice(0, 200);
  const isEnough = { exactFrom: Number.POSITIVE_INFINITY, probes };
  const engine = createPostgresEngine({ ...common, dim, folder: '', ...isEnough, server });
  try {
    for (const [id, vector] of known) engine.set(id, vector);
    const before = postgres.said.length;
    await settle(engine);
    expect(await engine.state()).toMatchObject({
      answers: 'by-index',
      index: { phase: 'ready', indexed: known.size },
      failure: null,
    });
    const query = vectorOf(dim, 777);
    const [found] = await engine.search([query], 10);
    expect(found!.map(({ id }) => id)).toEqual(nearest(known, query, 10).map(({ id }) => id));
    return postgres.said.slice(before);
  } finally {
    engine.close();
  }
}

describe.skipIf(!hasPostgres)('an index in the database', () => {
  test('is built by several processes, and by one where these cannot share memory', async () => {
    const { server, sql } = await older.database('galleries');
    expect(await build(server, older)).toContain('parallel workers');
    const [table] = await sql`SELECT 'tammes.gallery_' || id AS name FROM tammes.galleries`;
    await sql.unsafe(`DROP INDEX ${table!.name}_near`);
    const folder = join(older.folder, 'data', 'pg_dynshmem');
    await chmod(folder, 0o500);
    const said = await build(server, older);
    await chmod(folder, 0o700);
    expect(said).toContain('could not open shared memory segment');
    expect(said).not.toContain('parallel workers');
    const [index] =
      await sql`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${`${table!.name}_near`})`;
    expect(index).toEqual({ indisvalid: true });
    await sql.end();
  });
});

describe.skipIf(!hasPostgres)('a build that Tammes does not wait for', () => {
  test('is finished by the server, and the index is taken as it is at the next start', async () => {
    const { server, sql } = await older.database('unfinished');
    const before = older.said.length;
    const many = new Map(Array.from({ length: 6000 }, (_, id) => [id + 1, vectorOf(64, id)]));
    const open = () => {
      const probes = () => [...many.values()].slice(0, 50);
      const options = { ...common, dim: 64, folder: '', exactFrom: Number.POSITIVE_INFINITY, probes, server };
      const engine = createPostgresEngine(options);
      for (const [id, vector] of many) engine.set(id, vector);
      return engine;
    };
    const indexes = async () =>
      await sql`SELECT oid FROM pg_class WHERE relname ~ '^gallery_.*_near$' AND relkind = 'i'`;
    const isBuilding = async () => (await sql`SELECT FROM pg_stat_progress_create_index`).length > 0;
    const engine = open();
    while (!(await isBuilding())) expect(await engine.work()).toBe(true);
    expect(await indexes()).toHaveLength(0);
    engine.close();
    // Another one that comes meanwhile waits, and builds none.
    const next = open();
    await settle(next);
    expect(await next.state()).toMatchObject({ answers: 'by-index', failure: null });
    next.close();
    const [built] = await indexes();
    const third = open();
    await settle(third);
    third.close();
    expect(await indexes()).toEqual([built]);
    expect(older.said.slice(before).match(/building index "gallery_\d+_near"/g)).toHaveLength(1);
    await sql.end();
  }, 120_000);
});

describe.skipIf(!pgvectors.includes('0.8.5'))('an index of numbers in half precision', () => {
  let newer: TestPostgres;
  beforeAll(async () => {
    newer = await TestPostgres.start('32MB', [], '0.8.5');
  }, 120_000);
  afterAll(() => newer?.stop());

  test('takes the place of one in single precision after an update of pgvector, and is what searches use', async () => {
    const { server, sql } = await newer.database('galleries');
    const indexes = async () =>
      await sql<{ name: string; uses: string }[]>`
        SELECT indexrelname AS name, idx_scan AS uses FROM pg_stat_user_indexes
        WHERE schemaname = 'tammes' AND indexrelname ~ '_(near|half)$'`;
    await build(server, newer);
    await expect
      .poll(indexes)
      .toEqual([{ name: expect.stringMatching(/_half$/), uses: expect.not.stringMatching(/^0$/) }]);
    // As an older Tammes, or an older pgvector, left it.
    const [{ name: half }] = (await indexes()) as unknown as [{ name: string }];
    const near = half.replace(/half$/, 'near');
    await sql.unsafe(`DROP INDEX tammes.${half}`);
    await sql.unsafe(
      `CREATE INDEX ${near} ON tammes.${near.replace(/_near$/, '')} USING hnsw (direction vector_ip_ops)`,
    );
    await build(server, newer);
    await expect.poll(indexes).toEqual([{ name: half, uses: expect.not.stringMatching(/^0$/) }]);
    await sql.end();
  });
});
