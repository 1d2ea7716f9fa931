/** Finite symmetry groups, and arrangements that keep one. */
import type { Random } from '../../random.ts';

/** A matrix by rows, three by three. */
type Matrix = readonly number[];

const golden = (1 + Math.sqrt(5)) / 2;
const halfTurn: Matrix = [1, 0, 0, 0, -1, 0, 0, 0, -1];
const thirdTurn: Matrix = [0, 0, 1, 1, 0, 0, 0, 1, 0];
/** A fifth of a turn about a corner of the icosahedron. */
const fifthTurn: Matrix = [1, -golden, 1 / golden, golden, 1 / golden, -1, 1 / golden, 1, golden].map(
  (value) => value / 2,
);

/** A turn about the third axis, turned over as well if `flip` is -1. */
function turn(parts: number, flip = 1): Matrix {
  const [c, s] = [Math.cos((2 * Math.PI) / parts), Math.sin((2 * Math.PI) / parts)];
  return [c, -s, 0, s, c, 0, 0, 0, flip];
}

/** Generators of finite groups of rotations and rotary reflections: cyclic, dihedral, and those of the regular solids. */
const generators: readonly (readonly Matrix[])[] = [
  ...[2, 3, 4, 5, 6, 7].map((parts) => [turn(parts)]),
  ...[2, 4, 6, 8, 10].map((parts) => [turn(parts, -1)]),
  ...[2, 3, 4, 5, 6, 7].map((parts) => [turn(parts), halfTurn]),
  [halfTurn, thirdTurn],
  [turn(4), thirdTurn],
  [thirdTurn, fifthTurn],
];

interface Group {
  elements: readonly Matrix[];
  /** Orbits of the points on the axes of its rotations: smaller than the group. */
  special: readonly (readonly number[][])[];
}

const groups: readonly Group[] = generators.map((ofGroup) => {
  const elements = closure(ofGroup);
  return { elements, special: specialOrbits(elements) };
});

/** How points are repeated by a group: a search among symmetric arrangements moves the free points alone. */
export interface Symmetry {
  elements: readonly Matrix[];
  /** [k * 3], points on axes, which stay. */
  fixed: Float64Array;
  /** Points that are free: each stands for as many as the group has elements. */
  free: number;
}

const cache = new Map<number, readonly (readonly Symmetry[])[]>();

/** The symmetries that some N points can have, of each group that has any. */
function symmetriesOf(count: number): readonly (readonly Symmetry[])[] {
  const before = cache.get(count);
  if (before) return before;
  const all = groups.map(({ elements, special }) => {
    const subsets = Array.from({ length: 2 ** special.length }, (_, bits) =>
      special.filter((_, k) => (bits >> k) & 1),
    );
    return subsets.flatMap((chosen): Symmetry[] => {
      const fixed = Float64Array.from(chosen.flat(2));
      const free = (count - fixed.length / 3) / elements.length;
      return free >= 0 && Number.isInteger(free) ? [{ elements, fixed, free }] : [];
    });
  });
  const fit = all.filter((symmetries) => symmetries.length > 0);
  cache.set(count, fit);
  return fit;
}

/** A random group of symmetries that N points on the sphere in three dimensions can have; null if there is none. */
export function drawSymmetry(count: number, random: Random): Symmetry | null {
  const fit = symmetriesOf(count);
  if (fit.length === 0) return null;
  const symmetries = fit[random.integer(fit.length)]!;
  return symmetries[random.integer(symmetries.length)]!;
}

/** Random directions for the free points. @returns [free * 3], unit vectors. */
export function freePoints({ free }: Symmetry, random: Random): Float64Array {
  const points = Array.from({ length: free }, () => {
    const point = [random.normal(), random.normal(), random.normal()];
    const length = Math.hypot(...point);
    return point.map((value) => value / length);
  });
  return Float64Array.from(points.flat());
}

/**
 * All points: those on axes, then each free one with its images, itself first.
 * @param free [free * 3]. @returns [N * 3].
 */
export function repeated(symmetry: Symmetry, free: Float64Array): Float64Array {
  const all = new Float64Array(symmetry.fixed.length + free.length * symmetry.elements.length);
  all.set(symmetry.fixed);
  repeat(symmetry, free, all);
  return all;
}

/** Writes the free points and their images behind the fixed ones. @param all [N * 3]. */
export function repeat({ elements, fixed }: Symmetry, free: Float64Array, all: Float64Array): void {
  let at = fixed.length;
  for (let point = 0; point < free.length; point += 3) {
    const [x, y, z] = [free[point]!, free[point + 1]!, free[point + 2]!];
    for (const m of elements) {
      all[at++] = m[0]! * x + m[1]! * y + m[2]! * z;
      all[at++] = m[3]! * x + m[4]! * y + m[5]! * z;
      all[at++] = m[6]! * x + m[7]! * y + m[8]! * z;
    }
  }
}

/**
 * Random points on the sphere in three dimensions that a random group of symmetries maps onto themselves: the best
 * arrangements of more than some sixty points are often symmetric, and there are far fewer symmetric ones to search.
 *
 * @returns [N * 3], unit vectors up to their length, or null if no group has such orbits.
 */
export function symmetricPoints(count: number, random: Random): Float64Array | null {
  const symmetry = drawSymmetry(count, random);
  return symmetry && repeated(symmetry, freePoints(symmetry, random));
}

function closure(ofGroup: readonly Matrix[]): Matrix[] {
  const elements: Matrix[] = [[1, 0, 0, 0, 1, 0, 0, 0, 1]];
  for (const element of elements) {
    for (const generator of ofGroup) {
      const next = [0, 1, 2].flatMap((row) =>
        times(transposed(generator), element.slice(3 * row, 3 * row + 3)),
      );
      if (!elements.some((element) => isSame(element, next))) elements.push(next);
    }
  }
  return elements;
}

function specialOrbits(elements: readonly Matrix[]): number[][][] {
  const orbits: number[][][] = [];
  for (const element of elements.slice(1)) {
    const axis = axisOf(element);
    if (axis === null) continue;
    for (const end of [axis, axis.map((value) => -value)]) {
      if (orbits.some((orbit) => orbit.some((point) => isSame(point, end)))) continue;
      const orbit: number[][] = [];
      for (const image of elements.map((other) => times(other, end)))
        if (!orbit.some((point) => isSame(point, image))) orbit.push(image);
      orbits.push(orbit);
    }
  }
  return orbits;
}

/** The axis of a rotation; null for a rotary reflection. */
function axisOf(m: Matrix): number[] | null {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant < 0) return null;
  // M + Mᵀ + (1 - trace) projects onto the axis, up to a factor; its longest column has the most digits.
  const rest = 1 - a - e - i;
  const columns = [
    [2 * a + rest, b + d, c + g],
    [b + d, 2 * e + rest, f + h],
    [c + g, f + h, 2 * i + rest],
  ];
  const longest = columns.toSorted((x, y) => Math.hypot(...y) - Math.hypot(...x))[0]!;
  const length = Math.hypot(...longest);
  return longest.map((value) => value / length);
}

function times(m: Matrix, v: readonly number[]): number[] {
  return [0, 3, 6].map((row) => m[row]! * v[0]! + m[row + 1]! * v[1]! + m[row + 2]! * v[2]!);
}

function transposed(m: Matrix): Matrix {
  return [0, 3, 6, 1, 4, 7, 2, 5, 8].map((at) => m[at]!);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, k) => Math.abs(value - b[k]!) < 1e-6);
}
