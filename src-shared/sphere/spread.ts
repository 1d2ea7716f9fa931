import type { Spread } from '../contract/index.ts';
import { TammesError } from '../errors.ts';
import { angleBetween, degrees, type Rows, unitRows } from './angles.ts';
import { optimumFor } from './optimum.ts';

/**
 * How class centres spread over the hypersphere.
 * @param centres [C][d], at least two; lengths do not matter.
 * @throws TammesError 'too-few-people' for fewer than two.
 */
export function spreadOf(centres: Rows): Spread {
  if (centres.length < 2) {
    throw new TammesError(
      'too-few-people',
      'A spread needs at least two class centres.',
      'Add photos of at least two people.',
    );
  }
  const units = unitRows(centres);
  const nearest = units.map(() => ({ index: -1, angle: Number.POSITIVE_INFINITY }));
  let smallestPair: [number, number] = [0, 1];
  let smallestAngle = Number.POSITIVE_INFINITY;
  for (let i = 0; i < units.length; i++) {
    for (let j = i + 1; j < units.length; j++) {
      const angle = angleBetween(units[i]!, units[j]!) * degrees;
      if (angle < nearest[i]!.angle) nearest[i] = { index: j, angle };
      if (angle < nearest[j]!.angle) nearest[j] = { index: i, angle };
      if (angle < smallestAngle) {
        smallestAngle = angle;
        smallestPair = [i, j];
      }
    }
  }
  const dim = units[0]!.length;
  const optimum = optimumFor(units.length, dim);
  return {
    count: units.length,
    dim,
    smallestAngle,
    smallestPair,
    meanNearestAngle: nearest.reduce((sum, { angle }) => sum + angle, 0) / units.length,
    nearest,
    optimum,
    ratio: optimum === null || optimum.angle === 0 ? null : smallestAngle / optimum.angle,
  };
}
