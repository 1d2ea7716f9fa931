/** Connections to a database that holds galleries. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { firstLine } from '../../../src-shared/first-line.ts';
import { type GalleryServer, nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';

export type Client = postgres.Sql;
/** A connection of its own, in a transaction. */
export type Transaction = postgres.ReservedSql;

/** Connections at most: a photo's faces, and several photos, are searched at once. */
const connections = 4;

/**
 * Nothing is connected before the first question.
 * @param patience milliseconds that a connection may take. @param onLost called when a connection ends by itself.
 * @param lockTimeout milliseconds that it may wait for others who change the same.
 * @throws TammesError 'gallery-server-lost' if the certificates of the address cannot be read.
 */
export function openClient(
  server: ServerAddress,
  patience: number,
  onLost: () => void = () => {},
  lockTimeout?: number,
): Client {
  const { host, port, database, user, tls } = server;
  const client: Client = postgres({
    host,
    port,
    database,
    user,
    pass: passwordOf(server),
    // A host that is given as an address is verified as one: without its name it would count as localhost.
    ssl: tls && { rejectUnauthorized: true, host, ca: certificatesOf(server) },
    max: connections,
    connect_timeout: patience / 1000,
    max_lifetime: null,
    // A pooler between may know nothing of statements that were prepared.
    prepare: false,
    // Types of arrays are asked for by nobody.
    fetch_types: false,
    // Of work under way only so much is waited for by who cannot go on without.
    connection: {
      application_name: 'tammes',
      ...(lockTimeout !== undefined && { lock_timeout: lockTimeout }),
    },
    onnotice: () => {},
    onclose: () => {
      losses.set(client, lossesOf(client) + 1);
      onLost();
    },
  });
  return client;
}

/** How many connections of a client have ended. */
const losses = new WeakMap<Client, number>();
const lossesOf = (client: Client) => losses.get(client) ?? 0;

/**
 * Does all of it or nothing. Postgres.js' own `begin` sends ROLLBACK to a connection that is lost, and the process ends by an error that
 * nobody can catch (porsager/postgres#1154, #1208).
 * @param mode what follows BEGIN. @throws what `work` throws, and what the server says
 */
export async function inTransaction<T>(
  client: Client,
  work: (tx: Transaction) => Promise<T>,
  mode = '',
): Promise<T> {
  // A connection that is only made for it would never be handed out, as no types are fetched.
  await client`SELECT`;
  const tx = await client.reserve();
  const before = lossesOf(client);
  const isLost = () => lossesOf(client) !== before;
  try {
    await tx.unsafe(`BEGIN ${mode}`);
    const result = await work(tx);
    await tx`COMMIT`;
    return result;
  } catch (error) {
    if (!isLost()) await tx`ROLLBACK`.catch(() => {});
    throw error;
  } finally {
    if (!isLost()) tx.release();
  }
}

/** Waits for an answer. @throws TammesError if it takes longer than `patience`. */
export async function inTime<T>(server: ServerAddress, patience: number, answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const silence = delay(patience, undefined, { signal: answered.signal }).then(() => {
    throw new TammesError('gallery-server-lost', { server: nameOfServer(server), reason: 'no answer' });
  });
  silence.catch(() => {});
  try {
    return await Promise.race([answer, silence]);
  } finally {
    answered.abort();
    answer.catch(() => {});
  }
}

/**
 * Waits until it is connected: a server that ends each connection at once, as a proxy without one behind it does, is otherwise asked again
 * without end. @throws TammesError as `inTime`, and what the server says.
 */
export async function connected(client: Client, server: ServerAddress, patience: number): Promise<void> {
  await inTime(server, patience, client`SELECT`);
}

/** Ends it, also in the middle of a question. */
export function closeClient(client: Client): void {
  client.end({ timeout: 0 }).catch(() => {});
}

function certificatesOf(server: ServerAddress): string | undefined {
  if (server.rootCertificates === null) return undefined;
  try {
    return readFileSync(server.rootCertificates, 'utf8');
  } catch (error) {
    throw lost(server, error);
  }
}

/** As PostgreSQL's own programs look for it. */
function passwordOf(server: ServerAddress): string {
  return server.password || process.env.PGPASSWORD || passwordInFile(server) || '';
}

function passwordInFile({ host, port, database, user }: ServerAddress): string | undefined {
  const path =
    process.env.PGPASSFILE ||
    (process.platform === 'win32'
      ? join(process.env.APPDATA ?? homedir(), 'postgresql', 'pgpass.conf')
      : join(homedir(), '.pgpass'));
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    // A colon and a backslash in a field have a backslash before them.
    const fields = [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field]) =>
      field!.replace(/\\(.)/g, '$1'),
    );
    if (!line.startsWith('#') && wanted.every((value, i) => fields[i] === '*' || fields[i] === value))
      return fields[4];
  }
  return undefined;
}

/** What a server said no to, in its own words and with its code; undefined: the connection failed. */
const codeOf = (error: unknown): string | undefined =>
  error instanceof postgres.PostgresError ? error.code : undefined;

/** Whether a server said no with one of these codes. */
export const isRefusedBy = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(codeOf(error) ?? '');

/** Whether a server said no, and the connection goes on: those that end it are of class 08 and 57. */
export const isRefusal = (error: unknown): boolean => !/^(08|57|$)/.test(codeOf(error) ?? '');

/** Whether there are no tables of ours. */
export const isMissing = (error: unknown): boolean => /^(42P01|3F000)$/.test(codeOf(error) ?? '');

/** Whether what is kept there is not as it was left: a table or a column is gone, or its bytes are damaged. */
export function isDamage(error: unknown): boolean {
  return /^(42P01|42703|42704|42883|42804|3F000|XX\d{3})$/.test(codeOf(error) ?? '');
}

/** What people are told of an error of a server. */
export function serverError(server: GalleryServer | ServerAddress, error: unknown): TammesError {
  if (error instanceof TammesError) return error;
  const code = codeOf(error);
  // Class 08 and 57: the connection ends; 28: the password is wrong; 3D: there is no such database.
  if (code === undefined || /^(08|57|28|3D|53)/.test(code)) return lost(server, error);
  return new TammesError(
    'gallery-server-refused',
    { server: nameOfServer(server), reason: firstLine(error) },
    { cause: error },
  );
}

const lost = (server: ServerAddress, error: unknown) =>
  new TammesError(
    'gallery-server-lost',
    { server: nameOfServer(server), reason: reasonOf(error) },
    { cause: error },
  );

/** Several addresses of a host fail together without words of their own. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return firstLine(first);
}
