/** The tables of galleries in a database, and how they came to be. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import { nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';
import { type Client, inTransaction, type Transaction } from './postgres-client.ts';

/** Of advisory locks: who makes the tables, and who changes a gallery. */
export const locks = { schema: 0x7a33e5, gallery: 0x7a33e6 };

/** Each is done once, in this order. Those that have been published stay as they are. */
const migrations: readonly string[] = [
  `CREATE TABLE tammes.galleries (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     library uuid NOT NULL,
     head text NOT NULL,
     dim integer NOT NULL,
     UNIQUE (library, head)
   )`,
];

/**
 * Makes what is missing. Of several who do so at once one does it, and the others wait.
 * @throws TammesError 'gallery-server-without-vector' or 'gallery-server-newer'
 */
export async function migrate(client: Client, server: ServerAddress): Promise<void> {
  await inTransaction(client, async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${locks.schema}, 0)`;
    await ensureVectors(tx, server);
    // Whoever may only use a schema may not even try to make one that is there.
    const [schema] = await tx`SELECT to_regnamespace('tammes') IS NOT NULL AS "isThere"`;
    if (!schema!.isThere) {
      await tx`CREATE SCHEMA tammes`;
      await tx`CREATE TABLE tammes.versions (version integer PRIMARY KEY, made timestamptz NOT NULL DEFAULT now())`;
    }
    const [now] = await tx`SELECT coalesce(max(version), 0) AS version FROM tammes.versions`;
    if (now!.version > migrations.length)
      throw new TammesError('gallery-server-newer', { server: nameOfServer(server) });
    for (const [i, migration] of migrations.entries()) {
      if (i < now!.version) continue;
      await tx.unsafe(migration);
      await tx`INSERT INTO tammes.versions (version) VALUES (${i + 1})`;
    }
  });
}

async function ensureVectors(tx: Transaction, server: ServerAddress): Promise<void> {
  const [found] = await tx`
    SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') AS "isThere",
      EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') AS "canBe"`;
  if (found!.isThere) return;
  if (!found!.canBe) throw new TammesError('gallery-server-without-vector', { server: nameOfServer(server) });
  await tx`CREATE EXTENSION vector`;
}
