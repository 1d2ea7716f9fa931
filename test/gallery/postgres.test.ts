/** What the engine makes of its database, and of one that is gone, stale or damaged. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import type { GalleryEngine } from '../../src-shared/recognition/index.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { makeAtOnce } from './make-at-once.ts';
import { common, nearest, settle, vectorOf } from './vectors.ts';

const dim = 12;
const opened: GalleryEngine[] = [];

let postgres: TestPostgres;
let database: Awaited<ReturnType<TestPostgres['database']>>;
beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await TestPostgres.start();
  database = await postgres.database('galleries');
}, 120_000);
afterEach(() => {
  for (const engine of opened.splice(0)) engine.close();
});
afterAll(async () => {
  await database?.sql.end();
  await postgres?.stop();
});

const someVectors = (count: number) =>
  new Map(Array.from({ length: count }, (_, id) => [id + 1, vectorOf(dim, id)]));
const newServer = () => ({ ...database.server, gallery: crypto.randomUUID() });

function open(
  known: ReadonlyMap<number, Float32Array>,
  options: Partial<PostgresOptions> & Pick<PostgresOptions, 'server'>,
): GalleryEngine {
  const engine = createPostgresEngine({
    ...common,
    dim,
    folder: '',
    exactFrom: Number.POSITIVE_INFINITY,
    probes: () => [...known.values()].slice(0, 200),
    ...options,
  });
  opened.push(engine);
  for (const [id, vector] of known) engine.set(id, vector);
  return engine;
}

async function expectNearest(engine: GalleryEngine, known: ReadonlyMap<number, Float32Array>, seed = 777) {
  const query = vectorOf(dim, seed);
  const [found] = await engine.search([query], 10);
  expect(found!.map(({ id }) => id)).toEqual(nearest(known, query, 10).map(({ id }) => id));
}

/** Opens it anew. @returns how many vectors it has from its table after it has looked at that, and before it sends anything. */
async function reopen(known: ReadonlyMap<number, Float32Array>, server: PostgresOptions['server']) {
  let asked = 0;
  let isHeld = true;
  const engine = open(known, { server, isPresent: () => !isHeld || asked++ === 0 });
  await settle(engine);
  const { index } = await engine.state();
  isHeld = false;
  return { engine, indexed: index?.indexed };
}

async function expectByIndex(engine: GalleryEngine, known: ReadonlyMap<number, Float32Array>) {
  await settle(engine);
  expect(await engine.state()).toMatchObject({
    answers: 'by-index',
    index: { phase: 'ready', indexed: known.size },
    failure: null,
  });
  await expectNearest(engine, known);
}

/** The table of a gallery. */
async function tableOf(gallery: string): Promise<string> {
  const [row] = await database.sql`SELECT id FROM tammes.galleries WHERE library = ${gallery}`;
  return `tammes.gallery_${row!.id}`;
}

describe.skipIf(!hasPostgres)('the database of a gallery', () => {
  test('has all vectors and an index by which they are found', async () => {
    const known = someVectors(500);
    const server = newServer();
    const engine = open(known, { server });
    expect((await engine.state()).answers).toBe('exactly');
    await expectNearest(engine, known);
    await expectByIndex(engine, known);
    const table = await tableOf(server.gallery);
    const rows = await database.sql.unsafe(`SELECT FROM ${table}`);
    expect(rows).toHaveLength(500);
    const plan = await database.sql.unsafe(
      `SET enable_seqscan = off; EXPLAIN SELECT id FROM ${table} ORDER BY direction <#> '[${vectorOf(dim, 1)}]' LIMIT 10`,
    );
    expect(JSON.stringify(plan)).toContain('_near');
    // Whoever is not there any more is not found: so it is the database that is asked.
    await database.sql.unsafe(`DELETE FROM ${table} WHERE id <> 7`);
    await database.sql.unsafe(`UPDATE ${table} SET direction = '[${known.get(9)}]'`);
    const [found] = await engine.search([known.get(9)!], 1);
    expect(found).toEqual([{ id: 7, cosine: expect.any(Number) }]);
  });

  test('serves the next start, but for what has changed since', async () => {
    const known = someVectors(500);
    const server = newServer();
    await expectByIndex(open(known, { server }), known);
    for (let id = 1; id <= 20; id++) known.set(id, vectorOf(dim, 2000 + id));
    for (let id = 21; id <= 30; id++) known.delete(id);
    known.set(900, vectorOf(dim, 3000));
    const { engine, indexed } = await reopen(known, server);
    expect(indexed).toBe(470);
    await expectByIndex(engine, known);
    expect((await reopen(known, server)).indexed).toBe(known.size);
  });

  const cannotBeUsed: [string, (table: string) => string][] = [
    [
      'most rows changed',
      (table) => `UPDATE ${table} SET direction = '[${vectorOf(dim, 1)}]' WHERE id > 100`,
    ],
    ['emptied', (table) => `TRUNCATE ${table}`],
    ['gone', (table) => `DROP TABLE ${table}`],
    ['a column is gone', (table) => `ALTER TABLE ${table} DROP COLUMN direction`],
    ['of another width', (table) => `ALTER TABLE ${table} ALTER direction TYPE vector USING direction`],
    ['the extension is gone', () => 'DROP EXTENSION vector CASCADE'],
    ['all is gone', () => 'DROP SCHEMA tammes CASCADE'],
  ];
  test.each(cannotBeUsed)('is filled anew: %s', async (_, damage) => {
    const known = someVectors(500);
    const server = newServer();
    await expectByIndex(open(known, { server }), known);
    await database.sql.unsafe(damage(await tableOf(server.gallery)));
    const { engine, indexed } = await reopen(known, server);
    expect(indexed).toBe(0);
    await expectByIndex(engine, known);
    expect((await reopen(known, server)).indexed).toBe(500);
  });

  test('is filled anew while it is in use, and a missing index is built again', async () => {
    const known = someVectors(500);
    const server = newServer();
    const engine = open(known, { server });
    await expectByIndex(engine, known);
    await database.sql.unsafe(`DROP TABLE ${await tableOf(server.gallery)}`);
    await expectNearest(engine, known);
    expect(await engine.state()).toMatchObject({ answers: 'exactly', failure: null });
    await expectByIndex(engine, known);
    const table = await tableOf(server.gallery);
    await database.sql.unsafe(`DROP INDEX ${table}_near`);
    const { engine: next, indexed } = await reopen(known, server);
    expect(indexed).toBe(500);
    await expectByIndex(next, known);
    const [index] = await database.sql`SELECT to_regclass(${`${table}_near`}) IS NOT NULL AS "isThere"`;
    expect(index!.isThere).toBe(true);
  });

  test('is not changed by a process that does not know what another has forgotten', async () => {
    const known = someVectors(300);
    const server = newServer();
    let isPresent = true;
    const outdated = open(known, { server, isPresent: () => isPresent });
    await expectByIndex(outdated, known);
    const remaining = new Map(known);
    remaining.delete(17);
    isPresent = false;
    await expectByIndex(open(remaining, { server }), remaining);
    outdated.set(17, vectorOf(dim, 4000));
    await settle(outdated);
    const rows = await database.sql.unsafe(`SELECT FROM ${await tableOf(server.gallery)} WHERE id = 17`);
    expect(rows).toHaveLength(0);
  });

  test('keeps no table of a head that is gone', async () => {
    const known = someVectors(50);
    const server = newServer();
    await expectByIndex(open(known, { server, head: 'old', heads: ['old'] }), known);
    const old = await tableOf(server.gallery);
    await expectByIndex(open(known, { server, head: 'new', heads: ['new'] }), known);
    expect(await tableOf(server.gallery)).not.toBe(old);
    const [table] = await database.sql`SELECT to_regclass(${old}) IS NULL AS "isGone"`;
    expect(table!.isGone).toBe(true);
  });

  test('is made once when several processes make it at once', async () => {
    const { address, sql } = await postgres.database('raced');
    expect(await makeAtOnce(address, 'engine')).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
    const versions = await sql`SELECT version FROM tammes.versions`;
    expect(versions.map(({ version }) => version)).toEqual([1]);
    await sql.end();
  }, 60_000);

  test('of a newer version is left alone', async () => {
    const { server, sql } = await postgres.database('newer');
    const known = someVectors(50);
    await expectByIndex(open(known, { server }), known);
    await sql`INSERT INTO tammes.versions (version) VALUES (1000)`;
    const engine = open(known, { server });
    await settle(engine);
    expect(await engine.state()).toMatchObject({ index: null, failure: { problem: 'gallery-server-newer' } });
    await expectNearest(engine, known);
    await sql.end();
  });

  test('is refused to whom the password is not known, and to whom it gives no rights', async () => {
    const known = someVectors(50);
    const wrong = open(known, { server: { ...newServer(), password: 'wrong' } });
    await settle(wrong);
    expect(await wrong.state()).toMatchObject({ failure: { problem: 'gallery-server-lost' } });
    await expectNearest(wrong, known);
    const { server, sql } = await postgres.database('guarded');
    await sql`CREATE EXTENSION vector`;
    await sql.unsafe("CREATE USER reader PASSWORD 'r'");
    const reader = open(known, { server: { ...server, user: 'reader', password: 'r' } });
    await settle(reader);
    expect(await reader.state()).toMatchObject({
      answers: 'exactly',
      failure: { problem: 'gallery-server-refused', parameters: { reason: /permission denied/ } },
    });
    await expectNearest(reader, known);
    await sql.end();
  });
});

/** Milliseconds: where a busy machine takes longer, the server counts as gone for so long and is asked again. */
const patience = 2000;
async function untilByIndex(engine: GalleryEngine): Promise<void> {
  while ((await engine.state()).answers === 'exactly') {
    if (!(await engine.work())) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(!hasPostgres)('a server that is gone', () => {
  test('killed in the middle of searches costs no answer, is told, and is used again when it is back', async () => {
    const known = someVectors(600);
    const engine = open(known, { server: newServer(), patience });
    await untilByIndex(engine);
    const queries = Array.from({ length: 300 }, (_, i) => vectorOf(dim, 1000 + i));
    const answers: Promise<unknown>[] = [];
    for (const query of queries.slice(0, 200)) answers.push(engine.search([query], 5));
    await Promise.race(answers);
    const killed = postgres.kill();
    for (const query of queries.slice(200)) answers.push(engine.search([query], 5));
    await killed;
    for (const [i, answer] of answers.entries()) {
      const [found] = (await answer) as { id: number }[][];
      expect(found!.map(({ id }) => id)).toEqual(nearest(known, queries[i]!, 5).map(({ id }) => id));
    }
    // Nothing is lost that comes meanwhile.
    engine.set(9000, vectorOf(dim, 5000));
    known.set(9000, vectorOf(dim, 5000));
    await expectNearest(engine, known, 5000);
    await settle(engine);
    expect(await engine.state()).toMatchObject({
      answers: 'exactly',
      index: null,
      failure: { problem: 'gallery-server-lost' },
    });
    await postgres.restart();
    await untilByIndex(engine);
    expect(await engine.state()).toMatchObject({ index: { indexed: known.size }, failure: null });
    await expectNearest(engine, known, 5000);
  }, 120_000);

  test('that keeps a search waiting for too long is not waited for', async () => {
    const known = someVectors(300);
    const server = newServer();
    const engine = open(known, { server, patience });
    await untilByIndex(engine);
    const table = await tableOf(server.gallery);
    await database.sql.begin(async (tx) => {
      await tx.unsafe(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      await expectNearest(engine, known);
    });
    expect((await engine.state()).failure).toMatchObject({
      problem: 'gallery-server-lost',
      parameters: { reason: 'no answer' },
    });
    await untilByIndex(engine);
  }, 120_000);

  test.each([
    ['does not answer', (held: Socket[]) => (socket: Socket) => void held.push(socket)],
    ['ends it at once', () => (socket: Socket) => void socket.on('error', () => {}).end()],
  ])('that takes a connection and %s holds nobody up for longer than is patient', async (_, take) => {
    const held: Socket[] = [];
    const silent = createServer(take(held)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const known = someVectors(50);
    const engine = open(known, { server: { ...newServer(), host: '127.0.0.1', port }, patience: 100 });
    await settle(engine);
    expect((await engine.state()).failure).toMatchObject({
      problem: 'gallery-server-lost',
      parameters: { reason: expect.stringMatching(/CONNECT_TIMEOUT|no answer/) },
    });
    await expectNearest(engine, known);
    for (const socket of held) socket.destroy();
    silent.close();
  });
});
