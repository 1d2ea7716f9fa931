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
