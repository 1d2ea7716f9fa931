import { angleBetween, degrees, dot, type Rows, unitRows } from './angles.ts';

export type Point3 = [x: number, y: number, z: number];

/** Directions shown on the sphere that one can look at, and how true that picture is. */
export interface Projection {
  /** Unit vectors. */
  points: Point3[];
  /** Whether every angle is the true one. */
  exact: boolean;
  /** Root of Σ w (shown - true)² / Σ w true² over all pairs, near ones weighing most: 0 is exact. */
  stress: number;
  /** Mean difference between the shown and the true angle over all pairs, degrees. */
  meanError: number;
  /** The pair that is shown worst; null with fewer than two points. */
  worst: { pair: [number, number]; shown: number; true: number } | null;
}

export interface ProjectOptions {
  /** The picture of the frame before, to begin with: it changes as little as the centres did. */
  from?: readonly Point3[] | undefined;
  /** Rounds of relaxation at most; by default as many as half a second or so allows. */
  rounds?: number | undefined;
}

/** Work that a picture may cost, in pairs times rounds. */
const budget = 2e7;

/**
 * Places directions of any dimension on the sphere in three dimensions. Two and three dimensions are exact;
 * otherwise the angles on the sphere come as near to the true ones as stress minimisation brings them, with
 * near neighbours counting most (Sammon's weights, 1969). Starts from the three principal directions and
 * uses no random number: the same centres give the same picture.
 *
 * @param rows [n][d], lengths do not matter.
 */
export function project(rows: Rows, { from, rounds }: ProjectOptions = {}): Projection {
  const units = unitRows(rows);
  const dim = units[0]?.length ?? 0;
  if (dim <= 3) {
    const points = units.map((unit): Point3 => onSphere([unit[0] ?? 0, unit[1] ?? 0, unit[2] ?? 0]));
    return { points, exact: true, stress: 0, meanError: 0, worst: judge(units, points).worst };
  }
  const points = from?.length === rows.length ? from.map(onSphere) : principal(units);
  const targets = units.map((a) => Float64Array.from(units, (b) => angleBetween(a, b)));
  const most = rounds ?? Math.min(400, Math.max(10, Math.floor(budget / units.length ** 2)));
  for (let round = 0; round < most; round++) relax(points, targets);
  return { points, exact: false, ...judge(units, points) };
}

/** Of a pair at a true angle, radians. */
function weightOf(target: number): number {
  return 1 / Math.max(target, 0.05);
}

/** Moves each point in turn to where its angles to the others pull it. */
function relax(points: Point3[], targets: readonly Float64Array[]): void {
  for (let i = 0; i < points.length; i++) {
    const p = points[i]!;
    const pull: Point3 = [0, 0, 0];
    let weights = 0;
    for (let j = 0; j < points.length; j++) {
      if (j === i) continue;
      const q = points[j]!;
      const cosine = Math.min(1, Math.max(-1, dot(p, q)));
      const sine = Math.sqrt(1 - cosine * cosine);
      // Where two points coincide or are opposite no direction leads apart; the others will move them.
      if (sine < 1e-9) continue;
      const target = targets[i]![j]!;
      const weight = weightOf(target);
      const move = (weight * (Math.acos(cosine) - target)) / sine;
      for (let k = 0; k < 3; k++) pull[k]! += move * (q[k]! - cosine * p[k]!);
      weights += weight;
    }
    if (weights === 0) continue;
    points[i] = onSphere([p[0] + pull[0] / weights, p[1] + pull[1] / weights, p[2] + pull[2] / weights]);
  }
}

/** Coordinates along the three directions of largest second moment, by orthogonal iteration. */
function principal(units: readonly Float64Array[]): Point3[] {
  const dim = units[0]!.length;
  // Fixed, and in general position to any data.
  let axes = [1, 2, 3].map((k) => Float64Array.from({ length: dim }, (_, i) => Math.sin(k * (i + 1) ** 1.5)));
  for (let round = 0; round < 50; round++) {
    axes = orthonormal(
      axes.map((axis) => {
        const next = new Float64Array(dim);
        for (const unit of units) {
          const along = dot(unit, axis);
          for (let i = 0; i < dim; i++) next[i]! += along * unit[i]!;
        }
        return next;
      }),
    );
  }
  return units.map((unit, i) => {
    const [x, y, z] = axes.map((axis) => dot(unit, axis));
    // A direction orthogonal to all three goes to a place of its own rather than to the centre.
    const small = 1e-6 * (i + 1);
    return onSphere([x! + small * Math.sin(i), y! + small * Math.cos(i), z! + small]);
  });
}

function orthonormal(axes: Float64Array[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = [];
  for (const axis of axes) {
    for (const other of done) {
      const along = dot(axis, other);
      for (let i = 0; i < axis.length; i++) axis[i]! -= along * other[i]!;
    }
    const length = Math.hypot(...axis);
    done.push(Float64Array.from(axis, (value) => (length < 1e-12 ? 0 : value / length)));
  }
  return done;
}

function onSphere(point: Point3): Point3 {
  const length = Math.hypot(...point);
  return length === 0 ? [0, 0, 1] : [point[0] / length, point[1] / length, point[2] / length];
}

function judge(
  units: readonly Float64Array[],
  points: readonly Point3[],
): Pick<Projection, 'stress' | 'meanError' | 'worst'> {
  let worst: Projection['worst'] = null;
  let [sum, squares, scale, pairs] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const target = angleBetween(units[i]!, units[j]!);
      const shown = angleBetween(points[i]!, points[j]!) * degrees;
      const real = target * degrees;
      const error = Math.abs(shown - real);
      const weight = weightOf(target);
      sum += error;
      squares += weight * error ** 2;
      scale += weight * real ** 2;
      pairs++;
      if (worst === null || error > Math.abs(worst.shown - worst.true)) {
        worst = { pair: [i, j], shown, true: real };
      }
    }
  }
  return {
    stress: scale === 0 ? 0 : Math.sqrt(squares / scale),
    meanError: pairs === 0 ? 0 : sum / pairs,
    worst,
  };
}
