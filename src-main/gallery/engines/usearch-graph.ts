/** A graph of vectors that is walked from neighbour to neighbour: usearch's index, with numbers as keys. */
import { loadUsearch, type UsearchIndex } from './usearch-package.ts';

/** Neighbours of a vector in the graph, and vectors that are looked at closely to find these. */
export const connectivity = 24;
export const expansionAdd = 96;
/** How the index keeps numbers: it only says who may be near, and the vectors themselves say how near. */
export const quantization = 'i8';
/**
 * Vectors that are put in by several threads at once may not see each other, and then a few (26 of 12,000) are never found again; on two
 * cores it takes no less time, either.
 */
const threads = 1;
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

  /** @param vectors of ids that are not there. */
  add(vectors: readonly (readonly [id: number, vector: Float32Array])[]): void {
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
    this.#vacant = Math.max(0, this.#vacant - vectors.length);
  }

  remove(id: number): void {
    if (!this.#ids.delete(id)) return;
    this.#index.remove(BigInt(id));
    this.#vacant++;
  }

  /** Ids of about the nearest, in no order. @param expansion how many are looked at closely, which is also how many are found. */
  near(query: Float32Array, expansion: number): number[] {
    return Array.from(this.#index.search(query, expansion, threads).keys, Number);
  }

  save(path: string): void {
    this.#index.save(path);
  }
}
