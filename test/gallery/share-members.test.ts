/** Who has access to a shared gallery, on a real server: owners give it and take it away. */
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { grant as give, membersOf, revoke } from '../../src-main/gallery/share/members.ts';
import { accessOf, makeShare } from '../../src-main/gallery/share/schema.ts';
import { parseServer, type ServerAddress } from '../../src-main/store/gallery-server.ts';
import type { GrantedRole } from '../../src-shared/contract/index.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';

let postgres: TestPostgres;
let admin: Sql;
let address: string;
const clients: Client[] = [];

const serverOf = (user: string, password: string | null): ServerAddress => ({
  ...parseServer(address),
  user,
  password,
});
function connect(user: string, password: string | null): Client {
  const client = openClient(serverOf(user, password), 10_000);
  clients.push(client);
  return client;
}
const access = (user: string, password: string | null) =>
  accessOf(connect(user, password), serverOf(user, password));
const grant = (
  client: Client,
  server: ServerAddress,
  login: string,
  role: GrantedRole | null,
  mayMake = true,
) => give(client, server, login, { role, mayMake });
const problem = (name: string) => expect.objectContaining({ problem: name });

/** Has made the gallery, and may make logins. */
let maker: Client;
/** Another owner, who may not. */
let second: Client;
const as = () => serverOf('maker', 'x');

beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await TestPostgres.start('32MB', ['log_statement=all']);
  ({ address, sql: admin } = await postgres.database('guests'));
  await admin.unsafe(`
    CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'x'; GRANT CREATE ON DATABASE guests TO maker;
    CREATE ROLE second LOGIN PASSWORD 'x'; CREATE ROLE ben LOGIN PASSWORD 'x'; CREATE ROLE cyd LOGIN PASSWORD 'x'`);
  maker = connect('maker', 'x');
  await makeShare(maker, as());
  await admin.unsafe('GRANT tammes_owner_guests TO second; GRANT tammes_reader_guests TO cyd');
  second = connect('second', 'x');
}, 120_000);
afterAll(async () => {
  for (const client of clients) closeClient(client);
  await admin?.end();
  await postgres?.stop();
});

describe.skipIf(!hasPostgres)('access to a shared gallery', () => {
  test('is listed with the most that each login may do', async () => {
    expect(await membersOf(maker, as())).toEqual([
      { login: 'cyd', role: 'reader', isOwn: false },
      { login: 'maker', role: 'owner', isOwn: true },
      { login: 'second', role: 'owner', isOwn: false },
    ]);
    // Administrators of the server, if they were given something.
    await admin.unsafe('CREATE ROLE root SUPERUSER LOGIN; GRANT tammes_owner_guests TO root');
    expect(await membersOf(maker, as())).toContainEqual({ login: 'root', role: 'owner', isOwn: false });
    await expect(grant(maker, as(), 'root', 'reader')).rejects.toMatchObject({
      problem: 'share-login-unfit',
      parameters: { why: 'admin' },
    });
    expect(await grant(maker, as(), 'root', null)).toMatchObject({ role: 'owner', before: 'owner' });
    await admin.unsafe('DROP ROLE root');
  });

  test('is given to a login that is made for it, whose password the server never sees', async () => {
    const before = postgres.said.length;
    const { password, ...rest } = await grant(maker, as(), 'anna', 'enroller');
    expect(rest).toEqual({ role: 'enroller', before: null });
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(await access('anna', password)).toBe('enroller');
    await expect(access('anna', `${password}x`)).rejects.toMatchObject({ code: '28P01' });
    const said = postgres.said.slice(before);
    expect(said).toContain('CREATE ROLE "anna"');
    expect(said).not.toContain(password);
    const [kept] = await admin`SELECT rolpassword AS verifier FROM pg_authid WHERE rolname = 'anna'`;
    expect(kept!.verifier).toMatch(/^SCRAM-SHA-256\$4096:/);
  });

  test('is given to a login that is there, which keeps its password, and what it may do is changed', async () => {
    expect(await grant(second, as(), 'ben', 'enroller')).toEqual({
      ...{ password: null, role: 'enroller', before: null },
    });
    expect(await access('ben', 'x')).toBe('enroller');
    expect(await grant(maker, as(), 'ben', null)).toMatchObject({ role: 'enroller', before: 'enroller' });
    expect(await access('ben', 'x')).toBe('enroller');
    expect(await grant(maker, as(), 'ben', 'reader')).toMatchObject({ role: 'reader', before: 'enroller' });
    expect(await access('ben', 'x')).toBe('reader');
  });

  test('is taken away by any owner, whoever of them has given it', async () => {
    await grant(second, as(), 'ben', 'enroller');
    await revoke(maker, as(), 'ben');
    await expect(access('ben', 'x')).rejects.toEqual(problem('share-not-let-in'));
    await expect(revoke(maker, as(), 'ben')).rejects.toEqual(problem('share-member-unknown'));
    expect((await membersOf(maker, as())).map(({ login }) => login)).not.toContain('ben');
  });

  test('stays what it was if whoever manages the server has given it, and of owners', async () => {
    for (const login of ['cyd', 'second', 'maker'])
      await expect(revoke(second, as(), login)).rejects.toEqual(problem('share-member-stays'));
    await expect(grant(maker, as(), 'second', 'reader')).rejects.toEqual(problem('share-member-stays'));
    expect(await access('cyd', 'x')).toBe('reader');
    expect(await access('second', 'x')).toBe('owner');
  });

  test('is taken from owners by the SQL that is said, and who may only give it has none', async () => {
    const isListed = async () => (await membersOf(second, as())).some(({ login }) => login === 'maker');
    const sqlOf = async (login: string) => {
      const { parameters } = await revoke(second, as(), login).catch((error) => error);
      return parameters.sql as string;
    };
    // Who made the roles gave them to itself, and may give them to others because it made them.
    await admin.unsafe('GRANT tammes_owner_guests TO maker WITH INHERIT TRUE');
    expect(await sqlOf('maker')).toBe(
      ['maker', parseServer(address).user]
        .map((by) => `REVOKE "tammes_owner_guests" FROM "maker" GRANTED BY "${by}"`)
        .join('; '),
    );
    await admin.unsafe(await sqlOf('maker'));
    expect(await isListed()).toBe(false);
    await admin.unsafe('GRANT tammes_owner_guests TO maker WITH ADMIN TRUE, INHERIT FALSE, SET FALSE');
    expect(await isListed()).toBe(false);
    await maker.unsafe('GRANT tammes_owner_guests TO maker');
    expect(await isListed()).toBe(true);
  });

  test('is not what has made a login that has access', async () => {
    await admin.unsafe("CREATE ROLE dba LOGIN CREATEROLE PASSWORD 'x'");
    await connect('dba', 'x').unsafe("CREATE ROLE kim LOGIN PASSWORD 'x'");
    await grant(maker, as(), 'kim', 'reader');
    const listed = (await membersOf(maker, as())).map(({ login }) => login);
    expect(listed).toContain('kim');
    expect(listed).not.toContain('dba');
    await expect(revoke(maker, as(), 'dba')).rejects.toEqual(problem('share-member-unknown'));
    // What the one who made it could take on through it is access.
    await connect('dba', 'x').unsafe('GRANT kim TO dba');
    expect(await membersOf(maker, as())).toContainEqual({ login: 'dba', role: 'reader', isOwn: false });
    const { parameters } = await revoke(maker, as(), 'dba').catch((error) => error);
    expect(parameters.sql).toBe('REVOKE "kim" FROM "dba" GRANTED BY "dba"');
    await admin.unsafe(parameters.sql);
    await revoke(maker, as(), 'kim');
  });

  test('that an owner has given in SQL is taken away by that owner, and otherwise it is said how', async () => {
    await admin.unsafe("CREATE ROLE dan LOGIN PASSWORD 'x'");
    const inSql = 'GRANT tammes_enroller_guests TO dan';
    await maker.unsafe(inSql);
    expect(await grant(maker, as(), 'dan', 'reader')).toMatchObject({ role: 'reader', before: 'enroller' });
    expect(await access('dan', 'x')).toBe('reader');
    await maker.unsafe(inSql);
    await revoke(maker, as(), 'dan');
    await expect(access('dan', 'x')).rejects.toEqual(problem('share-not-let-in'));
    await maker.unsafe(inSql);
    await expect(revoke(second, as(), 'dan')).rejects.toMatchObject({
      problem: 'share-member-stays',
      parameters: { sql: 'REVOKE "tammes_enroller_guests" FROM "dan" GRANTED BY "maker"' },
    });
    await admin.unsafe('REVOKE "tammes_enroller_guests" FROM "dan" GRANTED BY "maker"');
    await expect(access('dan', 'x')).rejects.toEqual(problem('share-not-let-in'));
  });

  test('through a group is listed, and it is said how it is taken away', async () => {
    await admin.unsafe(`CREATE ROLE team NOLOGIN; CREATE ROLE fay LOGIN PASSWORD 'x'; GRANT team TO fay;
      GRANT tammes_reader_guests TO team`);
    const listed = await membersOf(maker, as());
    expect(listed).toContainEqual({ login: 'fay', role: 'reader', isOwn: false });
    expect(listed.map(({ login }) => login)).not.toContain('team');
    expect(await access('fay', 'x')).toBe('reader');
    await expect(revoke(maker, as(), 'fay')).rejects.toMatchObject({
      problem: 'share-member-stays',
      parameters: { sql: `REVOKE "team" FROM "fay" GRANTED BY "${parseServer(address).user}"` },
    });
    for (const group of ['team', 'tammes_enroller_guests', 'tammes_owner_guests'])
      await expect(grant(maker, as(), group, 'reader')).rejects.toMatchObject({
        problem: 'share-login-unfit',
        parameters: { why: 'group' },
      });
  });

  test('needs a login that has what its roles have', async () => {
    await admin.unsafe("CREATE ROLE gil LOGIN NOINHERIT PASSWORD 'x'");
    await expect(grant(maker, as(), 'gil', 'reader')).rejects.toMatchObject({
      problem: 'share-login-bare',
      parameters: { sql: 'ALTER ROLE "gil" INHERIT' },
    });
    await admin.unsafe('ALTER ROLE "gil" INHERIT');
    await grant(maker, as(), 'gil', 'reader');
    expect(await access('gil', 'x')).toBe('reader');
  });

  test('that a login has to take on first counts when it is given less', async () => {
    await admin.unsafe(`CREATE ROLE jon LOGIN PASSWORD 'x'; CREATE ROLE lea LOGIN NOINHERIT PASSWORD 'x';
      GRANT tammes_enroller_guests TO jon WITH INHERIT FALSE; GRANT tammes_owner_guests TO lea`);
    for (const [login, role] of [
      ['jon', 'enroller'],
      ['lea', 'owner'],
    ]) {
      const { problem, parameters } = await grant(maker, as(), login!, 'reader').catch((error) => error);
      expect(problem).toBe('share-member-stays');
      expect(parameters.sql).toBe(
        `REVOKE "tammes_${role}_guests" FROM "${login}" GRANTED BY "${parseServer(address).user}"`,
      );
    }
    const { problem, parameters } = await grant(maker, as(), 'lea', null).catch((error) => error);
    expect(problem).toBe('share-login-bare');
    await admin.unsafe(parameters.sql);
    expect(await grant(maker, as(), 'lea', null)).toMatchObject({ role: 'owner', before: 'owner' });
    expect(await access('lea', 'x')).toBe('owner');
    await admin.unsafe('DROP ROLE jon; DROP ROLE lea');
  });

  test('through a role that a login has to take on first, and which has more without it, is access', async () => {
    await admin.unsafe(`CREATE ROLE staff NOLOGIN; CREATE ROLE mia LOGIN PASSWORD 'x';
      GRANT tammes_owner_guests TO staff WITH INHERIT TRUE, SET FALSE;
      GRANT staff TO mia WITH INHERIT FALSE, SET TRUE`);
    const mia = connect('mia', 'x');
    await mia.unsafe('SET ROLE staff');
    await mia.unsafe('SELECT FROM tammes_shared.people');
    expect(await membersOf(maker, as())).toContainEqual({ login: 'mia', role: 'owner', isOwn: false });
    const { parameters } = await grant(maker, as(), 'mia', 'reader').catch((error) => error);
    await admin.unsafe(parameters.sql);
    expect(await grant(maker, as(), 'mia', 'reader')).toMatchObject({ role: 'reader', before: null });
    await revoke(maker, as(), 'mia');
  });

  test('of an owner who has made others owners is taken by the SQL that is said, and theirs stays', async () => {
    await admin.unsafe(`CREATE ROLE nora LOGIN PASSWORD 'x'; CREATE ROLE oda LOGIN PASSWORD 'x';
      GRANT tammes_owner_guests TO nora WITH ADMIN TRUE`);
    await connect('nora', 'x').unsafe('GRANT tammes_owner_guests TO oda');
    const { parameters } = await revoke(maker, as(), 'nora').catch((error) => error);
    await admin.unsafe(parameters.sql);
    const listed = (await membersOf(maker, as())).map(({ login }) => login);
    expect(listed).not.toContain('nora');
    expect(listed).toContain('oda');
    await admin.unsafe(
      'DROP OWNED BY nora CASCADE; REVOKE tammes_owner_guests FROM nora CASCADE; DROP ROLE nora',
    );
  });

  test('that a login has to take on first is listed, and taken away', async () => {
    await admin.unsafe("CREATE ROLE ivy LOGIN NOINHERIT PASSWORD 'x'");
    await maker.unsafe('GRANT tammes_reader_guests TO ivy');
    await expect(access('ivy', 'x')).rejects.toEqual(problem('share-not-let-in'));
    expect(await membersOf(maker, as())).toContainEqual({ login: 'ivy', role: 'reader', isOwn: false });
    await revoke(maker, as(), 'ivy');
    expect((await membersOf(maker, as())).map(({ login }) => login)).not.toContain('ivy');
    await expect(connect('ivy', 'x').unsafe('SET ROLE tammes_reader_guests')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('is given once if two owners make the same login at once', async () => {
    const others = [connect('maker', 'x'), connect('maker', 'x')];
    const granted = await Promise.all(others.map((owner) => grant(owner, as(), 'hal', 'enroller')));
    const passwords = granted.flatMap(({ password }) => password ?? []);
    expect(passwords).toHaveLength(1);
    expect(await access('hal', passwords[0]!)).toBe('enroller');
  });

  test('is not given to a login that cannot be made, and nothing is left of it', async () => {
    await expect(grant(second, as(), 'dora', 'reader')).rejects.toEqual(problem('share-login-unknown'));
    await expect(grant(maker, as(), 'dora', 'reader', false)).rejects.toEqual(problem('share-login-gone'));
    for (const unfit of ['pg_anybody', 'public', 'none', 'x'.repeat(64), 'é'.repeat(32), 'a\0b', 'a\nb'])
      await expect(grant(maker, as(), unfit, 'reader')).rejects.toEqual(problem('share-login-unfit'));
    const known = await admin`SELECT rolname FROM pg_roles WHERE rolname ~ '^(dora|x+|é+|a.*b)$'`;
    expect([...known]).toEqual([]);
  });

  test('has names that SQL would read otherwise', async () => {
    const login = `o"b'rien; DROP SCHEMA tammes_shared CASCADE --`;
    const { password } = await grant(maker, as(), login, 'reader');
    expect(await access(login, password)).toBe('reader');
    await revoke(maker, as(), login);
    await expect(access(login, password)).rejects.toEqual(problem('share-not-let-in'));
  });

  test('is for owners alone to give', async () => {
    const { password } = await grant(maker, as(), 'eve', 'enroller');
    const eve = connect('eve', password);
    for (const attempt of [() => grant(eve, as(), 'ben', 'reader'), () => revoke(eve, as(), 'cyd')])
      await expect(attempt()).rejects.toMatchObject({ code: '42501' });
    await expect(access('ben', 'x')).rejects.toEqual(problem('share-not-let-in'));
  });
});
