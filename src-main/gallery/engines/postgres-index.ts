/** The index (HNSW, of pgvector) on a gallery's table. */
import { type Client, isRefusal, type Transaction } from './postgres-client.ts';
import { locks } from './postgres-schema.ts';

/** Neighbours of a vector in the index, and vectors that are looked at closely to find these. */
const [neighbours, expansionAdd] = [20, 64];
/** Bytes that a vector's places in the index take beside its numbers while it is built: 16 for each of twice as many neighbours, and 232 of its own. */
const bytesOfPlaces = 16 * 2 * neighbours + 232;
/** Megabytes in which the server may build: beyond, it takes longer. */
const building = { least: 64, most: 4096 };

/** As what an index has the numbers of directions. A name of its own for each kind: an update of the server's pgvector may bring another. */
interface Numbers {
  suffix: string;
  /** In SQL, as the next two. */
  type: (dim: number) => string;
  direction: (dim: number) => string;
  operators: string;
  /** Of each number. */
  bytes: number;
}

const singles: Numbers = {
  suffix: 'near',
  type: (dim) => `vector(${dim})`,
  direction: () => 'direction',
  operators: 'vector_ip_ops',
  bytes: 4,
};
/** Half as much memory, in which searches spend their time. pgvector has them from 0.7 on. */
const halves: Numbers = {
  suffix: 'half',
  type: (dim) => `halfvec(${dim})`,
  direction: (dim) => `direction::halfvec(${dim})`,
  operators: 'halfvec_ip_ops',
  bytes: 2,
};

/** @param id of the gallery. */
export const tableOf = (id: number) => `tammes.gallery_${id}`;
const nameOf = (id: number, { suffix }: Numbers) => `gallery_${id}_${suffix}`;

/** The index of one gallery, of the best kind that the server can have. */
export class PostgresIndex {
  /** Whether searches can use it. */
  isThere = false;
  /** Whether one of this kind was there, so that to build is to build anew. */
  #isToDrop = false;
  readonly #id: number;
  readonly #dim: number;
  readonly #numbers: Numbers;

  private constructor(id: number, dim: number, numbers: Numbers) {
    this.#id = id;
    this.#dim = dim;
    this.#numbers = numbers;
  }

  /** Finds out which kind the server can have, and whether it has one of it. */
  static async open(client: Client, id: number, dim: number): Promise<PostgresIndex> {
    const [known] = await client`SELECT to_regtype('halfvec') IS NOT NULL AS "hasHalves"`;
    const index = new PostgresIndex(id, dim, known!.hasHalves ? halves : singles);
    const [found] = await client`
      SELECT indisvalid AND indisready AS "isGood" FROM pg_index
      WHERE indexrelid = to_regclass(${`tammes.${nameOf(id, index.#numbers)}`})`;
    index.isThere = found?.isGood === true;
    index.#isToDrop = found !== undefined;
    return index;
  }

  /** Of either kind. */
  async drop(tx: Transaction): Promise<void> {
    this.isThere = false;
    this.#isToDrop = false;
    for (const kind of [singles, halves]) await tx.unsafe(this.#dropping(kind));
  }

  /**
   * Builds it, anew if there was one. One message says all: if Tammes ends meanwhile, the server goes on, commits, and the index is there
   * at the next start. What somebody else has built by the time that it is this one's turn is taken as it is.
   * @param size about how many vectors there are.
   */
  async build(client: Client, size: number): Promise<void> {
    const { bytes, direction, operators } = this.#numbers;
    const needed = Math.ceil((size * (bytes * this.#dim + bytesOfPlaces)) / 2 ** 20);
    const memory = Math.min(building.most, Math.max(building.least, needed));
    const others = [singles, halves].filter((kind) => this.#isToDrop || kind !== this.#numbers);
    this.isThere = false;
    const statements = [
      `SELECT pg_advisory_xact_lock(${locks.gallery}, ${this.#id})`,
      `SET LOCAL maintenance_work_mem = '${memory}MB'`,
      ...others.map((kind) => this.#dropping(kind)),
      `CREATE INDEX IF NOT EXISTS ${nameOf(this.#id, this.#numbers)} ON ${tableOf(this.#id)}
        USING hnsw ((${direction(this.#dim)}) ${operators}) WITH (m = ${neighbours}, ef_construction = ${expansionAdd})`,
    ];
    try {
      await client.unsafe(statements.join(';'));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Several of the server's processes need as much memory that they share, of which a container has little: then one builds.
      await client.unsafe(['SET LOCAL max_parallel_maintenance_workers = 0', ...statements].join(';'));
    }
    this.isThere = true;
    this.#isToDrop = true;
  }

  #dropping(kind: Numbers): string {
    return `DROP INDEX IF EXISTS tammes.${nameOf(this.#id, kind)}`;
  }

  /** What a search by it is ordered by. @param vector as pgvector reads it. @returns SQL. */
  distanceTo(vector: string): string {
    return `${this.#numbers.direction(this.#dim)} <#> '${vector}'::${this.#numbers.type(this.#dim)}`;
  }
}
