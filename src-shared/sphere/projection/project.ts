/** Projects directions of many dimensions onto the ordinary sphere. */
import { degrees, toDegrees } from '../../angle-units.ts';
import { angleBetween, type Rows, unitRows } from '../../vectors.ts';
import { principalCoordinates } from '../linear/principal.ts';
import { fitRotation, type Point3, rotated } from '../linear/procrustes.ts';
import { type Errors, judge, relax, type Targets, targetsOf } from './stress.ts';

/** Directions shown on the sphere that one can look at, and how true that picture is. */
export interface Projection extends Errors {
  /** Unit vectors. */
  points: Point3[];
  /** Whether every angle is the true one. */
  exact: boolean;
}

/** A frame of an animation that another follows. */
export interface ProjectedFrame {
  /** [n][d] */
  rows: Rows;
  /** How they were shown. */
  points: readonly Point3[];
}

export interface ProjectOptions {
  /** The picture of the frame before, to begin with: it changes as little as the centres did. */
  from?: readonly Point3[] | undefined;
  /** Rounds of relaxation at most; by default as many as half a second or so allows. */
  rounds?: number | undefined;
}

/** Pairs times rounds that `project` takes half a second for. */
const budget = 2e7;

/** The number of rounds for a number of points, so that the time stays level. */
const roundsFor = (count: number) => Math.max(3, Math.floor(budget / count ** 2));

/** Pairs times rounds between two pictures of `projecting`, at least a round. */
const betweenPictures = 4e6;
/** A round that lowers the stress by a smaller part than this is the last. */
const settled = 1e-4;

/**
 * Places directions of any dimension on the sphere in three dimensions. Two and three dimensions are exact;
 * otherwise the angles on the sphere come as near to the true ones as stress minimisation brings them, with
 * near neighbours counting most. Starts from the three principal directions, or the picture before, and
 * uses no random number: the same centres give the same picture.
 *
 * @param rows [n][d], lengths do not matter.
 */
export function project(rows: Rows, { from, rounds }: ProjectOptions = {}): Projection {
  const mostRounds = rounds ?? Math.min(400, roundsFor(rows.length));
  const pictures = projecting(rows, { from, rounds: mostRounds });
  let newest = pictures.next().value;
  for (const picture of pictures) newest = picture;
  return newest!;
}

/** Rounds that settle a picture which begins where the frame before ended. */
const warmRounds = 30;
/** A point may move this much further between two frames than `stretch` allows: so a picture settles in the end. */
const slack = 2 / degrees;
/** How many times as far as its direction a point may move: the sphere has less room than the space it stands for. */
const stretch = 3;

/**
 * The picture of a frame that follows another: turned so that it lies on the one before, and no point moves by more than
 * three times what its direction did and two degrees. A point that would lie better on the other side of the sphere
 * goes there over several frames rather than at once.
 *
 * @param rows [n][d], as many and as wide as those of the frame before.
 */
export function projectAfter(rows: Rows, before: ProjectedFrame): Projection {
  const units = unitRows(rows);
  if ((units[0]?.length ?? 0) <= 3) return exactPicture(units);
  const targets = targetsOf(units);
  const relaxed = Float64Array.from(before.points.flat());
  const rounds = Math.min(warmRounds, roundsFor(rows.length));
  for (let round = 0; round < rounds; round++) relax(relaxed, targets);
  const settled = pointsOf(relaxed);
  const turn = fitRotation(settled, before.points).rotation;
  const unitsBefore = unitRows(before.rows);
  const points = settled.map((point, i) => {
    const reach = slack + stretch * angleBetween(units[i]!, unitsBefore[i]!);
    return within(reach, before.points[i]!, rotated(point, turn));
  });
  return pictureOf(Float64Array.from(points.flat()), targets);
}

/** The point on the way from one point of the sphere to another, no more than so many radians from the first. */
function within(reach: number, from: Point3, to: Point3): Point3 {
  const angle = angleBetween(from, to);
  if (angle <= reach) return to;
  // Opposite points have no shortest way between them; after the next frame they will.
  const sine = Math.sin(angle);
  if (sine < 1e-9) return from;
  const [a, b] = [Math.sin(angle - reach) / sine, Math.sin(reach) / sine];
  return unit3([a * from[0] + b * to[0], a * from[1] + b * to[1], a * from[2] + b * to[2]]);
}

/**
 * The same in steps, for a worker: yields a first picture soon (2,000 directions within a second), and then better ones
 * until none is. Between two of them lies a tenth of a second or so.
 */
export function* projecting(
  rows: Rows,
  { from, rounds = 400 }: ProjectOptions = {},
): Generator<Projection, void, undefined> {
  const units = unitRows(rows);
  const dim = units[0]?.length ?? 0;
  if (dim <= 3) {
    yield exactPicture(units);
    return;
  }
  const targets = targetsOf(units);
  const points = from?.length === rows.length ? Float64Array.from(from.flat()) : startOf(units);
  const each = Math.max(1, Math.floor(betweenPictures / rows.length ** 2));
  let before = Number.POSITIVE_INFINITY;
  for (let done = 0; ; ) {
    // The first picture costs little more than the angles.
    const now = Math.min(each, rounds - done);
    for (let round = 0; round < now; round++) relax(points, targets);
    done += now;
    const picture = pictureOf(points, targets);
    yield picture;
    if (done >= rounds || picture.stress > before * (1 - settled * now)) return;
    before = picture.stress;
  }
}

function exactPicture(units: readonly Float64Array[]): Projection {
  const points = units.map((unit): Point3 => {
    const point: Point3 = [unit[0] ?? 0, unit[1] ?? 0, unit[2] ?? 0];
    return Math.hypot(...point) === 0 ? [0, 0, 1] : point;
  });
  const worst: Projection['worst'] =
    units.length < 2 ? null : { pair: [0, 1], ...sameAngle(angleBetween(units[0]!, units[1]!)) };
  return { points, exact: true, stress: 0, meanError: 0, worst };
}

function sameAngle(radians: number): { shown: number; true: number } {
  return { shown: toDegrees(radians), true: toDegrees(radians) };
}

function startOf(units: readonly Float64Array[]): Float64Array {
  const points = principalCoordinates(units);
  for (let i = 0; i < units.length; i++) {
    // A direction orthogonal to all three goes to a place of its own rather than to the centre.
    const small = 1e-6 * (i + 1);
    const [x, y, z] = [0, 1, 2].map((k) => points[3 * i + k]!) as Point3;
    points.set(unit3([x + small * Math.sin(i), y + small * Math.cos(i), z + small]), 3 * i);
  }
  return points;
}

function unit3(point: Point3): Point3 {
  const length = Math.hypot(...point);
  return length === 0 ? [0, 0, 1] : [point[0] / length, point[1] / length, point[2] / length];
}

function pictureOf(points: Float64Array, targets: Targets): Projection {
  return { points: pointsOf(points), exact: false, ...judge(points, targets) };
}

function pointsOf(values: Float64Array): Point3[] {
  return Array.from(
    { length: values.length / 3 },
    (_, i): Point3 => [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!],
  );
}
