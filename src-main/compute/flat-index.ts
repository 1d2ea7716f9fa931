/**
 * The exact engine of `VectorIndex`: all vectors in one piece of WebAssembly's memory, scanned by Tammes' kernels on
 * several threads, or in a loop if these cannot be used.
 */
import { availableParallelism } from 'node:os';
import {
  byCosine,
  type Neighbour,
  refuseWrong,
  type VectorIndex,
} from '../../src-shared/recognition/index.ts';
import { canUseThreads } from './wasm/memory.ts';
import type { Kernels, Pointer } from './wasm/signatures.ts';
import { startTeam } from './wasm/team.ts';
import { joinPairs } from './wasm/vectors.ts';

/** Numbers that a vector is filled up to a multiple of, with zeros. */
const lane = 8;
/** Vectors that the kernel may read behind the last one. */
const slack = 3;
/** Queries of one pass over the vectors. */
const mostQueries = 256;
/** Neighbours of all queries of a pass, for each thread. */
const mostBest = 16_384;
const page = 2 ** 16;
/** The share by which memory grows at least, so that growing is rare. What was never written to takes no memory. */
const growth = 1.25;

export interface FlatIndexOptions {
  /** As many threads as this if they start, the caller's being one of them. */
  threads?: number;
}

/** What is known of an index that holds all vectors as they are. */
export interface FlatIndex extends VectorIndex {
  /** Bytes that the vectors take. */
  readonly bytes: number;
  ids(): Iterable<number>;
  /** No copy, and good until the next change; null if there is none. */
  vectorOf(id: number): Float32Array | null;
  /** Vectors that are there with their cosines, best first. */
  rank(query: Float32Array, ids: Iterable<number>): Neighbour[];
}

/** @param dim numbers of a vector. */
export function createFlatIndex(dim: number, options: FlatIndexOptions = {}): FlatIndex {
  try {
    return new KernelIndex(dim, options.threads ?? availableParallelism());
  } catch {
    // Without development's packages there are no compiled kernels: a loop does the same in more time.
    return new LoopIndex(dim);
  }
}

/** Which row a vector lies in: rows are always without gaps, the last one takes the place of one that goes. */
abstract class Rows implements FlatIndex {
  readonly #rowOf = new Map<number, number>();
  protected readonly dim: number;
  protected readonly rows: number[] = [];

  constructor(dim: number) {
    this.dim = dim;
  }

  get size(): number {
    return this.rows.length;
  }

  ids(): Iterable<number> {
    return this.rows;
  }

  vectorOf(id: number): Float32Array | null {
    const row = this.#rowOf.get(id);
    return row === undefined ? null : this.read(row);
  }

  rank(query: Float32Array, ids: Iterable<number>): Neighbour[] {
    const found: Neighbour[] = [];
    for (const id of ids) {
      const row = this.#rowOf.get(id);
      if (row === undefined) continue;
      const vector = this.read(row);
      let product = 0;
      for (let k = 0; k < this.dim; k++) product += query[k]! * vector[k]!;
      found.push(this.neighbour(row, product));
    }
    return found.sort(byCosine);
  }

  set(id: number, vector: Float32Array): void {
    refuseWrong(vector, this.dim);
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.rows.push(id) - 1;
      this.#rowOf.set(id, row);
    }
    this.write(row, vector);
  }

  remove(id: number): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    const last = this.rows.length - 1;
    const moved = this.rows.pop()!;
    if (row === last) return;
    this.rows[row] = moved;
    this.#rowOf.set(moved, row);
    this.move(last, row);
  }

  async search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    for (const query of queries) refuseWrong(query, this.dim);
    return this.find(queries, Math.min(limit, this.size));
  }

  searchExactly(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    return this.search(queries, limit);
  }

  abstract readonly bytes: number;
  protected abstract write(row: number, vector: Float32Array): void;
  protected abstract read(row: number): Float32Array;
  protected abstract move(from: number, to: number): void;
  /** @param limit no more than there are. */
  protected abstract find(queries: readonly Float32Array[], limit: number): Neighbour[][];
  abstract close(): void;

  protected neighbour(row: number, product: number): Neighbour {
    return { id: this.rows[row]!, cosine: Math.max(-1, Math.min(1, product)) };
  }
}

class KernelIndex extends Rows {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #threads: number;
  readonly #end: () => void;
  /** Numbers that a vector takes. */
  readonly #columns: number;
  readonly #queriesAt: Pointer;
  readonly #bestAt: Pointer;
  readonly #vectorsAt: Pointer;
  #values: Float32Array;

  constructor(dim: number, threads: number) {
    super(dim);
    this.#columns = lane * Math.ceil(dim / lane);
    this.#memory = new WebAssembly.Memory({ initial: 1, maximum: page, shared: true });
    const joinsPairs = joinPairs();
    const allocate = (bytes: number) => this.#memory.grow(Math.ceil(bytes / page)) * page;
    const wanted = threads > 1 && canUseThreads() ? threads : 1;
    const team = startTeam(this.#memory, allocate, wanted, joinsPairs);
    this.#kernels = team.kernels;
    this.#threads = team.threads;
    this.#end = team.end;
    this.#queriesAt = allocate(4 * mostQueries * this.#columns);
    this.#bestAt = allocate(8 * mostBest * team.threads);
    this.#vectorsAt = allocate(page);
    this.#values = new Float32Array(this.#memory.buffer);
  }

  protected write(row: number, vector: Float32Array): void {
    const bytes = 4 * this.#columns;
    const missing = this.#vectorsAt + (row + 1 + slack) * bytes - this.#memory.buffer.byteLength;
    if (missing > 0) {
      const more = Math.max(missing, (growth - 1) * row * bytes);
      const room = page * page - this.#memory.buffer.byteLength;
      this.#memory.grow(Math.ceil(Math.min(Math.max(missing, room), more) / page));
      this.#values = new Float32Array(this.#memory.buffer);
    }
    this.#values.set(vector, (this.#vectorsAt + row * bytes) / 4);
  }

  protected move(from: number, to: number): void {
    const at = (row: number) => this.#vectorsAt / 4 + row * this.#columns;
    this.#values.copyWithin(at(to), at(from), at(from + 1));
  }

  protected find(queries: readonly Float32Array[], limit: number): Neighbour[][] {
    const found: Neighbour[][] = [];
    if (limit === 0) return queries.map(() => []);
    const each = Math.max(1, Math.min(mostQueries, Math.floor(mostBest / limit)));
    for (let from = 0; from < queries.length; from += each) {
      found.push(...this.#scan(queries.slice(from, from + each), limit));
    }
    return found;
  }

  get bytes(): number {
    return 4 * this.#columns * this.size;
  }

  protected read(row: number): Float32Array {
    const from = this.#vectorsAt / 4 + row * this.#columns;
    return this.#values.subarray(from, from + this.dim);
  }

  #scan(queries: readonly Float32Array[], limit: number): Neighbour[][] {
    const count = queries.length;
    const size = count * limit;
    const { buffer } = this.#memory;
    for (const [i, query] of queries.entries())
      this.#values.set(query, this.#queriesAt / 4 + i * this.#columns);
    const rows = new Int32Array(buffer, this.#bestAt, 2 * size * this.#threads);
    const products = new Float32Array(buffer, this.#bestAt, 2 * size * this.#threads);
    // A part that the kernel does not need is left as it is.
    rows.fill(-1);
    this.#kernels.scan({
      vectors: this.#vectorsAt,
      rows: this.size,
      columns: this.#columns,
      queries: this.#queriesAt,
      count,
      limit,
      best: this.#bestAt,
    });
    return queries.map((_, query) => {
      const best: Neighbour[] = [];
      for (let part = 0; part < this.#threads; part++) {
        for (let place = 0; place < limit; place++) {
          const at = 2 * ((part * count + query) * limit + place);
          if (rows[at + 1]! < 0) break;
          best.push(this.neighbour(rows[at + 1]!, products[at]!));
        }
      }
      return best.sort(byCosine).slice(0, limit);
    });
  }

  close(): void {
    this.#end();
  }
}

class LoopIndex extends Rows {
  #values = new Float32Array(0);

  protected write(row: number, vector: Float32Array): void {
    if ((row + 1) * this.dim > this.#values.length) {
      const larger = new Float32Array(Math.ceil(growth * (row + 1)) * this.dim);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(vector, row * this.dim);
  }

  protected move(from: number, to: number): void {
    this.#values.copyWithin(to * this.dim, from * this.dim, (from + 1) * this.dim);
  }

  protected find(queries: readonly Float32Array[], limit: number): Neighbour[][] {
    return queries.map((query) => this.rank(query, this.rows).slice(0, limit));
  }

  get bytes(): number {
    return 4 * this.dim * this.size;
  }

  protected read(row: number): Float32Array {
    return this.#values.subarray(row * this.dim, (row + 1) * this.dim);
  }

  close(): void {}
}
