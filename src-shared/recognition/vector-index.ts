import type { EngineState } from '../contract/index.ts';

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
  /** Puts a vector in, in place of the one with the same id. @param vector of length one, or zero. @throws RangeError as `refuseWrong` */
  set(id: number, vector: Float32Array): void;
  /** Takes a vector out; an id that is not there is passed over. */
  remove(id: number): void;
  /**
   * @param queries of length one, or zero.
   * @param limit how many neighbours a query gets at most.
   * @returns for each query its nearest vectors, best first; of equal ones that with the smaller id. Never fewer than there are.
   * @throws RangeError as `refuseWrong`
   */
  search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]>;
  /** As `search`, and exact with any engine: what a threshold is counted on. */
  searchExactly(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]>;
  /** Frees what the engine holds outside of JavaScript's heap. */
  close(): void;
}

/** An index that holds a gallery's people, and has work of its own: it is built, measured and kept beside the library. */
export interface GalleryEngine extends VectorIndex {
  /** Does some of that work, tenths of a second at most. @returns whether there is more. */
  work(): Promise<boolean>;
  state(): Promise<EngineState>;
}

/** By cosine, best first. */
export function byCosine(a: Neighbour, b: Neighbour): number {
  return b.cosine - a.cosine || a.id - b.id;
}

/** A number that is none would be nearer than all, or than nothing. @throws RangeError for such, and for another width than `dim`. */
export function refuseWrong(vector: Float32Array, dim: number): void {
  if (vector.length !== dim) throw new RangeError(`A vector has ${vector.length} numbers, not ${dim}.`);
  if (!vector.every(Number.isFinite)) throw new RangeError('A vector has a number that is not finite.');
}
