/** A gallery's vectors in a table of a database, with pgvector's index (HNSW) on them. */
import { createHash } from 'node:crypto';
import type { ServerAddress } from '../../store/gallery-server.ts';
import { type Client, inTransaction, isDamage, type Transaction } from './postgres-client.ts';
import { PostgresIndex, tableOf } from './postgres-index.ts';
import { locks, migrate } from './postgres-schema.ts';

/** pgvector looks at no more than these closely. */
export const mostExpansion = 1000;
/** Vectors whose sums are read at once. */
const page = 20_000;
/** Queries of one message: two messages for the 25 probes of a step, so that two of the server's processes search. */
const mostQueries = 13;

/** What a gallery is called in a database. */
export interface GalleryName {
  library: string;
  head: string;
  dim: number;
}

/** A vector that is to be there; null: none with this id. */
export type Change = readonly [id: number, vector: Float32Array | null];

export class PostgresTable {
  readonly #client: Client;
  readonly #id: number;
  readonly #index: PostgresIndex;

  private constructor(client: Client, id: number, index: PostgresIndex) {
    this.#client = client;
    this.#id = id;
    this.#index = index;
  }

  /** Opens the table of a gallery, which is made if there is none. @throws as `migrate`, and what the server says. */
  static async open(client: Client, server: ServerAddress, name: GalleryName): Promise<PostgresTable> {
    await migrate(client, server);
    const id = await inTransaction(client, (tx) => ensureTable(tx, name));
    return new PostgresTable(client, id, await PostgresIndex.open(client, id, name.dim));
  }

  get isIndexed(): boolean {
    return this.#index.isThere;
  }

  /**
   * Compares what is there with the present vectors.
   * @returns ids whose vectors are the present ones, and the other ids; null: it cannot be read.
   */
  async compare(
    vectorOf: (id: number) => Float32Array | null,
  ): Promise<{ current: number[]; stale: number[] } | null> {
    const current: number[] = [];
    const stale: number[] = [];
    try {
      for await (const [id, sum] of this.#sums()) {
        const vector = vectorOf(id);
        (vector !== null && sumOf(vector) === sum ? current : stale).push(id);
      }
      return { current, stale };
    } catch (error) {
      if (isDamage(error)) return null;
      throw error;
    }
  }

  /** The ids that are there, with the sums of their vectors. */
  async *#sums(): AsyncGenerator<[id: number, sum: string]> {
    for (let after = '-1'; ; ) {
      const rows = await this.#client.unsafe<{ id: string; sum: string }[]>(
        `SELECT id, md5(vector_send(direction)) AS sum FROM ${tableOf(this.#id)} WHERE id > ${after} ORDER BY id LIMIT ${page}`,
      );
      for (const { id, sum } of rows) yield [Number(id), sum];
      if (rows.length < page) return;
      after = rows.at(-1)!.id;
    }
  }

  /**
   * Changes vectors when nobody else does.
   * @param take says which, when it is this one's turn; null, then or afterwards: the library is another one meanwhile, and nothing is changed.
   * @returns whether they are changed.
   */
  change(take: () => readonly Change[] | null): Promise<boolean> {
    return inTurn(this.#client, this.#id, async (tx) => {
      const changes = take();
      if (changes === null) return false;
      const ids = changes.map(([id]) => id);
      const present = changes.filter(
        (change): change is readonly [number, Float32Array] => change[1] !== null,
      );
      await tx.unsafe(`DELETE FROM ${tableOf(this.#id)} WHERE id = ANY($1::bigint[])`, [arrayOf(ids)]);
      await tx.unsafe(
        `INSERT INTO ${tableOf(this.#id)} (id, direction)
         SELECT id, direction::vector FROM unnest($1::bigint[], string_to_array($2, ';')) AS given (id, direction)`,
        [arrayOf(present.map(([id]) => id)), present.map(([, vector]) => textOf(vector)).join(';')],
      );
      return take() !== null;
    });
  }

  /** Takes all out, and the index away. */
  async clear(): Promise<void> {
    await inTurn(this.#client, this.#id, async (tx) => {
      await tx.unsafe(`TRUNCATE ${tableOf(this.#id)}`);
      await this.#index.drop(tx);
      return true;
    });
  }

  /** See `PostgresIndex.build`. @param size about how many vectors there are. */
  buildIndex(size: number): Promise<void> {
    return this.#index.build(this.#client, size);
  }

  /**
   * By the index: a message for several queries, and several messages at once, so that several of the server's processors search.
   * @param rows how many are to be found, no more than `expansion`. @param expansion how many are looked at closely.
   */
  async near(queries: readonly Float32Array[], rows: number, expansion: number): Promise<number[][]> {
    const messages: (readonly Float32Array[])[] = [];
    for (let from = 0; from < queries.length; from += mostQueries)
      messages.push(queries.slice(from, from + mostQueries));
    return (await Promise.all(messages.map((some) => this.#ask(some, rows, expansion)))).flat();
  }

  async #ask(queries: readonly Float32Array[], rows: number, expansion: number): Promise<number[][]> {
    const results: unknown = await this.#client.unsafe(
      [
        'SET LOCAL enable_seqscan = off',
        `SET LOCAL hnsw.ef_search = ${expansion}`,
        ...queries.map(
          (query) =>
            `SELECT id FROM ${tableOf(this.#id)} ORDER BY ${this.#index.distanceTo(textOf(query))} LIMIT ${rows}`,
        ),
      ].join(';'),
    );
    // An answer to each statement from the last SET on.
    const answers = (results as { id: string }[][]).slice(-queries.length);
    return answers.map((answer) => answer.map(({ id }) => Number(id)));
  }

  /** Overwrites what was taken out: until then the server only passes it over. */
  async vacuum(): Promise<void> {
    await this.#client.unsafe(`VACUUM ${tableOf(this.#id)}`);
  }
}

/** Removes the galleries of a library, but for those of some heads. @param heads hashes. */
export async function dropTables(client: Client, library: string, heads: readonly string[]): Promise<void> {
  await inTransaction(client, async (tx) => {
    const rows = await tx<{ id: number }[]>`
      DELETE FROM tammes.galleries WHERE library = ${library} AND head <> ALL (string_to_array(${heads.join(';')}, ';'))
      RETURNING id`;
    for (const { id } of rows) await tx.unsafe(`DROP TABLE IF EXISTS ${tableOf(id)}`);
  });
}

/** Removes a vector from all galleries of a library, and overwrites it. */
export async function removeVector(client: Client, library: string, id: number): Promise<void> {
  // One without a table has nothing of the vector. One whose index is being built, say, must not keep it from being removed from the others.
  const galleries = await client<{ id: number }[]>`
    SELECT id FROM tammes.galleries WHERE library = ${library} AND to_regclass('tammes.gallery_' || id) IS NOT NULL`;
  const failures: unknown[] = [];
  for (const gallery of galleries)
    await removeFrom(client, gallery.id, id).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function removeFrom(client: Client, gallery: number, id: number): Promise<void> {
  await inTurn(client, gallery, async (tx) => {
    await tx.unsafe(`DELETE FROM ${tableOf(gallery)} WHERE id = ${id}`);
    return true;
  });
  await client.unsafe(`VACUUM ${tableOf(gallery)}`);
}

/** Of those who change a gallery, one at a time. @param change says whether it shall be kept. */
async function inTurn(
  client: Client,
  id: number,
  change: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  const undone = new Error('Undone.');
  try {
    await inTransaction(client, async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(${locks.gallery}, ${id})`;
      if (!(await change(tx))) throw undone;
    });
    return true;
  } catch (error) {
    if (error === undone) return false;
    throw error;
  }
}

async function ensureTable(tx: Transaction, { library, head, dim }: GalleryName): Promise<number> {
  await tx`SELECT pg_advisory_xact_lock(${locks.schema}, 0)`;
  const [known] = await tx`
    INSERT INTO tammes.galleries AS known (library, head, dim) VALUES (${library}, ${head}, ${dim})
    ON CONFLICT (library, head) DO UPDATE SET dim = known.dim RETURNING id`;
  const id: number = known!.id;
  const [table] = await tx`
    SELECT array_agg(attname || ' ' || format_type(atttypid, atttypmod) ORDER BY attnum)::text AS columns
    FROM pg_attribute WHERE attrelid = to_regclass(${tableOf(id)}) AND attnum > 0 AND NOT attisdropped`;
  if (table!.columns === `{"id bigint","direction vector(${dim})"}`) return id;
  await tx.unsafe(`DROP TABLE IF EXISTS ${tableOf(id)}`);
  await tx.unsafe(`CREATE TABLE ${tableOf(id)} (id bigint PRIMARY KEY, direction vector(${dim}) NOT NULL)`);
  return id;
}

/** Numbers too small for PostgreSQL's are zero, and zero has one sign. */
const sent = (value: number): number => (Math.abs(value) < 1e-37 ? 0 : value);

/** As pgvector reads it, without loss. */
function textOf(vector: Float32Array): string {
  return `[${Array.from(vector, (value) => sent(value).toPrecision(9)).join(',')}]`;
}

const arrayOf = (ids: readonly number[]) => `{${ids.join(',')}}`;

/** A vector's sum as the server counts it: of its bytes as pgvector sends them. */
function sumOf(vector: Float32Array): string {
  const bytes = Buffer.alloc(4 + 4 * vector.length);
  bytes.writeUInt16BE(vector.length);
  for (const [i, value] of vector.entries()) bytes.writeFloatBE(sent(value), 4 + 4 * i);
  return createHash('md5').update(bytes).digest('hex');
}
