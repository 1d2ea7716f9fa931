/**
 * The exact engine of `VectorIndex`: all vectors in one piece of WebAssembly's memory, scanned by Tammes' kernels on
 * several threads, or in a loop if these cannot be used.
 */
import { availableParallelism } from 'node:os';
import { byCosine, type Neighbour, type VectorIndex } from '../../src-shared/recognition/index.ts';
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

/** @param dim numbers of a vector. */
export function createFlatIndex(dim: number, options: FlatIndexOptions = {}): VectorIndex {
  try {
    return new KernelIndex(dim, options.threads ?? availableParallelism());
  } catch {
    // Without development's packages there are no compiled kernels: a loop does the same in more time.
    return new LoopIndex(dim);
  }
}

/** Which row a vector lies in: rows are always without gaps, the last one takes the place of one that goes. */
abstract class Rows implements VectorIndex {
  readonly #rowOf = new Map<number, number>();
  protected readonly ids: number[] = [];

  get size(): number {
    return this.ids.length;
  }

  set(id: number, vector: Float32Array): void {
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.ids.push(id) - 1;
      this.#rowOf.set(id, row);
    }
    this.write(row, vector);
  }

  remove(id: number): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    const last = this.ids.length - 1;
    const moved = this.ids.pop()!;
    if (row === last) return;
    this.ids[row] = moved;
    this.#rowOf.set(moved, row);
    this.move(last, row);
  }

  protected abstract write(row: number, vector: Float32Array): void;
  protected abstract move(from: number, to: number): void;
  abstract search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]>;
  abstract close(): void;

  protected neighbour(row: number, product: number): Neighbour {
    return { id: this.ids[row]!, cosine: Math.max(-1, Math.min(1, product)) };
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
    super();
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

  async search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    const found: Neighbour[][] = [];
    const most = Math.min(limit, this.size);
    if (most === 0) return queries.map(() => []);
    const each = Math.max(1, Math.min(mostQueries, Math.floor(mostBest / most)));
    for (let from = 0; from < queries.length; from += each) {
      found.push(...this.#scan(queries.slice(from, from + each), most));
    }
    return found;
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
  readonly #dim: number;
  #values = new Float32Array(0);

  constructor(dim: number) {
    super();
    this.#dim = dim;
  }

  protected write(row: number, vector: Float32Array): void {
    if ((row + 1) * this.#dim > this.#values.length) {
      const larger = new Float32Array(Math.ceil(growth * (row + 1)) * this.#dim);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(vector, row * this.#dim);
  }

  protected move(from: number, to: number): void {
    this.#values.copyWithin(to * this.#dim, from * this.#dim, (from + 1) * this.#dim);
  }

  async search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    return queries.map((query) => {
      const all = this.ids.map((_, row) => {
        let product = 0;
        for (let k = 0; k < this.#dim; k++) product += query[k]! * this.#values[row * this.#dim + k]!;
        return this.neighbour(row, product);
      });
      return all.sort(byCosine).slice(0, limit);
    });
  }

  close(): void {}
}
