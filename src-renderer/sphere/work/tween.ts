import { fitRotation, rotated } from '../../../src-shared/sphere/index.ts';
import { pointsOf } from './rows.ts';

/** Points on the way from one frame to the next, on the sphere. @param share 0 to 1. */
export function pointsBetween(from: Float32Array, to: Float32Array, share: number): Float32Array {
  if (share <= 0 || from.length !== to.length) return from;
  const points = new Float32Array(from.length);
  for (let at = 0; at < from.length; at += 3) {
    let squares = 0;
    for (let k = at; k < at + 3; k++) {
      points[k] = (1 - share) * from[k]! + share * to[k]!;
      squares += points[k]! ** 2;
    }
    // Opposite points have no one way between them: they jump.
    const length = Math.sqrt(squares);
    for (let k = at; k < at + 3; k++) points[k] = length < 1e-6 ? to[k]! : points[k]! / length;
  }
  return points;
}

/**
 * A function that turns, or mirrors and turns, one run's picture so that its people lie as near as they can to the same
 * people of another run: turned together, the two can then be compared.
 */
export function alignment(
  first: { names: readonly string[]; points: Float32Array },
  other: { names: readonly string[]; points: Float32Array },
): (points: Float32Array) => Float32Array {
  const indexOf = new Map(other.names.map((name, i) => [name, i]));
  const shared = first.names.flatMap((name, i) => {
    const j = indexOf.get(name);
    return j === undefined ? [] : [[i, j] as const];
  });
  if (shared.length === 0) return (points) => points;
  const [from, to] = [pointsOf(first.points), pointsOf(other.points)];
  const { rotation } = fitRotation(
    shared.map(([i]) => from[i]!),
    shared.map(([, j]) => to[j]!),
    true,
  );
  return (points) => Float32Array.from(pointsOf(points).flatMap((point) => rotated(point, rotation)));
}

/** The place in a run's frames where it has done the same share of its steps as another. @param steps ascending. */
export function placeAt(steps: readonly number[], share: number): number {
  const lastStep = steps.length - 1;
  if (lastStep < 1) return 0;
  const wanted = share * steps[lastStep]!;
  const after = steps.findIndex((step) => step > wanted);
  if (after < 0) return lastStep;
  if (after === 0) return 0;
  const before = steps[after - 1]!;
  return after - 1 + (wanted - before) / (steps[after]! - before);
}
