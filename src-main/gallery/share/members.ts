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

/** All logins that have access, by name, with the most that each may do. */
export async function membersOf(
  client: Client | Transaction,
  { database }: ServerAddress,
): Promise<ShareMember[]> {
  const members = new Map<string, ShareMember>();
  // From the least on: what comes later counts.
  for (const role of shareRoles) {
    const rows = await client<Omit<ShareMember, 'role'>[]>`
      SELECT DISTINCT member.rolname AS login, member.rolname = session_user AS "isOwn"
      FROM pg_auth_members JOIN pg_roles granted ON granted.oid = roleid JOIN pg_roles member ON member.oid = pg_auth_members.member
      WHERE granted.rolname = ${roleName(role, database)}`;
    for (const { login, isOwn } of rows) members.set(login, { login, role, isOwn });
  }
  // The roles are members of each other.
  for (const role of shareRoles) members.delete(roleName(role, database));
  return [...members.values()].sort((a, b) => a.login.localeCompare(b.login));
}

/**
 * Gives a login access, or changes what it may do. One that the server does not have is made.
 * @returns the password of a login that was made; null: it was there.
 * @throws TammesError 'share-login-unfit', 'share-login-unknown' if there is none and this one may make none, or 'share-member-stays'
 */
export async function grant(
  client: Client,
  server: ServerAddress,
  login: string,
  role: GrantedRole,
): Promise<string | null> {
  if (Buffer.byteLength(login) > longestLogin || /\p{Cc}/u.test(login))
    throw new TammesError('share-login-unfit', { login });
  return inTransaction(client, async (tx) => {
    const [known] = await tx`SELECT FROM pg_roles WHERE rolname = ${login}`;
    const password = known === undefined ? await makeLogin(tx, server, login) : null;
    await asOwner(tx, server);
    for (const other of granted) if (other !== role) await revokeRole(tx, server, login, other);
    await tx.unsafe(`GRANT ${quoted(roleName(role, server.database))} TO ${quoted(login)}`);
    await expectMember(tx, server, login, role);
    return password;
  });
}

/**
 * Takes a login's access away. The login itself stays on the server.
 * @throws TammesError 'share-member-unknown', or 'share-member-stays' if it owns the gallery, or whoever manages the server has given it access
 */
export async function revoke(client: Client, server: ServerAddress, login: string): Promise<void> {
  await inTransaction(client, async (tx) => {
    const members = await membersOf(tx, server);
    if (!members.some((member) => member.login === login))
      throw new TammesError('share-member-unknown', { server: nameOfServer(server), login });
    await asOwner(tx, server);
    for (const role of granted) await revokeRole(tx, server, login, role);
    await expectMember(tx, server, login, null);
  });
}

/** What one owner grants, every owner can revoke: from version 16 on, a server notes who has granted it. */
async function asOwner(tx: Transaction, { database }: ServerAddress): Promise<void> {
  await tx.unsafe(`SET LOCAL ROLE ${quoted(roleName('owner', database))}`);
}

/** Without being a member the server only says so. */
async function revokeRole(
  tx: Transaction,
  { database }: ServerAddress,
  login: string,
  role: GrantedRole,
): Promise<void> {
  await tx.unsafe(`REVOKE ${quoted(roleName(role, database))} FROM ${quoted(login)}`);
}

/** The server only warns of what it does not revoke. */
async function expectMember(
  tx: Transaction,
  server: ServerAddress,
  login: string,
  role: ShareRole | null,
): Promise<void> {
  const now = (await membersOf(tx, server)).find((member) => member.login === login)?.role ?? null;
  if (now === role) return;
  throw new TammesError('share-member-stays', {
    server: nameOfServer(server),
    login,
    role: roleName(now ?? 'reader', server.database),
  });
}

/** @returns its password, which the server never sees in clear: a statement may come into its log. */
async function makeLogin(tx: Transaction, server: ServerAddress, login: string): Promise<string> {
  const password = randomBytes(passwordBytes).toString('base64url');
  try {
    await tx.unsafe(`CREATE ROLE ${quoted(login)} LOGIN PASSWORD '${verifierOf(password)}'`);
  } catch (error) {
    // Names that begin with pg_ are the server's own.
    if (isRefusedBy(error, '42939')) throw new TammesError('share-login-unfit', { login });
    if (isRefusedBy(error, '42501'))
      throw new TammesError('share-login-unknown', { server: nameOfServer(server), login });
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
