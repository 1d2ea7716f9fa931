/** The heads of a shared gallery: all desks recognise by the one that was published last. */
import { createHash } from 'node:crypto';
import { type HeadVerdict, headVerdict } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { decodeHead, encodeHead } from '../../../src-shared/training/index.ts';
import { currentVersion } from '../../store/backbones.ts';
import { transaction } from '../../store/database.ts';
import { nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';
import { addHead, headData, listHeads } from '../../store/runs.ts';
import type { SharedHead } from '../../store/shared-people.ts';
import type { Database } from '../../store/sql.ts';
import { type Client, inTransaction, type Transaction } from '../engines/postgres-client.ts';
import { locks } from './schema.ts';

/** A head as the gallery has it. */
export interface PublishedHead extends SharedHead {
  /** Its number in the database. */
  id: number;
  loss: string | null;
  verdict: HeadVerdict | null;
}

/** A head without class centres and names: these stand for people. @throws TammesError 'head-unknown' or 'head-damaged' */
export function withoutPeople(db: Database, headId: number): { data: Uint8Array; hash: string } {
  const head = decodeHead(headData(db, headId), `Head ${headId}`);
  const data = encodeHead({ ...head, centres: null, people: [] });
  return { data, hash: sha256(data) };
}

/** Whether one is published. */
export const hasHead = async (client: Client): Promise<boolean> =>
  (await client`SELECT FROM tammes_shared.heads LIMIT 1`).length > 0;

/** The head that the desks of a gallery use. @throws TammesError 'share-empty' */
export async function publishedHead(
  sql: Client | Transaction,
  server: ServerAddress,
): Promise<PublishedHead> {
  const [row] = await sql`
    SELECT id, version, hash, name, dim, loss, feature_version AS "featureVersion", verdict
    FROM tammes_shared.heads ORDER BY version DESC LIMIT 1`;
  if (row === undefined) throw new TammesError('share-empty', { server: nameOfServer(server) });
  const { id, version, hash, name, dim, loss, featureVersion } = row as PublishedHead;
  const verdict = row.verdict === null ? null : headVerdict.parse(JSON.parse(row.verdict));
  return { id, version, hash, name, dim, loss, featureVersion, verdict };
}

/**
 * The number of a published head in a library, which gets it if it has not.
 * @throws TammesError 'share-other-features' or 'share-differs'
 */
export async function headInLibrary(
  client: Client,
  server: ServerAddress,
  db: Database,
  head: PublishedHead,
): Promise<number> {
  if (head.featureVersion !== currentVersion(db))
    throw new TammesError('share-other-features', { server: nameOfServer(server), head: head.name });
  const known = listHeads(db).find(({ id, hash }) => hash === head.hash || isSame(db, id, head.hash));
  if (known !== undefined) return known.id;
  const [row] = await client`SELECT data FROM tammes_shared.heads WHERE id = ${head.id}`;
  const data = Uint8Array.from(row?.data ?? []);
  if (sha256(data) !== head.hash) throw new TammesError('share-differs', { server: nameOfServer(server) });
  const { kind, dim } = decodeHead(data, head.name);
  const { name, loss, verdict } = head;
  const added = { name, kind, dim, loss, runId: null, hasCentres: false, verdict, data };
  return transaction(db, () => addHead(db, added)).id;
}

function isSame(db: Database, headId: number, hash: string): boolean {
  try {
    return withoutPeople(db, headId).hash === hash;
  } catch {
    // A damaged one is no head at all.
    return false;
  }
}

/** Publishes a head of a library, anew if it was before. @returns its version. @throws as `withoutPeople`, and TammesError 'share-head-unfit' */
export async function publishHead(client: Client, db: Database, headId: number): Promise<number> {
  const head = listHeads(db).find(({ id }) => id === headId);
  if (head === undefined) throw new TammesError('head-unknown', { headId });
  if (head.outdated) throw new TammesError('share-head-unfit', { head: head.name, why: 'outdated' });
  const { data, hash } = withoutPeople(db, headId);
  const { name, dim, loss, verdict } = head;
  return inTransaction(client, async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${locks.schema}, 0)`;
    const [row] = await tx`
      INSERT INTO tammes_shared.heads (version, hash, name, dim, loss, feature_version, verdict, data)
      SELECT coalesce(max(version), 0) + 1, ${hash}, ${name}, ${dim}, ${loss}, ${currentVersion(db)},
        ${verdict && JSON.stringify(verdict)}, ${Buffer.from(data)}
      FROM tammes_shared.heads
      ON CONFLICT (hash) DO UPDATE SET version = excluded.version, published_at = now(), published_by = session_user
      RETURNING version`;
    return Number(row!.version);
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
