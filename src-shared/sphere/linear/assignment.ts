import { finished, type Steps } from '../../steps.ts';

/**
 * Gives each row a target of its own so that the total cost is least: the assignment problem, by shortest augmenting
 * paths (Kuhn 1955, Munkres 1957; O(n³)).
 *
 * @param costs [n][n]: of each row with each target.
 * @returns [n]: the target's index for each row.
 */
export function assign(costs: readonly ArrayLike<number>[]): Int32Array {
  return finished(assigning(costs));
}

/** The same in steps. */
export function* assigning(costs: readonly ArrayLike<number>[]): Steps<Int32Array> {
  const n = costs.length;
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
      const row = rowOf[at]!;
      let [next, step] = [-1, Number.POSITIVE_INFINITY];
      for (let target = 0; target < n; target++) {
        if (seen[target]) continue;
        const reduced = costs[row]![target]! - rowPrice[row]! - targetPrice[target]!;
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
    yield (row + 1) / n;
  }
  const result = new Int32Array(n);
  for (let target = 0; target < n; target++) result[rowOf[target]!] = target;
  return result;
}
