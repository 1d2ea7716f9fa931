import { dot, type Rows } from './angles.ts';

/**
 * Gives each row a target of its own so that the sum of their products is largest: the assignment problem, by shortest
 * augmenting paths (Kuhn 1955, Munkres 1957; O(n³)).
 *
 * @param rows [n][d]. @param targets [n][d].
 * @returns [n]: the target's index for each row.
 */
export function assign(rows: Rows, targets: Rows): Int32Array {
  const n = rows.length;
  const costs = rows.map((row) => Float64Array.from(targets, (target) => -dot(row, target)));
  // Index n stands for the row that is being placed.
  const [rowPrice, targetPrice] = [new Float64Array(n), new Float64Array(n + 1)];
  const rowOf = new Int32Array(n + 1).fill(-1);
  for (let row = 0; row < n; row++) {
    rowOf[n] = row;
    const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(n).fill(-1);
    const seen = new Uint8Array(n + 1);
    let at = n;
    while (rowOf[at] !== -1) {
      seen[at] = 1;
      const own = rowOf[at]!;
      let [next, step] = [-1, Number.POSITIVE_INFINITY];
      for (let target = 0; target < n; target++) {
        if (seen[target]) continue;
        const reduced = costs[own]![target]! - rowPrice[own]! - targetPrice[target]!;
        if (reduced < distance[target]!) {
          distance[target] = reduced;
          before[target] = at;
        }
        if (distance[target]! < step) [next, step] = [target, distance[target]!];
      }
      for (let target = 0; target <= n; target++) {
        if (seen[target]) {
          rowPrice[rowOf[target]!]! += step;
          targetPrice[target]! -= step;
        } else if (target < n) distance[target]! -= step;
      }
      at = next;
    }
    for (; at !== n; at = before[at]!) rowOf[at] = rowOf[before[at]!]!;
  }
  const result = new Int32Array(n);
  for (let target = 0; target < n; target++) result[rowOf[target]!] = target;
  return result;
}
