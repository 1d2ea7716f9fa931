/** Rows of a chunk: with 128 columns it takes 2 MiB. */
const chunkRows = 4096;

/** Many vectors of one size, in chunks: they grow without being copied, and a row that is free again is used first. */
export class Rows {
  readonly #columns: number;
  readonly #chunks: Float32Array[] = [];
  readonly #free: number[] = [];
  #used = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** @returns the row that the vector now lies in. */
  add(vector: Float32Array): number {
    const row = this.#free.pop() ?? this.#used++;
    if (row >= this.#chunks.length * chunkRows) {
      this.#chunks.push(new Float32Array(chunkRows * this.#columns));
    }
    this.at(row).set(vector);
    return row;
  }

  free(row: number): void {
    this.#free.push(row);
  }

  /** @returns the row itself, no copy. */
  at(row: number): Float32Array {
    const from = (row % chunkRows) * this.#columns;
    return this.#chunks[Math.floor(row / chunkRows)]!.subarray(from, from + this.#columns);
  }
}
