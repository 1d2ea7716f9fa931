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

const granted: readonly GrantedRole[] = ['reader', 'enroller'];

/** Whether a role is one that a login can take on (MEMBER), or one whose rights it has without more ado (USAGE). */
type Holding = 'MEMBER' | 'USAGE';

/**
 * All logins that have access, by name, with the most that each may do: also through another role, and also if it first has to take the
 * role on, as one that is NOINHERIT.
 */
export async function membersOf(
  client: Client | Transaction,
  { database }: ServerAddress,
  holding: Holding = 'MEMBER',
): Promise<ShareMember[]> {
  const [reader, enroller, owner] = shareRoles.map((role) => roleName(role, database)) as [
    string,
    string,
    string,
  ];
  // Each role may do what the one before may, so that their number says which is the most. Administrators of the server may do all anywhere:
  // those are meant who were given a role.
  const rows = await client<{ login: string; isOwn: boolean; roles: number }[]>`
    WITH granted AS (SELECT oid FROM pg_roles WHERE rolname IN (${reader}, ${enroller}, ${owner}))
    SELECT login.rolname AS login, login.rolname = session_user AS "isOwn", count(*)::integer AS roles
    FROM pg_roles login JOIN granted ON pg_has_role(login.oid, granted.oid, ${holding})
    WHERE login.rolcanlogin
      AND (NOT login.rolsuper OR EXISTS (
        SELECT FROM pg_auth_members WHERE member = login.oid AND roleid IN (SELECT oid FROM granted)))
    GROUP BY login.rolname`;
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

/**
 * Gives a login access, or changes what it may do. One that the server does not have is made.
 * @param wanted null: as it is; who has no access becomes a reader.
 * @throws TammesError 'share-login-unfit', 'share-login-unknown' if there is none and this one may make none, 'share-login-bare' or
 * 'share-member-stays'
 */
export async function grant(
  client: Client,
  server: ServerAddress,
  login: string,
  wanted: GrantedRole | null,
): Promise<Granted> {
  if (Buffer.byteLength(login) > longestLogin || /\p{Cc}/u.test(login))
    throw new TammesError('share-login-unfit', { login, why: 'name' });
  const work = async (tx: Transaction) => {
    const [known] = await tx`
      SELECT rolcanlogin AS "isLogin", rolsuper AS "isAdmin" FROM pg_roles WHERE rolname = ${login}`;
    if (known?.isLogin === false) throw new TammesError('share-login-unfit', { login, why: 'group' });
    const before = await roleOf(tx, server, login);
    const role = wanted ?? before ?? 'reader';
    const password = known === undefined ? await makeLogin(tx, server, login) : null;
    if (role !== 'owner') {
      if (known?.isAdmin) throw new TammesError('share-login-unfit', { login, why: 'admin' });
      await revokeAll(tx, server, login);
      await tx.unsafe(`GRANT ${quoted(roleName(role, server.database))} TO ${quoted(login)}`);
      await expectMember(tx, server, login, 'USAGE', role);
    }
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
    await expectMember(tx, server, login, 'MEMBER', null);
  });
}

async function roleOf(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  holding: Holding = 'MEMBER',
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

/** The server only warns of what it does not revoke, and says nothing if a membership has no effect. */
async function expectMember(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  holding: Holding,
  role: ShareRole | null,
): Promise<void> {
  const now = await roleOf(tx, server, login, holding);
  if (now === role) return;
  const named = { server: nameOfServer(server), login };
  if (now === null)
    throw new TammesError('share-login-bare', { ...named, sql: `ALTER ROLE ${quoted(login)} INHERIT` });
  throw new TammesError('share-member-stays', { ...named, sql: await revoking(tx, server, login, now) });
}

/** How whoever manages the server takes a role from a login: each membership through which it has the role. @returns SQL. */
async function revoking(
  tx: Transaction,
  { database }: ServerAddress,
  login: string,
  role: ShareRole,
): Promise<string> {
  // Before version 16, whoever has granted it may be gone.
  const through = await tx<{ role: string; grantor: string | null }[]>`
    SELECT held.rolname AS role, grantor.rolname AS grantor FROM pg_auth_members
    JOIN pg_roles held ON held.oid = roleid JOIN pg_roles member ON member.oid = pg_auth_members.member
    LEFT JOIN pg_roles grantor ON grantor.oid = pg_auth_members.grantor
    WHERE member.rolname = ${login} AND pg_has_role(held.oid, ${roleName(role, database)}, 'MEMBER')`;
  return through
    .map(({ role, grantor }) => {
      const by = grantor === null ? '' : ` GRANTED BY ${quoted(grantor)}`;
      return `REVOKE ${quoted(role)} FROM ${quoted(login)}${by}`;
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
