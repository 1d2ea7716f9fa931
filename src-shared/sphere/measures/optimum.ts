import { type Degrees, toDegrees } from '../../angle-units.ts';
import type { Optimum } from '../../contract/index.ts';
import { fejesToth, levenshtein } from './bounds.ts';
import { knownOptima } from './known-optima.ts';
import { tammesTable } from './tammes-table.ts';

/**
 * The largest smallest angle of a number of points on the unit sphere, or the best known.
 *
 * @param count number of points N. @param dim dimension d of the space around the sphere.
 * @returns null if there is no pair.
 */
export function optimumFor(count: number, dim: number): Optimum | null {
  if (count < 2 || dim < 1) return null;
  const proven = provenFor(count, dim);
  if (proven !== null) return { ...proven, status: 'proven', bound: proven };
  const bound = boundFor(count, dim);
  const row = dim === 3 ? tammesTable.find(([points]) => points === count) : undefined;
  if (row === undefined) return { ...bound, status: 'bound', bound };
  const [, angle, known] = row;
  return {
    angle,
    status: 'best-known',
    source: known === 'search' ? 'our own search' : 'Tammes table',
    bound,
  };
}

/** The angle at which a search may rest: the best that is known. Null if only a bound is known. */
export function goalFor(count: number, dim: number): Degrees | null {
  const optimum = optimumFor(count, dim);
  return optimum === null || optimum.status === 'bound' ? null : optimum.angle;
}

type Limit = Optimum['bound'];

/** The optimum where it is proven. */
function provenFor(count: number, dim: number): Limit | null {
  if (count <= dim + 1) return { angle: toDegrees(Math.acos(-1 / (count - 1))), source: 'simplex' };
  if (dim === 1) return { angle: 0, source: 'two directions only' };
  if (dim === 2) return { angle: 360 / count, source: 'regular polygon' };
  // Rankin (1955): from d + 2 points on 90 degrees is the most, and up to 2d it can be had.
  if (count <= 2 * dim) return { angle: 90, source: 'cross-polytope' };
  return provenList(dim).find((entry) => entry.count === count)?.limit ?? null;
}

/** The smallest of all bounds that hold. Fewer points can always lie at least as far apart as more. */
function boundFor(count: number, dim: number): Limit {
  const bounds: Limit[] = [{ angle: toDegrees(levenshtein(count, dim)), source: 'Levenshtein bound' }];
  if (dim === 3) bounds.push({ angle: toDegrees(fejesToth(count)), source: 'Fejes Tóth bound' });
  for (const fewer of provenList(dim)) {
    if (fewer.count < count)
      bounds.push({ angle: fewer.limit.angle, source: `optimum of ${fewer.count} points` });
  }
  return bounds.reduce((least, bound) => (bound.angle < least.angle ? bound : least));
}

/** Proven optima of more than 2d points in d dimensions, at least 3. */
function provenList(dim: number): { count: number; limit: Limit }[] {
  if (dim === 3) {
    return tammesTable
      .filter(([points, , status]) => points > 6 && status === 'proven')
      .map(([count, angle]) => ({ count, limit: { angle, source: 'Tammes table' } }));
  }
  return knownOptima
    .filter((entry) => entry.dim === dim)
    .map(({ count, cosine, name }) => ({
      count,
      limit: { angle: toDegrees(Math.acos(cosine)), source: name },
    }));
}
