/**
 * The database that a library's gallery is sent to. It is noted in the user's own folder and not in the library: a library that comes
 * from elsewhere sends nothing anywhere, and whoever gets a copy of a library gets no password.
 */
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { GalleryServerInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { addressBook } from './address-book.ts';

export const serverAddress = z.object({
  /** A name, an address, or the folder of a socket. */
  host: z.string(),
  port: z.int(),
  database: z.string(),
  user: z.string(),
  /** Null: PGPASSWORD or the user's passfile has it, or none is needed. */
  password: z.string().nullable(),
  /** Whether the connection is encrypted and the server's certificate verified. */
  tls: z.boolean(),
  /** A file of certificates that the server's is verified by; null: those that the system trusts. */
  rootCertificates: z.string().nullable(),
});
export type ServerAddress = z.infer<typeof serverAddress>;

const server = serverAddress.extend({
  /** What the library is called there. */
  gallery: z.uuid(),
});
export type GalleryServer = z.infer<typeof server>;

const servers = addressBook('gallery-servers.json', server);

/** Stands where no host is named; no host has such a name (RFC 6761). */
const noHost = 'none.invalid';

/** @param text such as postgres://user@host:5432/database, or postgres:///database?host=/run/postgresql. @throws TammesError 'gallery-address-wrong' */
export function parseServer(text: string): ServerAddress {
  let url: URL;
  try {
    // A URL of this scheme may have no empty host beside a user, as an address with a socket does.
    url = new URL(text.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)(?=[:/])/, `$1${noHost}`));
  } catch {
    throw new TammesError('gallery-address-wrong', { fault: 'form' });
  }
  if (!/^postgres(ql)?:$/.test(url.protocol))
    throw new TammesError('gallery-address-wrong', { fault: 'form' });
  const { host: folder, sslmode, sslrootcert, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0) throw new TammesError('gallery-address-wrong', { fault: 'option' });
  if (sslmode !== undefined && sslmode !== 'verify-full' && sslmode !== 'disable')
    throw new TammesError('gallery-address-wrong', { fault: 'tls' });
  const named = url.hostname === noHost ? '' : url.hostname;
  const host = folder ?? decoded(named).replace(/^\[(.*)\]$/, '$1');
  const database = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  if (host === '' || database === '' || user === '')
    throw new TammesError('gallery-address-wrong', { fault: 'form' });
  return {
    host,
    port: Number(url.port || 5432),
    database,
    user,
    password: url.password === '' ? null : decoded(url.password),
    tls: sslmode === undefined ? !isOfThisMachine(host) : sslmode === 'verify-full',
    rootCertificates: sslrootcert === undefined ? null : resolve(sslrootcert),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign of a password that should be written %25.
    throw new TammesError('gallery-address-wrong', { fault: 'form' });
  }
}

/** Whether what is sent to a host stays on this machine. */
export function isOfThisMachine(host: string): boolean {
  return (
    host.startsWith('/') ||
    host === 'localhost' ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/** How people read it: without the password. */
export function nameOfServer({ user, host, port, database }: ServerAddress): string {
  return `${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

/** The address by which another login reaches the same database: without a password, and without files of this machine. */
export function addressFor({ host, port, database, tls }: ServerAddress, login: string): string {
  const options = new URLSearchParams();
  if (host.startsWith('/')) options.set('host', host);
  // As each address is read by itself otherwise.
  if (tls === isOfThisMachine(host)) options.set('sslmode', tls ? 'verify-full' : 'disable');
  const named = host.startsWith('/') ? '' : host.includes(':') ? `[${host}]` : host;
  const query = options.size === 0 ? '' : `?${options}`;
  return `postgres://${encodeURIComponent(login)}@${named}${port === 5432 ? '' : `:${port}`}/${encodeURIComponent(database)}${query}`;
}

/** What people are told of it. */
export function infoOfServer(server: ServerAddress): GalleryServerInfo {
  const connection = server.tls ? 'verified' : isOfThisMachine(server.host) ? 'local' : 'clear';
  return { name: nameOfServer(server), connection };
}

/** The database that a library is connected to; null: none. */
export const serverOf = (folder: string): GalleryServer | null => servers.of(folder);

/** A new name for a library in a database. */
export const newGallery = (to: ServerAddress): GalleryServer => ({ ...to, gallery: randomUUID() });

/** Whether two addresses are of one database. */
export function isSameDatabase(one: ServerAddress, other: ServerAddress): boolean {
  return one.host === other.host && one.port === other.port && one.database === other.database;
}

/** Connects a library. */
export const keepServer = (folder: string, to: GalleryServer): void => servers.keep(folder, to);

export const dropServer = (folder: string): void => servers.drop(folder);
