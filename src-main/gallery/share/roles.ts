/** Who may do what in a shared gallery: roles of the database itself, which real logins are made members of. */
import { createHash } from 'node:crypto';
import { type ShareRole, shareRole } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';

/** A reader recognises; an enroller enrols, too; an owner publishes, forgets and gives others access, too. */
export const shareRoles = shareRole.options;
export type { ShareRole };
/** Their names in a database, as identifiers in SQL. */
export type QuotedRoles = Record<ShareRole, string>;

/** PostgreSQL cuts longer names off, which would make one role of two. */
const longestDatabase = 40;

/** Roles belong to a whole server: a name of each database's own keeps an enroller of one from being an enroller of another. */
export function roleName(role: ShareRole, database: string): string {
  const bytes = Buffer.from(database);
  if (bytes.length <= longestDatabase) return `tammes_${role}_${database}`;
  return `tammes_${role}_${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

/** As an identifier in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Says that a login may not do what a role may. */
export function notLetIn(server: ServerAddress, role: ShareRole): TammesError {
  const sql = `GRANT ${quoted(roleName(role, server.database))} TO ${quoted(server.user)}`;
  return new TammesError('share-not-let-in', { server: nameOfServer(server), role, sql });
}
