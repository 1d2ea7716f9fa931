/** Arrangements that are proven to be the best of their size, by their coordinates. */
export interface Construction {
  /** [N][d], unit vectors. */
  points: Float64Array[];
  name: string;
}

/** The proven optimum of N points in d dimensions, where it is one that can be written down here. */
export function construct(count: number, dim: number): Construction | null {
  if (count <= dim + 1) return { points: simplex(count, dim), name: 'simplex' };
  if (dim === 2) return { points: polygon(count), name: 'regular polygon' };
  if (count <= 2 * dim) return { points: crossPolytope(count, dim), name: 'cross-polytope' };
  if (dim === 4 && count === 24) return unit('24-cell', rootsD(4));
  if (dim === 4 && count === 120) return unit('600-cell', cell600());
  if (dim === 8 && count === 240) return unit('E8 roots', rootsE8());
  return null;
}

function unit(name: string, rows: readonly (readonly number[])[]): Construction {
  return {
    points: rows.map((row) => {
      const length = Math.hypot(...row);
      return Float64Array.from(row, (value) => value / length);
    }),
    name,
  };
}

/** N ≤ d + 1 points with cosines of -1/(N - 1), each with as few coordinates as it needs. */
function simplex(count: number, dim: number): Float64Array[] {
  const points = Array.from({ length: count }, () => new Float64Array(dim));
  const cosine = -1 / (count - 1);
  // Squared length of what is fixed so far; all later points agree in it, and so does their product.
  let fixed = 0;
  for (let k = 0; k < count - 1; k++) {
    const coordinate = Math.sqrt(1 - fixed);
    const others = (cosine - fixed) / coordinate;
    points[k]![k] = coordinate;
    for (let i = k + 1; i < count; i++) points[i]![k] = others;
    fixed += others * others;
  }
  return points;
}

function polygon(count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return Float64Array.of(Math.cos(angle), Math.sin(angle));
  });
}

/** d < N ≤ 2d of the points ±e_i. */
function crossPolytope(count: number, dim: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const point = new Float64Array(dim);
    point[i % dim] = i < dim ? 1 : -1;
    return point;
  });
}

/** All ways to choose the signs of a vector's entries. */
function signs(vector: readonly number[]): number[][] {
  return vector.reduce<number[][]>(
    (rows, value) =>
      rows.flatMap((row) =>
        value === 0
          ? [[...row, 0]]
          : [
              [...row, value],
              [...row, -value],
            ],
      ),
    [[]],
  );
}

/** The roots of D_n: ±e_i ± e_j. */
function rootsD(dim: number): number[][] {
  const axes = Array.from({ length: dim }, (_, i) => i);
  return axes.flatMap((i) =>
    axes.slice(0, i).flatMap((j) => signs(axes.map((k) => (k === i || k === j ? 1 : 0)))),
  );
}

/** The 240 roots of E8: those of D8, and halves with an even number of minus signs. */
function rootsE8(): number[][] {
  const halves = signs(Array<number>(8).fill(0.5));
  return [...rootsD(8), ...halves.filter((row) => row.filter((value) => value < 0).length % 2 === 0)];
}

const evenOrders = [
  [0, 1, 2, 3],
  [0, 2, 3, 1],
  [0, 3, 1, 2],
  [1, 0, 3, 2],
  [1, 2, 0, 3],
  [1, 3, 2, 0],
  [2, 0, 1, 3],
  [2, 1, 3, 0],
  [2, 3, 0, 1],
  [3, 0, 2, 1],
  [3, 1, 0, 2],
  [3, 2, 1, 0],
] as const;

/** The 120 corners of the 600-cell: ±2e_i, (±1, ±1, ±1, ±1), and even orders of (±φ, ±1, ±1/φ, 0). */
function cell600(): number[][] {
  const golden = (1 + Math.sqrt(5)) / 2;
  return [
    ...[0, 1, 2, 3].flatMap((i) => signs([0, 1, 2, 3].map((k) => (k === i ? 2 : 0)))),
    ...signs([1, 1, 1, 1]),
    ...signs([golden, 1, 1 / golden, 0]).flatMap((row) =>
      evenOrders.map((order) => order.map((i) => row[i]!)),
    ),
  ];
}
