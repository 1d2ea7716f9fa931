/** Lines on the sphere, without a canvas. */
import { normalised } from '../../../src-shared/vectors.ts';
import type { NearestCentres } from '../picture.ts';

/** Two ends of an arc, by index, and its colour. */
export interface Arc {
  from: number;
  to: number;
  /** Red, green and blue, 0 to 1. */
  colour: Colour;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Straight pieces that together make arcs. */
export interface LineSegments {
  /** Start x, y and z, then end, in turn: 6 numbers a segment. */
  ends: Float32Array;
  /** 3 numbers a segment. */
  colours: Float32Array;
}

/** Longest piece of an arc that looks round, radians. */
const piece = 0.1;

/** Shortest ways over the sphere as straight pieces. @param points x, y and z in turn, unit vectors. */
export function segmentsOf(points: ArrayLike<number>, arcs: readonly Arc[]): LineSegments {
  const counts = arcs.map(({ from, to }) => Math.max(1, Math.ceil(angleOfPair(points, from, to) / piece)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ends = new Float32Array(6 * total);
  const colours = new Float32Array(3 * total);
  let segment = 0;
  arcs.forEach(({ from, to, colour }, arc) => {
    const count = counts[arc]!;
    const angle = angleOfPair(points, from, to);
    const sine = Math.sin(angle);
    for (let step = 0; step < count; step++, segment++) {
      for (const [side, t] of [step / count, (step + 1) / count].entries()) {
        // Coinciding and opposite points have no one shortest way: a straight line stands for it.
        const a = sine < 1e-6 ? 1 - t : Math.sin((1 - t) * angle) / sine;
        const b = sine < 1e-6 ? t : Math.sin(t * angle) / sine;
        for (let k = 0; k < 3; k++)
          ends[6 * segment + 3 * side + k] = a * points[3 * from + k]! + b * points[3 * to + k]!;
      }
      colours.set(colour, 3 * segment);
    }
  });
  return { ends, colours };
}

/** Straight lines on a map. @param points x, y and z in turn. */
export function linesOf(points: Float32Array, arcs: readonly Arc[]): LineSegments {
  const ends = new Float32Array(6 * arcs.length);
  const colours = new Float32Array(3 * arcs.length);
  arcs.forEach(({ from, to, colour }, i) => {
    ends.set(points.subarray(3 * from, 3 * from + 3), 6 * i);
    ends.set(points.subarray(3 * to, 3 * to + 3), 6 * i + 3);
    colours.set(colour, 3 * i);
  });
  return { ends, colours };
}

/** Angle between two of the points, radians. @param points x, y and z in turn, unit vectors. */
export function angleOfPair(points: ArrayLike<number>, a: number, b: number): number {
  let [squares, cosine] = [0, 0];
  for (let k = 0; k < 3; k++) {
    squares += (points[3 * a + k]! - points[3 * b + k]!) ** 2;
    cosine += points[3 * a + k]! * points[3 * b + k]!;
  }
  // The chord has the digits for near points, the cosine for opposite ones.
  return cosine > 0 ? 2 * Math.asin(Math.min(1, Math.sqrt(squares) / 2)) : Math.acos(Math.max(-1, cosine));
}

/** Every 30 degrees a meridian and a parallel, as segments. */
export function graticule(colour: Colour): LineSegments {
  const points: number[] = [];
  const arcs: Arc[] = [];
  const add = (ring: readonly (readonly [number, number, number])[]) => {
    const first = points.length / 3;
    points.push(...ring.flat());
    for (let i = 1; i < ring.length; i++) arcs.push({ from: first + i - 1, to: first + i, colour });
  };
  const steps = Array.from({ length: 73 }, (_, i) => (i * 5 * Math.PI) / 180);
  for (let angle = 0; angle < 180; angle += 30) {
    const a = (angle * Math.PI) / 180;
    add(steps.map((t) => [Math.sin(t) * Math.cos(a), Math.cos(t), Math.sin(t) * Math.sin(a)]));
  }
  for (let latitude = -60; latitude <= 60; latitude += 30) {
    const [height, radius] = [Math.sin((latitude * Math.PI) / 180), Math.cos((latitude * Math.PI) / 180)];
    add(steps.map((t) => [radius * Math.cos(t), height, radius * Math.sin(t)]));
  }
  return segmentsOf(points, arcs);
}

/** Pairs of each centre with its nearest, each pair once. */
export function nearestPairs({ index }: Pick<NearestCentres, 'index'>): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < index.length; i++) {
    const other = index[i]!;
    if (other >= 0 && !(index[other] === i && other < i)) pairs.push([i, other]);
  }
  return pairs;
}

/** Rim of a cap about a centre, x, y and z in turn, closed. @param radius in radians. */
export function rimOf(points: ArrayLike<number>, centre: number, radius: number, steps = 48): Float32Array {
  const [x, y, z] = [points[3 * centre]!, points[3 * centre + 1]!, points[3 * centre + 2]!];
  // Any axis that the centre is not near to gives a direction along the surface.
  const axis = Math.abs(z) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const u = normalised([
    y * axis[2]! - z * axis[1]!,
    z * axis[0]! - x * axis[2]!,
    x * axis[1]! - y * axis[0]!,
  ]);
  const v = [y * u[2]! - z * u[1]!, z * u[0]! - x * u[2]!, x * u[1]! - y * u[0]!];
  const [cosine, sine] = [Math.cos(radius), Math.sin(radius)];
  const rim = new Float32Array(3 * (steps + 1));
  for (let i = 0; i <= steps; i++) {
    const [c, s] = [Math.cos((2 * Math.PI * i) / steps), Math.sin((2 * Math.PI * i) / steps)];
    for (let k = 0; k < 3; k++) rim[3 * i + k] = cosine * [x, y, z][k]! + sine * (c * u[k]! + s * v[k]!);
  }
  return rim;
}
