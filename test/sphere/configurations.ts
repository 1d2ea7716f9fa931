/** Arrangements of points whose angles are known. */

const golden = (1 + Math.sqrt(5)) / 2;

export const icosahedron = [-1, 1].flatMap((a) =>
  [-golden, golden].flatMap((b) => [
    [0, a, b],
    [a, b, 0],
    [b, 0, a],
  ]),
);

/** The corners of a regular simplex, in one dimension more than it needs. */
export const simplex = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => (i === j ? 1 : 0) - 1 / count),
  );

export const crossPolytope = (dim: number) =>
  Array.from({ length: 2 * dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => (j === i >> 1 ? (i % 2 ? -1 : 1) : 0)),
  );

/** All distinct arrangements of the signs of a vector's entries. */
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
];

/** 120 points in four dimensions. */
export const cell600 = [
  ...crossPolytope(4).map((row) => row.map((value) => 2 * value)),
  ...signs([1, 1, 1, 1]),
  ...signs([golden, 1, 1 / golden, 0]).flatMap((row) => evenOrders.map((order) => order.map((i) => row[i]!))),
];

/** The roots of D_n: ±e_i ± e_j. In four dimensions the 24-cell. */
export const rootsD = (dim: number) =>
  Array.from({ length: dim }, (_, i) => i).flatMap((i) =>
    Array.from({ length: i }, (_, j) => j).flatMap((j) =>
      signs(Array.from({ length: dim }, (_, k) => (k === i || k === j ? 1 : 0))),
    ),
  );

/** The 240 roots of E8. */
export const rootsE8 = [
  ...rootsD(8),
  ...signs(Array<number>(8).fill(0.5)).filter((row) => row.filter((value) => value < 0).length % 2 === 0),
];
