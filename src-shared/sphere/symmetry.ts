import type { Random } from '../random.ts';

/** A matrix by rows, three by three. */
type Matrix = readonly number[];

const golden = (1 + Math.sqrt(5)) / 2;
const halfTurn: Matrix = [1, 0, 0, 0, -1, 0, 0, 0, -1];
const thirdTurn: Matrix = [0, 0, 1, 1, 0, 0, 0, 1, 0];
/** A fifth of a turn about a corner of the icosahedron. */
const fifthTurn: Matrix = [1, -golden, 1 / golden, golden, 1 / golden, -1, 1 / golden, 1, golden].map(
  (value) => value / 2,
);

/** A turn about the third axis, turned over as well where `flip` is -1. */
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

const groups: readonly Group[] = generators.map((own) => {
  const elements = closure(own);
  return { elements, special: specialOrbits(elements) };
});

/** A group, and those choices of its special orbits whose rest is a number of whole orbits. */
interface Plan {
  elements: readonly Matrix[];
  choices: readonly (readonly (readonly number[][])[])[];
}

const plans = new Map<number, readonly Plan[]>();

/** The groups that map some N points onto themselves, for a count N. */
function plansFor(count: number): readonly Plan[] {
  const known = plans.get(count);
  if (known) return known;
  const all = groups.map(({ elements, special }): Plan => {
    const subsets = Array.from({ length: 2 ** special.length }, (_, bits) =>
      special.filter((_, k) => (bits >> k) & 1),
    );
    const choices = subsets.filter((chosen) => {
      const rest = count - chosen.reduce((sum, orbit) => sum + orbit.length, 0);
      return rest >= 0 && rest % elements.length === 0;
    });
    return { elements, choices };
  });
  const fit = all.filter(({ choices }) => choices.length > 0);
  plans.set(count, fit);
  return fit;
}

/**
 * Random points on the sphere in three dimensions that a random group of symmetries maps onto themselves: the best
 * arrangements of more than some sixty points are often symmetric, and there are far fewer symmetric ones to search.
 *
 * @returns [N * 3], unit vectors up to their length, or null where no group has such orbits.
 */
export function symmetricPoints(count: number, random: Random): Float64Array | null {
  const fit = plansFor(count);
  if (fit.length === 0) return null;
  const { elements, choices } = fit[random.integer(fit.length)]!;
  const points = choices[random.integer(choices.length)]!.flat();
  while (points.length < count) {
    const point = [random.normal(), random.normal(), random.normal()];
    const length = Math.hypot(...point);
    points.push(
      ...elements.map((element) =>
        times(
          element,
          point.map((value) => value / length),
        ),
      ),
    );
  }
  return Float64Array.from(points.flat());
}

function closure(own: readonly Matrix[]): Matrix[] {
  const elements: Matrix[] = [[1, 0, 0, 0, 1, 0, 0, 0, 1]];
  for (const element of elements) {
    for (const generator of own) {
      const next = [0, 1, 2].flatMap((row) =>
        times(transposed(generator), element.slice(3 * row, 3 * row + 3)),
      );
      if (!elements.some((known) => isSame(known, next))) elements.push(next);
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
