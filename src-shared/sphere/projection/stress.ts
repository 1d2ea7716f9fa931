/** The stress that a projection minimises, and its gradient. */
import { toDegrees } from '../../angle-units.ts';
import { angleBetween } from '../../vectors.ts';
import { rowsOfAngles } from '../linear/products.ts';

/** Neighbours of each point that the picture must show rightly before all else, and how much more they count. */
const neighbours = 5;
const emphasis = 10;

/** What a picture is to show: the true angle of every pair and what it counts. */
export interface Targets {
  count: number;
  /**
   * [n * n], radians: below 0 if one of the pair is a nearest neighbour of the other, so that no second matrix is needed; on the
   * diagonal 0.
   */
  angles: Float32Array;
}

/** Stands for the angle 0 of neighbours, which has no sign. */
const smallest = 1e-9;

/** What a pair counts: one over its angle (Sammon 1969), and ten times that between a point and its five nearest. */
function weightOf(target: number): number {
  return target < 0 ? emphasis / Math.max(-target, 0.05) : 1 / Math.max(target, 0.05);
}

/**
 * True angles, and which pairs are neighbours. In many dimensions all angles are nearly right ones, and only the latter
 * tells who is near to whom.
 *
 * @param units [n][d], unit vectors.
 */
export function targetsOf(units: readonly Float64Array[]): Targets {
  const count = units.length;
  const angles = new Float32Array(count * count);
  for (const [i, rowIndex] of rowsOfAngles(units)) {
    angles.set(rowIndex, i * count);
    for (let j = 0; j < i; j++) angles[j * count + i] = rowIndex[j]!;
  }
  for (let i = 0; i < count; i++) {
    for (const j of nearestOf(angles.subarray(i * count, (i + 1) * count), i)) {
      const marked = -Math.max(Math.abs(angles[i * count + j]!), smallest);
      angles[i * count + j] = marked;
      angles[j * count + i] = marked;
    }
  }
  return { count, angles };
}

function nearestOf(row: Float32Array, self: number): number[] {
  const nearest: number[] = [];
  for (let j = 0; j < row.length; j++) {
    if (j === self) continue;
    const angle = Math.abs(row[j]!);
    if (nearest.length === neighbours && angle >= Math.abs(row[nearest.at(-1)!]!)) continue;
    let at = nearest.length;
    while (at > 0 && Math.abs(row[nearest[at - 1]!]!) > angle) at--;
    nearest.splice(at, 0, j);
    nearest.length = Math.min(nearest.length, neighbours);
  }
  return nearest;
}

/** Moves each point in turn to where its angles to the others pull it. @param points [n * 3], unit vectors. */
export function relax(points: Float64Array, { count, angles }: Targets): void {
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
    let [pullX, pullY, pullZ, total] = [0, 0, 0, 0];
    for (let j = 0, at = i * count; j < count; j++, at++) {
      if (j === i) continue;
      const target = angles[at]!;
      const weight = weightOf(target);
      const [u, v, w] = [points[3 * j]!, points[3 * j + 1]!, points[3 * j + 2]!];
      const cosine = x * u + y * v + z * w;
      const square = 1 - cosine * cosine;
      // Where two points coincide or are opposite no direction leads apart.
      if (square < 1e-18) continue;
      const move = (weight * (Math.acos(cosine) - Math.abs(target))) / Math.sqrt(square);
      pullX += move * (u - cosine * x);
      pullY += move * (v - cosine * y);
      pullZ += move * (w - cosine * z);
      total += weight;
    }
    if (total === 0) continue;
    const [p, q, r] = [x + pullX / total, y + pullY / total, z + pullZ / total];
    const length = Math.hypot(p, q, r);
    points[3 * i] = p / length;
    points[3 * i + 1] = q / length;
    points[3 * i + 2] = r / length;
  }
}

/** How true a picture is. */
export interface Errors {
  /** Root of Σ w (shown - true)² / Σ w true² over all pairs, near ones weighing most: 0 is exact. */
  stress: number;
  /** Mean difference between the shown and the true angle over all pairs, degrees. */
  meanError: number;
  /** The pair that is shown worst; null with fewer than two points. */
  worst: { pair: [number, number]; shown: number; true: number } | null;
}

/** @param points [n * 3], unit vectors. */
export function judge(points: Float64Array, { count, angles }: Targets): Errors {
  let [sum, squares, scale] = [0, 0, 0];
  let [largest, first, second] = [-1, 0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const target = angles[i * count + j]!;
      const [angle, weight] = [Math.abs(target), weightOf(target)];
      const cosine =
        points[3 * i]! * points[3 * j]! +
        points[3 * i + 1]! * points[3 * j + 1]! +
        points[3 * i + 2]! * points[3 * j + 2]!;
      const error = Math.abs(Math.acos(Math.min(1, Math.max(-1, cosine))) - angle);
      sum += error;
      squares += weight * error * error;
      scale += weight * angle * angle;
      if (error > largest) [largest, first, second] = [error, j, i];
    }
  }
  const pairs = (count * (count - 1)) / 2;
  if (pairs === 0) return { stress: 0, meanError: 0, worst: null };
  const shown = angleBetween(
    points.subarray(3 * first, 3 * first + 3),
    points.subarray(3 * second, 3 * second + 3),
  );
  return {
    stress: scale === 0 ? 0 : Math.sqrt(squares / scale),
    meanError: toDegrees(sum / pairs),
    worst: {
      pair: [first, second],
      shown: toDegrees(shown),
      true: toDegrees(Math.abs(angles[second * count + first]!)),
    },
  };
}
