/** Who has access to a shared gallery: logins of the server that are members of its roles. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { GrantedRole, ShareMember } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';
import { type Client, inTransaction, isRefusedBy, type Transaction } from '../engines/postgres-client.ts';
import { quoted, roleName, type ShareRole, shareRoles } from './roles.ts';

/** PostgreSQL cuts longer names off, which would make one login of two. */
const longestLogin = 63;
/** Of a password that is made up. */
const passwordBytes = 15;
/** As PostgreSQL's own. */
const iterations = 4096;

/** From this version of PostgreSQL on, a membership says by itself whether it is inherited and may be taken on. */
const ownOptions = 160_000;

const granted: readonly GrantedRole[] = ['reader', 'enroller'];

/** Whether a login has a role's rights without more ado (has), or also if it first takes on another, as one that is NOINHERIT (can). */
type Holding = 'has' | 'can';

/**
 * A condition in SQL. From version 16 on, MEMBER is also said of whoever may only give a role to others, as who has made it; and a login may
 * take on a role that has another one's rights without taking that on itself.
 * @param login expression of an oid, as `role`. @param version of the server, as 160002.
 */
function holds(holding: Holding, login: string, role: string, version: number): string {
  if (holding === 'has') return `pg_has_role(${login}, ${role}, 'USAGE')`;
  if (version < ownOptions) return `pg_has_role(${login}, ${role}, 'MEMBER')`;
  return `EXISTS (SELECT FROM pg_roles via WHERE pg_has_role(via.oid, ${role}, 'USAGE') AND pg_has_role(${login}, via.oid, 'SET')
    AND (via.oid = ${login} OR NOT via.rolsuper))`;
}

async function versionOfServer(client: Client | Transaction): Promise<number> {
  const [server] = await client`SELECT current_setting('server_version_num')::integer AS version`;
  return server!.version as number;
}

/** All logins that have access, by name, with the most that each may do: also through another role. */
export async function membersOf(
  client: Client | Transaction,
  { database }: ServerAddress,
  holding: Holding = 'can',
): Promise<ShareMember[]> {
  const condition = holds(holding, 'login.oid', 'granted.oid', await versionOfServer(client));
  const roles = shareRoles.map((role) => roleName(role, database));
  // Each role may do what the one before may, so that their number says which is the most. Administrators of the server may do all anywhere:
  // those are meant who were given a role.
  const rows = await client.unsafe<{ login: string; isOwn: boolean; roles: number }[]>(
    `WITH granted AS (SELECT oid FROM pg_roles WHERE rolname IN ($1, $2, $3))
    SELECT login.rolname AS login, login.rolname = session_user AS "isOwn", count(*)::integer AS roles
    FROM pg_roles login JOIN granted ON ${condition}
    WHERE login.rolcanlogin
      AND (NOT login.rolsuper OR EXISTS (
        SELECT FROM pg_auth_members WHERE member = login.oid AND roleid IN (SELECT oid FROM granted)))
    GROUP BY login.rolname`,
    roles,
  );
  const members = rows.map(({ login, isOwn, roles }) => ({ login, isOwn, role: shareRoles[roles - 1]! }));
  return members.sort((a, b) => a.login.localeCompare(b.login));
}

/** What has become of a login. */
export interface Granted {
  /** Of a login that was made; null: it was there. */
  password: string | null;
  role: ShareRole;
  /** What it might do before; null: nothing. */
  before: ShareRole | null;
}

/** What a login is to be given. */
export interface Wanted {
  /** Null: as it is; who has no access becomes a reader. */
  role: GrantedRole | null;
  /** Whether one is made that the server does not have. */
  mayMake: boolean;
}

/**
 * Gives a login access, or changes what it may do.
 * @throws TammesError 'share-login-unfit', 'share-login-bare', 'share-member-stays', and if there is no such login 'share-login-gone' if it
 * is not to be made, 'share-login-unknown' if it cannot be
 */
export async function grant(
  client: Client,
  server: ServerAddress,
  login: string,
  wanted: Wanted,
): Promise<Granted> {
  if (Buffer.byteLength(login) > longestLogin || /\p{Cc}/u.test(login))
    throw new TammesError('share-login-unfit', { login, why: 'name' });
  const work = async (tx: Transaction) => {
    const [known] = await tx`
      SELECT rolcanlogin AS "isLogin", rolsuper AS "isAdmin" FROM pg_roles WHERE rolname = ${login}`;
    if (known?.isLogin === false) throw new TammesError('share-login-unfit', { login, why: 'group' });
    const before = await roleOf(tx, server, login);
    const role = wanted.role ?? before ?? 'reader';
    if (known === undefined && !wanted.mayMake)
      throw new TammesError('share-login-gone', { server: nameOfServer(server), login });
    const password = known === undefined ? await makeLogin(tx, server, login) : null;
    if (role !== 'owner') {
      if (known?.isAdmin) throw new TammesError('share-login-unfit', { login, why: 'admin' });
      await revokeAll(tx, server, login);
      await tx.unsafe(`GRANT ${quoted(roleName(role, server.database))} TO ${quoted(login)}`);
    }
    await expectMost(tx, server, login, role);
    await expectInherited(tx, server, login, role);
    return { password, role, before };
  };
  return inTransaction(client, work).catch((error) => {
    // Somebody else has just made the login.
    if (isRefusedBy(error, '42710', '23505')) return inTransaction(client, work);
    throw error;
  });
}

/**
 * Takes a login's access away. The login itself stays on the server.
 * @throws TammesError 'share-member-unknown', or 'share-member-stays' if it owns the gallery, or somebody else has given it access
 */
export async function revoke(client: Client, server: ServerAddress, login: string): Promise<void> {
  await inTransaction(client, async (tx) => {
    if ((await roleOf(tx, server, login)) === null)
      throw new TammesError('share-member-unknown', { server: nameOfServer(server), login });
    await revokeAll(tx, server, login);
    await expectMost(tx, server, login, null);
  });
}

async function roleOf(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  holding: Holding = 'can',
): Promise<ShareRole | null> {
  const members = await membersOf(tx, server, holding);
  return members.find((member) => member.login === login)?.role ?? null;
}

/**
 * Takes from a login what owners have given it, and goes on as the owners' role: from version 16 on, a server notes who has granted a
 * membership, and what one owner grants so, every owner can revoke. What this login has granted by itself, in SQL, goes before.
 */
async function revokeAll(tx: Transaction, { database }: ServerAddress, login: string): Promise<void> {
  const roles = granted.map((role) => quoted(roleName(role, database))).join(', ');
  const statement = `REVOKE ${roles} FROM ${quoted(login)}`;
  await tx.unsafe(statement);
  await tx.unsafe(`SET LOCAL ROLE ${quoted(roleName('owner', database))}`);
  await tx.unsafe(statement);
}

/** The server only warns of what it does not revoke. @throws TammesError 'share-member-stays' */
async function expectMost(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  role: ShareRole | null,
): Promise<void> {
  const most = await roleOf(tx, server, login);
  if (most === role || most === null) return;
  const sql = await revoking(tx, server, login, most);
  throw new TammesError('share-member-stays', { server: nameOfServer(server), login, sql });
}

/** The server says nothing if a membership has no effect. @throws TammesError 'share-login-bare' */
async function expectInherited(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  role: ShareRole,
): Promise<void> {
  if ((await roleOf(tx, server, login, 'has')) === role) return;
  const held = `GRANT ${quoted(roleName(role, server.database))} TO ${quoted(login)}`;
  // What an owner gives follows the login; what others gave has its own say from version 16 on.
  const isOfOthers = role === 'owner' && (await versionOfServer(tx)) >= ownOptions;
  const sql = isOfOthers ? `${held} WITH INHERIT TRUE` : `ALTER ROLE ${quoted(login)} INHERIT`;
  throw new TammesError('share-login-bare', { server: nameOfServer(server), login, sql });
}

/** How whoever manages the server takes a role from a login: each membership through which it has the role. @returns SQL. */
async function revoking(
  tx: Transaction,
  { database }: ServerAddress,
  login: string,
  role: ShareRole,
): Promise<string> {
  const version = await versionOfServer(tx);
  // Before version 16, whoever has granted it may be gone, and a membership has no options of its own. What the login has given itself goes
  // first: it may rest on what others have given.
  const [inherits, sets] = ['inherit', 'set'].map(
    (option) => `coalesce((to_jsonb(given)->>'${option}_option')::boolean, true)`,
  );
  const through = await tx.unsafe<{ role: string; grantor: string | null; isPassedOn: boolean }[]>(
    `SELECT held.rolname AS role, grantor.rolname AS grantor, EXISTS (
      SELECT FROM pg_auth_members other WHERE other.grantor = member.oid AND other.roleid = given.roleid AND other.member <> member.oid
    ) AS "isPassedOn"
    FROM pg_auth_members given
    JOIN pg_roles held ON held.oid = roleid JOIN pg_roles member ON member.oid = given.member
    LEFT JOIN pg_roles grantor ON grantor.oid = given.grantor
    CROSS JOIN (SELECT oid FROM pg_roles WHERE rolname = $2) wanted
    WHERE member.rolname = $1
      AND ((${inherits} AND ${holds('has', 'held.oid', 'wanted.oid', version)})
        OR (${sets} AND ${holds('can', 'held.oid', 'wanted.oid', version)}))
    ORDER BY grantor.rolname IS DISTINCT FROM member.rolname, role, grantor`,
    [login, roleName(role, database)],
  );
  return through
    .flatMap(({ role, grantor, isPassedOn }) => {
      const by = grantor === null ? '' : ` GRANTED BY ${quoted(grantor)}`;
      const from = `${quoted(role)} FROM ${quoted(login)}${by}`;
      // What the login has given to others rests on its right to give it, which stays then.
      if (isPassedOn && version >= ownOptions)
        return [`REVOKE INHERIT OPTION FOR ${from}`, `REVOKE SET OPTION FOR ${from}`];
      return [`REVOKE ${from}`];
    })
    .join('; ');
}

/** @returns its password, which the server never sees in clear: a statement may come into its log. */
async function makeLogin(tx: Transaction, server: ServerAddress, login: string): Promise<string> {
  const password = randomBytes(passwordBytes).toString('base64url');
  try {
    await tx.unsafe(`CREATE ROLE ${quoted(login)} LOGIN PASSWORD '${verifierOf(password)}'`);
  } catch (error) {
    // The server's own: public, none, and what begins with pg_.
    if (isRefusedBy(error, '42939')) throw new TammesError('share-login-unfit', { login, why: 'name' });
    if (isRefusedBy(error, '42501'))
      throw new TammesError('share-login-unknown', {
        server: nameOfServer(server),
        login,
        sql: `CREATE ROLE ${quoted(login)} LOGIN PASSWORD '…'`,
      });
    throw error;
  }
  return password;
}

/** What a server keeps of a password (RFC 5803, as PostgreSQL writes it). @param password in ASCII. */
function verifierOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`;
}
