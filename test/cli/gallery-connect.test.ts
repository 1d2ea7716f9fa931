/** A library that is connected to a database: what is sent, what is not, and what remains. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { hasPostgres, password, TestPostgres } from '../helpers/postgres.ts';

let postgres: TestPostgres;
let address: string;
let sql: Sql;
let library: string;
let state: string;
beforeAll(async () => {
  [library, state] = [await temporaryFolder(), await temporaryFolder()];
  (await madeUpLibrary(library, 12, 2)).close();
  if (!hasPostgres) return;
  postgres = await TestPostgres.start();
  ({ address, sql } = await postgres.database('people'));
}, 120_000);
afterAll(async () => {
  await sql?.end();
  await postgres?.stop();
});

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  tammes([...args, '--library', library], {
    env: { XDG_STATE_HOME: state, HOME: state, PGPASSWORD: '', PGPASSFILE: join(state, 'none'), ...env },
  });
const noted = () => join(state, 'tammes', 'gallery-servers.json');

async function tables(): Promise<string[]> {
  const rows = await sql`SELECT id FROM tammes.galleries ORDER BY id`;
  return rows.map(({ id }) => `tammes.gallery_${id}`);
}

test.each([
  ['mysql://a@b/c', /not complete/],
  ['postgres://db.example/c', /not complete/],
  ['postgres://a@db.example', /not complete/],
  ['postgres://a@db.example/c?sslmode=require', /verify-full/],
  ['postgres://a@db.example/c?options=x', /option/],
])('the address %s is refused', async (wrong, words) => {
  const { code, stderr } = await run(['gallery', 'connect', wrong]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(words);
});

test('a library that is not connected says what to do', async () => {
  const { code, stderr } = await run(['gallery', '--engine', 'postgres']);
  expect(code).not.toBe(0);
  expect(stderr).toContain('tammes gallery connect');
  expect((await run(['gallery', 'disconnect'])).stdout).toContain('was not connected');
});

describe.skipIf(!hasPostgres)('a library that is connected', () => {
  beforeAll(async () => {
    const { code, stdout, stderr } = await run(['gallery', 'connect', address]);
    expect(stderr).toContain('Building the index');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^engine +postgres$/m);
    expect(stdout).toMatch(/^database +tammes@.*\/people, on this machine$/m);
    expect(stdout).toMatch(/^recall at 10 +100\.00 %$/m);
    expect(stdout).not.toContain(password);
  }, 60_000);

  test('has sent embeddings with numbers, and nothing else', async () => {
    const columns = await sql`
      SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
      WHERE table_schema = 'tammes' AND table_name LIKE 'gallery\\_%' ORDER BY ordinal_position`;
    expect(columns.map(({ column, type }) => [column, type])).toEqual([
      ['id', 'bigint'],
      ['direction', 'USER-DEFINED'],
    ]);
    const [table, ...others] = await tables();
    expect(others).toEqual([]);
    expect(await sql.unsafe(`SELECT FROM ${table}`)).toHaveLength(12);
  });

  test('keeps its password from other accounts, and out of its own folder', async () => {
    expect((await stat(noted())).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(noted(), 'utf8'))).toMatchObject({ [library]: { password } });
    for (const entry of await readdir(library, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.includes(password), entry.name).toBe(false);
      expect(bytes.includes(postgres.folder), entry.name).toBe(false);
    }
  });

  test('takes the password from the environment or a passfile', async () => {
    const without = address.replace(/:[^:@]+@/, '@');
    const passfile = join(state, 'passfile');
    const quoted = password.replace(/[\\:]/g, '\\$&');
    await writeFile(passfile, `other:*:*:*:wrong\nlocalhost:5432:*:tammes:${quoted}\n`, { mode: 0o600 });
    const wrong = await run(['gallery', 'connect', without]);
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toContain('cannot be reached');
    const known: Record<string, string>[] = [{ PGPASSWORD: password }, { PGPASSFILE: passfile }];
    for (const env of known) {
      const { code, stdout } = await run(['gallery', 'connect', without], env);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^engine +postgres$/m);
      expect(await readFile(noted(), 'utf8')).toContain('"password": null');
    }
    expect((await run(['gallery', 'connect', address])).code).toBe(0);
    expect(await tables()).toHaveLength(1);
  }, 60_000);

  test('refuses a server that does not prove who it is', async () => {
    // This one speaks no TLS, which may be anybody between.
    const { code, stderr } = await run(['gallery', 'connect', `${address}&sslmode=verify-full`]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('cannot be reached');
    expect(JSON.parse((await run(['gallery', '--json'])).stdout).server.connection).toBe('local');
  }, 60_000);

  test('that forgets a person removes the embedding there, too, or says that it could not', async () => {
    const [table] = await tables();
    const ids = async () =>
      (await sql.unsafe(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => Number(id));
    const before = await ids();
    const { code, stdout } = await run(['people', 'forget', 'person 3', '--yes']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('cannot be reached');
    const after = await ids();
    expect(after).toHaveLength(11);
    // A gallery that cannot be changed still has the person: that is not taken for one without a table.
    await sql.unsafe(`ALTER TABLE ${table} RENAME COLUMN id TO other`);
    const { stdout: changed } = await run(['people', 'forget', 'person 5', '--yes']);
    expect(changed).toMatch(/The database tammes@.* still has the person’s embedding/);
    await sql.unsafe(`ALTER TABLE ${table} RENAME COLUMN other TO id`);
    expect(await ids()).toHaveLength(11);
    await postgres.kill();
    const { stdout: said } = await run(['people', 'forget', 'person 4', '--yes']);
    expect(said).toMatch(
      /The database tammes@.* cannot be reached or is busy, and still has the person’s embedding/,
    );
    const down = await run(['gallery']);
    expect(down.code).toBe(0);
    expect(down.stdout).toMatch(/The database tammes@.* cannot be reached.*\n.*all people are compared/);
    const gone = await run(['gallery', 'disconnect']);
    expect(gone.code).not.toBe(0);
    expect(gone.stderr).toContain('cannot be reached');
    await postgres.restart();
    const { stdout: back } = await run(['gallery', '--engine', 'postgres', '--json']);
    expect(JSON.parse(back)).toMatchObject({ failure: null, engine: 'postgres', index: { indexed: 9 } });
    expect(await ids()).toHaveLength(9);
    expect(before).toEqual(expect.arrayContaining(await ids()));
  }, 120_000);

  test('that is disconnected leaves nothing there', async () => {
    const { stdout } = await run(['gallery', 'disconnect']);
    expect(stdout).toContain('has nothing of the library now');
    expect(await tables()).toEqual([]);
    const left = await sql`SELECT FROM pg_class WHERE relname LIKE 'gallery\\_%'`;
    expect(left).toHaveLength(0);
    expect(await readFile(noted(), 'utf8')).not.toContain(library);
    const now = JSON.parse((await run(['gallery', '--json'])).stdout);
    expect(now).toMatchObject({ engine: 'exact', chosen: 'exact', server: null });
  });
});
