/** Who has access to a shared gallery, on a real server: owners give it and take it away. */
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { grant, membersOf, revoke } from '../../src-main/gallery/share/members.ts';
import { accessOf, makeShare } from '../../src-main/gallery/share/schema.ts';
import { parseServer, type ServerAddress } from '../../src-main/store/gallery-server.ts';
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
  });

  test('is given to a login that is made for it, whose password the server never sees', async () => {
    const before = postgres.said.length;
    const password = await grant(maker, as(), 'anna', 'enroller');
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
    expect(await grant(second, as(), 'ben', 'enroller')).toBeNull();
    expect(await access('ben', 'x')).toBe('enroller');
    expect(await grant(maker, as(), 'ben', 'reader')).toBeNull();
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

  test('is not given to a login that cannot be made, and nothing is left of it', async () => {
    await expect(grant(second, as(), 'dora', 'reader')).rejects.toEqual(problem('share-login-unknown'));
    for (const unfit of ['pg_anybody', 'x'.repeat(64), 'é'.repeat(32), 'a\0b', 'a\nb'])
      await expect(grant(maker, as(), unfit, 'reader')).rejects.toEqual(problem('share-login-unfit'));
    const known = await admin`SELECT rolname FROM pg_roles WHERE rolname ~ '^(dora|x+|é+|a.*b)$'`;
    expect([...known]).toEqual([]);
  });

  test('has names that SQL would read otherwise', async () => {
    const login = `o"b'rien; DROP SCHEMA tammes_shared CASCADE --`;
    const password = await grant(maker, as(), login, 'reader');
    expect(await access(login, password)).toBe('reader');
    await revoke(maker, as(), login);
    await expect(access(login, password)).rejects.toEqual(problem('share-not-let-in'));
  });

  test('is for owners alone to give', async () => {
    const password = await grant(maker, as(), 'eve', 'enroller');
    const eve = connect('eve', password);
    for (const attempt of [() => grant(eve, as(), 'ben', 'reader'), () => revoke(eve, as(), 'cyd')])
      await expect(attempt()).rejects.toMatchObject({ code: '42501' });
    await expect(access('ben', 'x')).rejects.toEqual(problem('share-not-let-in'));
  });
});
