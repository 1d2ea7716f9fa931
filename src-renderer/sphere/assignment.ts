/**
 * The assignment of rows to columns of least total cost: the Hungarian method in the shortest-path form of Jonker and
 * Volgenant (1987). Takes time as the cube of n.
 *
 * @param cost [n][n].
 * @returns the column of each row.
 */
export function assign(cost: readonly ArrayLike<number>[]): Int32Array {
  const n = cost.length;
  // Index 0 stands for "none", rows and columns count from 1.
  const rowPrice = new Float64Array(n + 1);
  const columnPrice = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  const way = new Int32Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(n + 1);
    do {
      used[column] = 1;
      const current = rowOf[column]!;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= n; j++) {
        if (used[j]) continue;
        const reduced = cost[current - 1]![j - 1]! - rowPrice[current]! - columnPrice[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (used[j]) {
          rowPrice[rowOf[j]!]! += delta;
          columnPrice[j]! -= delta;
        } else {
          least[j]! -= delta;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = way[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const columns = new Int32Array(n);
  for (let j = 1; j <= n; j++) columns[rowOf[j]! - 1] = j - 1;
  return columns;
}
