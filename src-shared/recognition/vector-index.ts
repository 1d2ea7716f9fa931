/** A vector that was found. */
export interface Neighbour {
  /** What it was put in under. */
  id: number;
  /** Cosine between it and the query. */
  cosine: number;
}

/**
 * Finds the unit vectors nearest to others. An engine may search exactly or not, in this process or elsewhere; whoever uses
 * one relies on no more than this.
 */
export interface VectorIndex {
  readonly size: number;
  /** Puts a vector in, in place of the one with the same id. @param vector of length one, or zero. */
  set(id: number, vector: Float32Array): void;
  /** Takes a vector out; an id that is not there is passed over. */
  remove(id: number): void;
  /**
   * @param queries of length one, or zero.
   * @param limit how many neighbours a query gets at most.
   * @returns for each query its nearest vectors, best first; of equal ones that with the smaller id.
   */
  search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]>;
  /** Frees what the engine holds outside of JavaScript's heap. */
  close(): void;
}

/** By cosine, best first. */
export function byCosine(a: Neighbour, b: Neighbour): number {
  return b.cosine - a.cosine || a.id - b.id;
}
