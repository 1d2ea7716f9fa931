import type { Steps } from '../../steps.ts';
import { dot, type Rows, unitRows } from '../../vectors.ts';
import { assigning } from '../linear/assignment.ts';
import { fitOrthogonal } from '../linear/orthogonal-fit.ts';
import { defaultRestarts, solve } from './solve.ts';

/** Beyond which another start of the search is not worth waiting for before training. */
const starts = 100;
/** Of turning and assigning: it comes to rest after a few. */
const rounds = 10;

/**
 * As many unit vectors as there are directions, as far apart as the solver brings them, turned and given out so that
 * each lies as near to its direction as can be: turning and assigning in turn, as in the iterated closest point of Besl
 * and McKay (1992). The same directions and seed give the same vectors. In steps, as thousands of classes take minutes; the first half
 * of the share is the solver's.
 *
 * @param directions [C][d], at least two, for example the mean direction of each class; lengths do not matter.
 * @returns [C][d], that of each direction at its index.
 * @throws TammesError 'bad-input' for more than the solver can spread.
 */
export function* spreadCentres(directions: Rows, seed: number): Steps<Float64Array[]> {
  const units = unitRows(directions);
  const [count, dim] = [units.length, units[0]!.length];
  const restarts = Math.min(starts, defaultRestarts(count, dim));
  const search = solve({ count, dim, seed, restarts });
  let step = search.next();
  for (; !step.done; step = search.next()) yield step.value.share / 2;
  let points = step.value.points;
  for (let round = 0; round < rounds; round++) {
    // Nearest in the sum of squares is largest in the sum of products.
    const costs = units.map((unit) => Float64Array.from(points, (point) => -dot(unit, point)));
    const assignment = assigning(costs);
    let given = assignment.next();
    for (; !given.done; given = assignment.next()) yield (1 + (round + given.value) / rounds) / 2;
    const targets = given.value;
    // The first time all may be in place by chance, and yet be turned away.
    if (round > 0 && targets.every((target, i) => target === i)) break;
    points = fitOrthogonal(
      units.map((_, i) => points[targets[i]!]!),
      units,
    );
  }
  return points;
}
