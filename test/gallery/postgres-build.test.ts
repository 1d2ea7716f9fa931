/** How the database builds an index: by several of its processes, or by one where these cannot share memory. */
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { common, nearest, settle, vectorOf } from './vectors.ts';

const dim = 12;
const known = new Map(Array.from({ length: 500 }, (_, id) => [id + 1, vectorOf(dim, id)]));

let postgres: TestPostgres;
beforeAll(async () => {
  if (!hasPostgres) return;
  // What its processes share lies in files, and no table is too small for several of them.
  postgres = await TestPostgres.start('32MB', [
    'dynamic_shared_memory_type=mmap',
    'min_parallel_table_scan_size=0',
    'max_parallel_maintenance_workers=2',
    'log_min_messages=debug1',
  ]);
}, 120_000);
afterAll(() => postgres?.stop());

/** @returns what the server wrote meanwhile. */
async function build(server: PostgresOptions['server']): Promise<string> {
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
    const { server, sql } = await postgres.database('galleries');
    expect(await build(server)).toContain('parallel workers');
    const [table] = await sql`SELECT 'tammes.gallery_' || id AS name FROM tammes.galleries`;
    await sql.unsafe(`DROP INDEX ${table!.name}_near`);
    const folder = join(postgres.folder, 'data', 'pg_dynshmem');
    await chmod(folder, 0o500);
    const said = await build(server);
    await chmod(folder, 0o700);
    expect(said).toContain('could not open shared memory segment');
    expect(said).not.toContain('parallel workers');
    const [index] =
      await sql`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${`${table!.name}_near`})`;
    expect(index).toEqual({ indisvalid: true });
    await sql.end();
  });
});
