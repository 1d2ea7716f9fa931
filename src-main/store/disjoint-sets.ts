/** Numbers from 0 on, at first each in a set of its own (union–find). */
export interface DisjointSets {
  /** The smallest number of the set that `i` is in. */
  root(i: number): number;
  /** Makes the sets of both one. */
  join(i: number, j: number): void;
}

export function disjointSets(count: number): DisjointSets {
  const parent = Uint32Array.from({ length: count }, (_, i) => i);
  function root(i: number): number {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    parent[i] = at;
    return at;
  }
  return {
    root,
    join(i, j) {
      const [a, b] = [root(i), root(j)];
      parent[Math.max(a, b)] = Math.min(a, b);
    },
  };
}
