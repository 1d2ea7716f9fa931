/** The database itself refuses what a role may not do, whatever client asks: here it is asked in plain SQL. */
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { roleName, type ShareRole, shareRoles } from '../../src-main/gallery/share/roles.ts';
import { accessOf, makeShare } from '../../src-main/gallery/share/schema.ts';
import { parseServer, type ServerAddress } from '../../src-main/store/gallery-server.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { makeAtOnce } from './make-at-once.ts';

let postgres: TestPostgres;
let admin: Sql;
let address: string;
const logins = new Map<string, Sql>();
const loginOf = (name: string) => logins.get(name)!;

/** A login with a role of the gallery, or none. */
async function letIn(login: string, role: ShareRole | null): Promise<Sql> {
  await admin.unsafe(`CREATE ROLE ${login} LOGIN PASSWORD 'x'`);
  if (role !== null) await admin.unsafe(`GRANT "${roleName(role, 'shared')}" TO ${login}`);
  const client = openClient(serverOf(login), 10_000);
  logins.set(login, client);
  return client;
}

const serverOf = (login: string): ServerAddress => ({ ...parseServer(address), user: login, password: 'x' });

beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await TestPostgres.start();
  ({ address, sql: admin } = await postgres.database('shared'));
  const client = openClient(parseServer(address), 10_000);
  await makeShare(client, parseServer(address));
  closeClient(client);
  await admin.unsafe('CREATE SCHEMA playground; GRANT ALL ON SCHEMA playground TO PUBLIC');
  await letIn('reading', 'reader');
  await letIn('enrolling', 'enroller');
  await letIn('enrolling2', 'enroller');
  await letIn('owning', 'owner');
  await letIn('outside', null);
}, 120_000);
afterAll(async () => {
  for (const client of logins.values()) await client.end();
  await admin?.end();
  await postgres?.stop();
});

const desk = '00000000-0000-4000-8000-000000000001';
let numbers = 0;

/** Adds a person with a face and its embedding. @returns their ids. */
async function enrol(by: string, name: string) {
  const sql = loginOf(by);
  await sql`INSERT INTO tammes_shared.people (name) VALUES (${name})`;
  const [person] = await sql`SELECT id FROM tammes_shared.people WHERE name = ${name}`;
  const [face] = await sql`
    INSERT INTO tammes_shared.faces (person, desk, number) VALUES (${person!.id}, ${desk}, ${++numbers}) RETURNING id`;
  await sql`
    INSERT INTO tammes_shared.embeddings (face, head, numbers, trained_on)
    SELECT ${face!.id}, id, '\\x00000000', false FROM tammes_shared.heads WHERE hash = 'h1'`;
  return { person: String(person!.id), face: String(face!.id) };
}

const publish = (hash: string) => `
  INSERT INTO tammes_shared.heads (version, hash, name, dim, feature_version, data)
  SELECT coalesce(max(version), 0) + 1, '${hash}', 'a head', 1, 1, '\\x00' FROM tammes_shared.heads`;

/** What all tables hold, but for the journal's own times. */
async function everything(): Promise<string> {
  const rows: unknown[] = [];
  for (const table of [
    'people',
    'heads',
    'faces',
    'embeddings',
    'forgotten',
    'merged',
    'journal',
    'gallery',
    'versions',
  ])
    rows.push(
      table,
      await admin
        .unsafe(`SELECT * FROM tammes_shared.${table} ORDER BY 1, 2`)
        .catch(() => admin.unsafe(`SELECT * FROM tammes_shared.${table} ORDER BY 1`)),
    );
  return JSON.stringify(rows);
}

const refusal = /permission denied|row-level security|must be owner|must be able to SET ROLE|only superuser/i;
const refusedThen = new RegExp(`${refusal.source}|does not exist`, 'i');

/** Statements in one connection that must change nothing: refused, or without a row that they could change. */
async function expectRefused(login: string, statements: readonly string[]): Promise<void> {
  const before = await everything();
  const sql = await loginOf(login).reserve();
  let refused = 0;
  try {
    for (const statement of statements)
      await sql.unsafe(statement).catch((error) => {
        // What was refused before is not there afterwards.
        expect(error.message, statement).toMatch(refused++ > 0 ? refusedThen : refusal);
      });
  } finally {
    await sql.unsafe('ROLLBACK');
    await sql.unsafe('DISCARD ALL');
    await admin.unsafe('DROP SCHEMA playground CASCADE; CREATE SCHEMA playground');
    await admin.unsafe('GRANT ALL ON SCHEMA playground TO PUBLIC');
    sql.release();
  }
  expect(await everything(), statements.join('; ')).toBe(before);
  expect(refused, statements.join('; ')).toBeGreaterThan(0);
}

describe.skipIf(!hasPostgres)('a shared gallery', () => {
  test('is made once when several processes make it at once', async () => {
    const { address: raced, sql } = await postgres.database('raced');
    expect(await makeAtOnce(raced, 'share')).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
    const versions = await sql`SELECT version FROM tammes_shared.versions`;
    expect(versions.map(({ version }) => version).sort()).toEqual([1, 2]);
    expect(await sql`SELECT FROM tammes_shared.gallery`).toHaveLength(1);
    await sql.end();
  }, 60_000);

  test('of a newer version is left alone', async () => {
    const { address: newer, sql } = await postgres.database('newer');
    const server = parseServer(newer);
    const client = openClient(server, 10_000);
    await expect(accessOf(client, server)).rejects.toMatchObject({ problem: 'share-not-there' });
    await makeShare(client, server);
    await sql`INSERT INTO tammes_shared.versions (version) VALUES (1000)`;
    await expect(makeShare(client, server)).rejects.toMatchObject({ problem: 'gallery-server-newer' });
    await expect(accessOf(client, server)).rejects.toMatchObject({ problem: 'gallery-server-newer' });
    closeClient(client);
    await sql.end();
  });

  test('can be made by a login that is no superuser, and brought up to date by another owner', async () => {
    const { address: own, sql } = await postgres.database('own');
    await sql.unsafe(
      "CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'x'; GRANT CREATE ON DATABASE own TO maker",
    );
    const server = { ...parseServer(own), user: 'maker', password: 'x' };
    const client = openClient(server, 10_000);
    await makeShare(client, server);
    expect(await accessOf(client, server)).toBe('owner');
    // An owner lets others in.
    await sql.unsafe("CREATE ROLE second LOGIN PASSWORD 'x'");
    await client.unsafe('GRANT tammes_owner_own TO second');
    const second = openClient({ ...server, user: 'second' }, 10_000);
    await makeShare(second, server);
    expect(await accessOf(second, server)).toBe('owner');
    // Another database's roles are others.
    expect(roleName('owner', 'own')).not.toBe(roleName('owner', 'shared'));
    closeClient(client);
    closeClient(second);
    await sql.end();
  });

  test.each([
    ['reading', 'reader'],
    ['enrolling', 'enroller'],
    ['owning', 'owner'],
  ])('knows %s as %s', async (login, role) => {
    expect(await accessOf(loginOf(login), serverOf(login))).toBe(role);
  });

  test('says to whom it lets nobody in what is needed', async () => {
    await expect(accessOf(loginOf('outside'), serverOf('outside'))).rejects.toMatchObject({
      problem: 'share-not-let-in',
      parameters: { role: 'reader', sql: 'GRANT "tammes_reader_shared" TO "outside"' },
    });
    await expect(loginOf('outside')`SELECT FROM tammes_shared.people`).rejects.toThrow('permission denied');
  });

  test('lets each role do what it is for, and notes who did it', async () => {
    await loginOf('owning').unsafe(publish('h1'));
    const { person, face } = await enrol('enrolling', 'Ada');
    for (const login of ['reading', 'enrolling2', 'owning']) {
      const rows = await loginOf(login)`
        SELECT p.name FROM tammes_shared.people p JOIN tammes_shared.faces f ON f.person = p.id
        JOIN tammes_shared.embeddings e ON e.face = f.id WHERE f.id = ${face}`;
      expect(rows.map(({ name }) => name)).toEqual(['Ada']);
    }
    const notes = await loginOf(
      'reading',
    )`SELECT login, change, rows, people::text FROM tammes_shared.journal ORDER BY id`;
    expect(notes.map((note) => ({ ...note }))).toEqual([
      { login: 'owning', change: 'insert heads', rows: 1, people: '{}' },
      { login: 'enrolling', change: 'insert people', rows: 1, people: `{${person}}` },
      { login: 'enrolling', change: 'insert faces', rows: 1, people: `{${person}}` },
      { login: 'enrolling', change: 'insert embeddings', rows: 1, people: '{}' },
    ]);
    // What an enroller has added it takes back, and the person when nobody else has a face of hers.
    const mine = await enrol('enrolling', 'Bob');
    await loginOf('enrolling')`DELETE FROM tammes_shared.people WHERE id = ${mine.person}`;
    expect(await admin`SELECT FROM tammes_shared.people WHERE id = ${mine.person}`).toHaveLength(1);
    await loginOf('enrolling')`DELETE FROM tammes_shared.faces WHERE id = ${mine.face}`;
    expect(await admin`SELECT FROM tammes_shared.embeddings WHERE face = ${mine.face}`).toHaveLength(0);
    await loginOf('enrolling')`DELETE FROM tammes_shared.people WHERE id = ${mine.person}`;
    expect(await admin`SELECT FROM tammes_shared.people WHERE id = ${mine.person}`).toHaveLength(0);
  });

  const reader = (person: string, face: string): string[] => [
    `INSERT INTO tammes_shared.people (name) VALUES ('Eve')`,
    `INSERT INTO tammes_shared.faces (person, desk, number) VALUES ('${person}', '${desk}', 900)`,
    `UPDATE tammes_shared.people SET name = 'Eve'`,
    `DELETE FROM tammes_shared.faces WHERE id = '${face}'`,
    `UPDATE tammes_shared.embeddings SET numbers = '\\x01'`,
    `UPDATE tammes_shared.people SET name = 'Eve', version = version + 1`,
    `INSERT INTO tammes_shared.merged SELECT a.id, a.version, b.id, b.version
       FROM tammes_shared.people a, tammes_shared.people b WHERE a.id < b.id LIMIT 1`,
    `COPY tammes_shared.people (name) FROM STDIN`,
    `TRUNCATE tammes_shared.people CASCADE`,
    publish('h2'),
  ];
  const enroller = (person: string, face: string): string[] => [
    `UPDATE tammes_shared.people SET added_by = 'enrolling', version = version + 1`,
    `UPDATE tammes_shared.merged SET became = '${person}'`,
    `DELETE FROM tammes_shared.merged`,
    `TRUNCATE tammes_shared.faces CASCADE`,
    `DELETE FROM tammes_shared.heads`,
    `UPDATE tammes_shared.heads SET version = 9`,
    publish('h2'),
    `INSERT INTO tammes_shared.people (name, added_by) VALUES ('Eve', 'owning')`,
    `INSERT INTO tammes_shared.faces (id, person, desk, number) VALUES ('${face}', '${person}', '${desk}', 901)`,
    `UPDATE tammes_shared.faces SET added_by = 'enrolling'`,
    `DELETE FROM tammes_shared.embeddings`,
    `INSERT INTO tammes_shared.journal (login, change, rows, people) VALUES ('owning', 'x', 1, '{}')`,
    `DELETE FROM tammes_shared.journal`,
    `INSERT INTO tammes_shared.forgotten VALUES ('${desk}', 1)`,
    `DELETE FROM tammes_shared.forgotten`,
    `UPDATE tammes_shared.versions SET version = 7`,
  ];
  /** Ways around: each line is one try, in one connection. */
  const around = (person: string, face: string): string[][] => [
    ['SET ROLE tammes_owner_shared', `DELETE FROM tammes_shared.heads`],
    ['SET SESSION AUTHORIZATION owning', `DELETE FROM tammes_shared.heads`],
    ['SET row_security = off', `UPDATE tammes_shared.heads SET version = 9`],
    ['SET session_replication_role = replica', `DELETE FROM tammes_shared.heads`],
    ['CREATE TEMP VIEW doors AS SELECT * FROM tammes_shared.heads', 'DELETE FROM doors'],
    [
      'CREATE TEMP VIEW faces2 AS SELECT * FROM tammes_shared.people',
      `UPDATE faces2 SET added_by = 'owning'`,
    ],
    ['CREATE VIEW tammes_shared.doors AS SELECT * FROM tammes_shared.heads'],
    [
      `CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql AS 'DELETE FROM tammes_shared.heads'`,
      'SELECT pg_temp.f()',
    ],
    ['SELECT tammes_shared.note()'],
    ['SELECT tammes_shared.merge()'],
    [
      'CREATE TEMP TABLE merges (person uuid, person_version integer, became uuid, became_version integer)',
      'CREATE TRIGGER t BEFORE INSERT ON pg_temp.merges FOR EACH ROW EXECUTE FUNCTION tammes_shared.merge()',
      `INSERT INTO pg_temp.merges VALUES ('${person}', 1, '${person}', 1)`,
    ],
    [
      'CREATE TEMP TABLE changed (person uuid)',
      'CREATE TRIGGER t AFTER INSERT ON pg_temp.changed FOR EACH STATEMENT EXECUTE FUNCTION tammes_shared.note()',
      `INSERT INTO pg_temp.changed VALUES ('${person}')`,
    ],
    ['ALTER TABLE tammes_shared.people DISABLE TRIGGER ALL'],
    ['ALTER TABLE tammes_shared.people DISABLE ROW LEVEL SECURITY'],
    ['ALTER FUNCTION tammes_shared.note() RESET search_path'],
    // A row that refers to a face would keep the owner from forgetting it.
    [
      'CREATE TABLE playground.hold (f uuid REFERENCES tammes_shared.faces)',
      `INSERT INTO playground.hold VALUES ('${face}')`,
    ],
    [
      `CREATE FUNCTION playground.f() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM tammes_shared.heads'`,
      'SELECT playground.f()',
    ],
    ['CREATE VIEW playground.doors AS SELECT * FROM tammes_shared.heads', 'DELETE FROM playground.doors'],
    ['GRANT tammes_owner_shared TO CURRENT_USER'],
    ['GRANT ALL ON ALL TABLES IN SCHEMA tammes_shared TO CURRENT_USER', 'DELETE FROM tammes_shared.heads'],
    ['DROP SCHEMA tammes_shared CASCADE'],
  ];

  test('refuses that a reader enrols, forgets or publishes, by whatever way', async () => {
    const { person, face } = await enrol('enrolling', 'Cyd');
    for (const statement of reader(person, face)) await expectRefused('reading', [statement]);
    for (const statement of enroller(person, face)) await expectRefused('reading', [statement]);
    for (const statements of around(person, face)) await expectRefused('reading', statements);
    await expectRefused('reading', ['SET ROLE tammes_enroller_shared', `DELETE FROM tammes_shared.faces`]);
  });

  test('refuses that an enroller forgets or publishes, by whatever way', async () => {
    const { person, face } = await enrol('enrolling', 'Dan');
    for (const statement of enroller(person, face)) await expectRefused('enrolling2', [statement]);
    for (const statements of around(person, face)) await expectRefused('enrolling2', statements);
  });

  test('lets an enroller change only what the same login has added', async () => {
    const { person, face } = await enrol('enrolling', 'Fay');
    const before = await everything();
    const sql = loginOf('enrolling2');
    for (const statement of [
      `DELETE FROM tammes_shared.faces WHERE id = '${face}'`,
      `DELETE FROM tammes_shared.faces`,
      `DELETE FROM tammes_shared.people`,
      `UPDATE tammes_shared.faces SET person = '${person}'`,
      `UPDATE tammes_shared.embeddings SET numbers = '\\x01'`,
      // The name of a temporary table, a function or an operator counts nowhere.
      `SET search_path = pg_temp, public; DELETE FROM tammes_shared.people WHERE id = '${person}'; RESET search_path`,
    ])
      await sql.unsafe(statement);
    // Nor does another role make somebody else of a login.
    await sql.unsafe(`SET ROLE tammes_enroller_shared; DELETE FROM tammes_shared.faces; RESET ROLE`);
    await expect(
      sql`INSERT INTO tammes_shared.embeddings (face, head, numbers, trained_on)
        SELECT ${face}, id, '\\x01', false FROM tammes_shared.heads`,
    ).rejects.toThrow(/duplicate key|foreign key/);
    await loginOf('owning').unsafe(publish('h3'));
    await expect(
      sql`INSERT INTO tammes_shared.embeddings (face, head, numbers, trained_on)
        SELECT ${face}, id, '\\x01', false FROM tammes_shared.heads WHERE hash = 'h3'`,
    ).rejects.toThrow('foreign key');
    await loginOf('owning')`DELETE FROM tammes_shared.heads WHERE hash = 'h3'`;
    await admin`DELETE FROM tammes_shared.journal WHERE change LIKE '% heads' AND id > (SELECT max(id) - 2 FROM tammes_shared.journal)`;
    expect(await everything()).toBe(before);
  });

  test('lets an enroller correct whom another login has added, once of each version, and notes who did it', async () => {
    const { person, face } = await enrol('enrolling', 'Hal');
    const { person: other } = await enrol('enrolling', 'Ida');
    const sql = loginOf('enrolling2');
    await sql`UPDATE tammes_shared.people SET name = 'Hank', version = 2 WHERE id = ${person}`;
    // Who does not say of which version, or of an old one, is refused: also the owner.
    for (const login of ['enrolling', 'owning'])
      for (const version of ['version', '2', 'version - 1', '4'])
        await expect(
          loginOf(login).unsafe(
            `UPDATE tammes_shared.people SET name = 'Hugo', version = ${version} WHERE id = '${person}'`,
          ),
        ).rejects.toThrow('has been changed since');
    const merge = (version: number) => sql`
      INSERT INTO tammes_shared.merged (person, person_version, became, became_version) VALUES (${person}, ${version}, ${other}, 1)`;
    await expect(merge(1)).rejects.toThrow('has been changed since');
    await merge(2);
    const faces = await admin`SELECT person, added_by FROM tammes_shared.faces WHERE id = ${face}`;
    expect(faces.map((one) => ({ ...one }))).toEqual([{ person: other, added_by: 'enrolling' }]);
    expect(await admin`SELECT FROM tammes_shared.people WHERE id = ${person}`).toHaveLength(0);
    const notes = await admin`
      SELECT login, change FROM tammes_shared.journal WHERE people && ${`{${person},${other}}`}::uuid[] ORDER BY id DESC LIMIT 4`;
    expect(notes.map((note) => ({ ...note }))).toEqual(
      ['insert merged', 'delete people', 'update faces', 'update people'].map((change) => ({
        login: 'enrolling2',
        change,
      })),
    );
  });

  test('keeps a forgotten face from coming back', async () => {
    const { person, face } = await enrol('enrolling', 'Gus');
    const [known] = await admin`SELECT number FROM tammes_shared.faces WHERE id = ${face}`;
    const owner = loginOf('owning');
    await owner`INSERT INTO tammes_shared.forgotten SELECT desk, number FROM tammes_shared.faces WHERE person = ${person}`;
    await owner`DELETE FROM tammes_shared.faces WHERE person = ${person}`;
    await owner`DELETE FROM tammes_shared.people WHERE id = ${person}`;
    const [other] = await admin`SELECT id FROM tammes_shared.people LIMIT 1`;
    await expectRefused('enrolling', [
      `INSERT INTO tammes_shared.faces (person, desk, number) VALUES ('${other!.id}', '${desk}', ${known!.number})`,
    ]);
  });

  test('has no other function, and none that anybody may call', async () => {
    const functions = await admin`
      SELECT proname AS name, prosecdef AS definer, proconfig::text AS config,
        has_function_privilege('enrolling', oid, 'EXECUTE') AS callable
      FROM pg_proc WHERE pronamespace = 'tammes_shared'::regnamespace ORDER BY proname`;
    expect(functions.map((one) => ({ ...one }))).toEqual([
      { name: 'merge', definer: true, config: '{"search_path=pg_catalog, pg_temp"}', callable: false },
      { name: 'note', definer: true, config: '{"search_path=pg_catalog, pg_temp"}', callable: false },
      { name: 'versioned', definer: false, config: '{"search_path=pg_catalog, pg_temp"}', callable: false },
    ]);
    expect(shareRoles.map((role) => roleName(role, 'a'.repeat(63)).length <= 63)).toEqual([true, true, true]);
  });
});
