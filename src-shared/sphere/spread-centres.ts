import { TammesError } from '../errors.ts';
import { dot, type Rows, unitRows } from './angles.ts';
import { assign } from './assignment.ts';
import { fitOrthogonal } from './orthogonal-fit.ts';
import { defaultRestarts, solve } from './solve.ts';

/** More classes take the assignment minutes. */
const most = 2000;
/** Beyond which another start of the search is not worth waiting for before training. */
const starts = 100;
/** Of turning and assigning: it comes to rest after a few. */
const rounds = 10;

/**
 * As many unit vectors as there are directions, as far apart as the solver brings them, turned and given out so that
 * each lies as near to its direction as can be: turning and assigning in turn, as in the iterated closest point of Besl
 * and McKay (1992). The same directions and seed give the same vectors.
 *
 * @param directions [C][d], at least two, for example the mean direction of each class; lengths do not matter.
 * @returns [C][d], that of each direction at its index.
 * @throws TammesError 'bad-input' for more than 2,000.
 */
export function spreadCentres(directions: Rows, seed: number): Float64Array[] {
  const units = unitRows(directions);
  const [count, dim] = [units.length, units[0]!.length];
  if (count > most) {
    throw new TammesError(
      'bad-input',
      `${count} class centres are too many to be spread before training.`,
      `Fix at most ${most}, or let the centres be learned, with the regulariser uniform.`,
    );
  }
  const restarts = Math.min(starts, defaultRestarts(count, dim));
  const search = solve({ count, dim, seed, restarts });
  let step = search.next();
  while (!step.done) step = search.next();
  let points = step.value.points;
  for (let round = 0; round < rounds; round++) {
    // Nearest in the sum of squares is largest in the sum of products.
    const targets = assign(units.map((unit) => points.map((point) => -dot(unit, point))));
    // The first time all may be in place by chance, and yet be turned away.
    if (round > 0 && targets.every((target, i) => target === i)) break;
    points = fitOrthogonal(
      units.map((_, i) => points[targets[i]!]!),
      units,
    );
  }
  return points;
}
