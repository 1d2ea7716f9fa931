/** For each vector the indices of its nearest others, the nearest first. */
export type Neighbours = readonly (readonly number[])[];

/** Rows that are compared with all after them until the share is told. */
const batch = 20;

/**
 * Finds the nearest others of each vector by comparing all pairs: none is missed.
 * @param rows [n][d], unit vectors. @param count others a vector, less than n.
 * @yields the share of pairs that are compared, from 0 to 1.
 */
export function* nearestOfAll(rows: readonly Float32Array[], count: number): Generator<number, Neighbours> {
  const total = rows.length;
  const dim = rows[0]!.length;
  const index = new Int32Array(total * count);
  const cosine = new Float64Array(total * count).fill(Number.NEGATIVE_INFINITY);
  const offer = (i: number, j: number, value: number) => {
    const first = i * count;
    let at = first + count - 1;
    if (value <= cosine[at]!) return;
    for (; at > first && cosine[at - 1]! < value; at--) {
      cosine[at] = cosine[at - 1]!;
      index[at] = index[at - 1]!;
    }
    cosine[at] = value;
    index[at] = j;
  };
  for (let i = 0; i < total; i++) {
    const row = rows[i]!;
    for (let j = i + 1; j < total; j++) {
      const other = rows[j]!;
      let value = 0;
      for (let k = 0; k < dim; k++) value += row[k]! * other[k]!;
      offer(i, j, value);
      offer(j, i, value);
    }
    if (i % batch === 0) yield 1 - (1 - i / total) ** 2;
  }
  return Array.from({ length: total }, (_, i) => [...index.subarray(i * count, (i + 1) * count)]);
}
