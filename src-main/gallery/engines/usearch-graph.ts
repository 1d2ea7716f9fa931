/** A graph of vectors that is walked from neighbour to neighbour: usearch's index, with numbers as keys. */
import { availableParallelism } from 'node:os';
import { loadUsearch, type UsearchIndex } from './usearch-package.ts';

/** Neighbours of a vector in the graph, and vectors that are looked at closely to find these. */
export const connectivity = 24;
export const expansionAdd = 96;
/** How the index keeps numbers: it only says who may be near, and the vectors themselves say how near. */
export const quantization = 'i8';
/** Threads that put vectors in. */
const threads = availableParallelism();
/**
 * As many as this are put in one after another. Vectors that are put in at the same moment do not see each other; in a small graph they may
 * be each other's only links, and then a few (26 of 12,000) are never found again.
 */
const alone = 10_000;
/** Bytes that a vector's places in the graph take beside its numbers, measured: neighbours, key and level. */
const bytesOfPlaces = 212;

export class UsearchGraph {
  readonly #dim: number;
  readonly #index: UsearchIndex;
  readonly #ids: Set<number>;
  /** Places whose vectors have gone and whose numbers are still there: the next ones to come take these places. */
  #vacant = 0;

  private constructor(dim: number, ids: Iterable<number>) {
    this.#dim = dim;
    this.#ids = new Set(ids);
    this.#index = new (loadUsearch().Index)({
      dimensions: dim,
      // Vectors have length one: their product is the cosine, and a zero vector has none.
      metric: 'ip',
      quantization,
      connectivity,
      expansion_add: expansionAdd,
      // What a search asks for counts, if it is more.
      expansion_search: 1,
      multi: false,
    });
  }

  /** @param dim numbers of a vector. @throws TammesError as `loadUsearch` */
  static empty(dim: number): UsearchGraph {
    return new UsearchGraph(dim, []);
  }

  /** @param path of a file that `save` wrote: damaged ones end the process. @returns null if the file holds another number of vectors. */
  static load(dim: number, path: string, ids: Iterable<number>): UsearchGraph | null {
    const graph = new UsearchGraph(dim, ids);
    graph.#index.load(path);
    return graph.#index.size() === graph.#ids.size ? graph : null;
  }

  get size(): number {
    return this.#ids.size;
  }

  get vacant(): number {
    return this.#vacant;
  }

  /** In memory, about: the package does not tell. */
  get bytes(): number {
    return (this.#ids.size + this.#vacant) * (this.#dim + bytesOfPlaces);
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  ids(): Iterable<number> {
    return this.#ids;
  }

  /** @param vectors of ids that are not there; few: those of a call that begins with a small graph are put in one after another. */
  add(vectors: readonly (readonly [id: number, vector: Float32Array])[]): void {
    const atOnce = this.#ids.size < alone ? 1 : vectors.length;
    for (let from = 0; from < vectors.length; from += atOnce) this.#put(vectors.slice(from, from + atOnce));
    this.#vacant = Math.max(0, this.#vacant - vectors.length);
  }

  /** Says all threads also for one vector: the call that makes the index larger says how many may use it. */
  #put(vectors: readonly (readonly [id: number, vector: Float32Array])[]): void {
    const values = new Float32Array(vectors.length * this.#dim);
    for (const [i, [id, vector]] of vectors.entries()) {
      values.set(vector, i * this.#dim);
      this.#ids.add(id);
    }
    this.#index.add(
      BigUint64Array.from(vectors, ([id]) => BigInt(id)),
      values,
      threads,
    );
  }

  remove(id: number): void {
    if (!this.#ids.delete(id)) return;
    this.#index.remove(BigInt(id));
    this.#vacant++;
  }

  /** Ids of about the nearest, about in their order. @param count how many. @param expansion how many are looked at closely. */
  near(query: Float32Array, count: number, expansion: number): number[] {
    return Array.from(this.#index.search(query, expansion, 1).keys.subarray(0, count), Number);
  }

  save(path: string): void {
    this.#index.save(path);
  }
}
