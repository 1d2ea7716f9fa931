/**
 * The engine that has a database search: pgvector's index says who may be near, and their vectors, which all are in memory, say how near
 * they are. Until the database has all, its index has been measured and finds enough, whenever it is no gain and when the server does not
 * answer, all vectors are compared here.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineState } from '../../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../../src-shared/errors/index.ts';
import { type GalleryEngine, type Neighbour, refuseWrong } from '../../../src-shared/recognition/index.ts';
import { createFlatIndex, type FlatIndex } from '../../compute/flat-index.ts';
import { nameOfServer } from '../../store/gallery-server.ts';
import { Measurement } from './measurement.ts';
import type { PostgresOptions } from './options.ts';
import {
  type Client,
  closeClient,
  connected,
  inTime,
  isDamage,
  openClient,
  serverError,
} from './postgres-client.ts';
import { type Change, dropTables, mostExpansion, PostgresTable } from './postgres-table.ts';
import { neighbours } from './recall-check.ts';
import { sortBySimilarity } from './similar-order.ts';

/** Vectors that wait for their place in the database, and meanwhile are compared with each query. */
const mostWaiting = 500;
/** Vectors that are compared exactly for each neighbour that is wanted: the index may have their numbers in half precision. */
const compared = 4;
/** Vectors that are sent at once: before there is an index, and into one. */
const blocks = { unindexed: 5000, indexed: 200 };
/** A table of which more than this share has gone or is of before is filled anew. */
const mostGone = 0.2;
/** Milliseconds after which others have a turn while the server works. */
const turn = 25;
/** See `patience`. */
const usualPatience = 10_000;

export function createPostgresEngine(options: PostgresOptions): GalleryEngine {
  return new PostgresEngine(options);
}

class PostgresEngine implements GalleryEngine {
  readonly #options: PostgresOptions;
  readonly #patience: number;
  readonly #all: FlatIndex;
  readonly #measurement: Measurement;
  /** Ids that the table does not have with their present vector, or has though they are gone; by the number of the change. */
  readonly #waiting = new Map<number, number>();
  #changes = 0;
  #client: Client | null = null;
  /** Null: not looked at yet, or not since something went wrong. */
  #table: PostgresTable | null = null;
  /** What is under way, also when others have a turn. */
  #task: Promise<void> | null = null;
  /** Why the server is not used. */
  #failure: Failure | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Whether somebody's vector was taken out of the table and still lies in its pages. */
  #isToVacuum = false;
  /** Whether the index is one that this engine has built from all vectors. */
  #isFresh = false;
  /** How often the table was found damaged since it was good. */
  #damages = 0;
  #isClosed = false;

  constructor(options: PostgresOptions) {
    this.#options = options;
    this.#patience = options.patience ?? usualPatience;
    this.#all = createFlatIndex(options.dim);
    const { probes, exactFrom } = options;
    const searches = {
      exactly: (some: readonly Float32Array[], limit: number) => this.#all.search(some, limit),
      byIndex: (some: readonly Float32Array[], limit: number, expansion: number) =>
        this.#near(some, limit, expansion),
      mostExpansion,
    };
    this.#measurement = new Measurement({ probes, searches, exactFrom });
  }

  get size(): number {
    return this.#all.size;
  }

  set(id: number, vector: Float32Array): void {
    if (this.#all.vectorOf(id)?.every((value, i) => value === vector[i])) return;
    this.#all.set(id, vector);
    this.#changed(id);
  }

  remove(id: number): void {
    if (this.#all.vectorOf(id) === null) return;
    this.#all.remove(id);
    this.#changed(id);
  }

  #changed(id: number): void {
    this.#waiting.set(id, ++this.#changes);
    this.#measurement.changed();
  }

  async search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    for (const query of queries) refuseWrong(query, this.#options.dim);
    const [client, expansion] = [this.#client, this.#expansionFor(limit)];
    if (expansion === null) return this.#all.search(queries, limit);
    try {
      const near = await this.#near(queries, limit, expansion);
      const wanted = Math.min(limit, this.size);
      const missed = queries.filter((_, i) => near[i]!.length < wanted);
      const exact = (await this.#all.search(missed, limit)).values();
      return near.map((found) => (found.length < wanted ? exact.next().value! : found));
    } catch (error) {
      this.#fail(client, error);
      return this.#all.search(queries, limit);
    }
  }

  searchExactly(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    return this.#all.search(queries, limit);
  }

  async #near(queries: readonly Float32Array[], limit: number, expansion: number): Promise<Neighbour[][]> {
    const table = this.#table;
    if (table === null) throw this.#lost('the connection ended');
    const before = [...this.#waiting.keys()];
    // Each that waits may take a place in the answer by what it was.
    const found = await inTime(
      this.#options.server,
      this.#patience,
      table.near(queries, Math.min(expansion, compared * limit + before.length), expansion),
    );
    return found.map((ids, i) => {
      const candidates = new Set([...ids, ...before, ...this.#waiting.keys()]);
      return this.#all.rank(queries[i]!, candidates).slice(0, limit);
    });
  }

  #lost(reason: string): TammesError {
    return new TammesError('gallery-server-lost', { server: nameOfServer(this.#options.server), reason });
  }

  /** How many vectors are to be looked at closely; null: all are to be compared. */
  #expansionFor(limit: number): number | null {
    if (this.#table?.isIndexed !== true || this.#waiting.size > mostWaiting) return null;
    const expansion = this.#measurement.expansionFor(limit, this.size);
    const isInReach =
      expansion !== null && expansion <= mostExpansion && limit + this.#waiting.size <= expansion;
    return isInReach ? expansion : null;
  }

  async work(): Promise<boolean> {
    if (this.#task === null) {
      const next = this.#next();
      if (next === null) return false;
      this.#task = next().catch((error) => this.#fail(this.#client, error));
      this.#task.then(() => {
        this.#task = null;
      });
    }
    const waited = new AbortController();
    await Promise.race([this.#task, delay(turn, undefined, { signal: waited.signal }).catch(() => {})]);
    waited.abort();
    return this.#failure === null || this.#task !== null;
  }

  /** What is to be done; null: nothing, or not now. */
  #next(): (() => Promise<void>) | null {
    const table = this.#table;
    const isPresent = this.#options.isPresent;
    if (this.#isClosed) return null;
    if (table === null) return this.#isPatientAgain() && isPresent() ? () => this.#open() : null;
    if (this.#waiting.size > 0) return isPresent() ? () => this.#send(table) : null;
    if (this.#isToVacuum) return () => this.#vacuum(table);
    if (this.size === 0) return null;
    if (!table.isIndexed) return () => this.#build(table);
    if (this.#measurement.isDue(this.size)) return () => this.#measure();
    // It may have been damaged, or have grown badly.
    if (this.#measurement.isTooRough && !this.#isFresh) return () => this.#build(table);
    return null;
  }

  #isPatientAgain(): boolean {
    return this.#failure === null || performance.now() >= this.#askedAt + this.#patience;
  }

  /** Takes over what the table has, as far as it is of the present vectors. */
  async #open(): Promise<void> {
    const { server, dim, head, heads } = this.#options;
    this.#askedAt = performance.now();
    const client = this.#client ?? this.#connect();
    await connected(client, server, this.#patience);
    const table = await PostgresTable.open(client, server, { library: server.gallery, head, dim });
    await dropTables(client, server.gallery, [head, ...heads]);
    const before = this.#changes;
    const known = this.#damages > 0 ? null : await table.compare((id) => this.#all.vectorOf(id));
    const isWorn = known === null || known.stale.length > mostGone * this.size;
    if (isWorn) await table.clear();
    this.#failure = null;
    this.#isFresh = false;
    this.#table = table;
    const { current, stale } = isWorn ? { current: [], stale: [] } : known;
    for (const id of current) if ((this.#waiting.get(id) ?? 0) <= before) this.#waiting.delete(id);
    for (const id of stale) if (!this.#waiting.has(id)) this.#waiting.set(id, ++this.#changes);
    // They are sent in this order, and an index of similar vectors that lie together is built in two thirds of the time.
    if (table.isIndexed) return;
    const isWanted = () => !this.#isClosed && this.#table === table;
    await sortBySimilarity(this.#waiting, (id) => this.#all.vectorOf(id), isWanted);
  }

  #connect(): Client {
    const client = openClient(this.#options.server, this.#patience, () => {
      this.#fail(client, this.#lost('the connection ended'));
    });
    this.#client = client;
    return client;
  }

  async #send(table: PostgresTable): Promise<void> {
    let sent: (readonly [id: number, change: number])[] = [];
    /** Taken when it is this one's turn: another process may have forgotten somebody meanwhile. */
    let changes: Change[] | null = null;
    const isDone = await table.change(() => {
      if (!this.#options.isPresent()) return null;
      if (changes !== null) return changes;
      sent = [...this.#waiting].slice(0, table.isIndexed ? blocks.indexed : blocks.unindexed);
      changes = sent.map(([id]) => [id, this.#all.vectorOf(id)?.slice() ?? null]);
      return changes;
    });
    if (!isDone) return;
    for (const [id, change] of sent) {
      if (this.#waiting.get(id) === change) this.#waiting.delete(id);
      if (this.#all.vectorOf(id) === null) this.#isToVacuum = true;
    }
  }

  async #vacuum(table: PostgresTable): Promise<void> {
    await table.vacuum();
    this.#isToVacuum = false;
  }

  async #build(table: PostgresTable): Promise<void> {
    this.#measurement.startAnew();
    await table.buildIndex(this.size);
    this.#isFresh = true;
  }

  async #measure(): Promise<void> {
    await this.#measurement.step();
    if (this.#measurement.recall !== null) this.#damages = 0;
  }

  /** Whether the table is as it was is to be looked at again. */
  #lose(): void {
    this.#table = null;
    this.#measurement.startAnew();
    for (const id of this.#all.ids()) if (!this.#waiting.has(id)) this.#waiting.set(id, ++this.#changes);
  }

  /** @param client in whose use something went wrong: of one that is not used any more nothing new is learned. */
  #fail(client: Client | null, error: unknown): void {
    if (this.#isClosed || client !== this.#client || (client === null && this.#failure !== null)) return;
    this.#lose();
    // What is damaged is made anew at once; if it is damaged again, it is the server that is of no use.
    if (isDamage(error) && this.#damages++ === 0) return;
    this.#failure = toFailure(serverError(this.#options.server, error));
    if (client !== null) closeClient(client);
    this.#client = null;
  }

  async state(): Promise<EngineState> {
    const isBuilt = this.#table?.isIndexed === true && this.#waiting.size === 0;
    const absent = [...this.#waiting.keys()].filter((id) => this.#all.vectorOf(id) !== null).length;
    return {
      engine: 'postgres',
      answers: this.#expansionFor(neighbours) === null ? 'exactly' : 'by-index',
      vectors: this.size,
      memory: this.#all.bytes,
      disk: 0,
      index:
        this.#failure === null
          ? {
              phase: this.#measurement.phaseOf(isBuilt || this.size === 0, this.size),
              indexed: this.size - absent,
              recall: this.#measurement.recall,
            }
          : null,
      failure: this.#failure,
    };
  }

  close(): void {
    this.#isClosed = true;
    if (this.#client !== null) closeClient(this.#client);
    this.#all.close();
  }
}
