import type { Optimum } from '../contract/index.ts';
import { degrees } from './angles.ts';
import { tammesTable } from './tammes-table.ts';

/**
 * The largest smallest angle that so many points can have on the unit sphere, or the best that is known of it.
 *
 * @param count number of points N. @param dim dimension d of the space around the sphere.
 * @returns null where there is no pair.
 */
export function optimumFor(count: number, dim: number): Optimum | null {
  if (count < 2 || dim < 1) return null;
  if (count <= dim + 1) return proven(Math.acos(-1 / (count - 1)) * degrees, 'simplex');
  if (dim === 1) return proven(0, 'two directions only');
  if (dim === 2) return proven(360 / count, 'regular polygon');
  // Rankin (1955): from d + 2 to 2d points 90 degrees is best; more points cannot do better.
  if (count <= 2 * dim) return proven(90, 'cross-polytope');
  const bound = dim === 3 ? fejesToth(count) : { angle: 90, source: 'Rankin bound' };
  const row = dim === 3 ? tammesTable.find(([points]) => points === count) : undefined;
  if (!row) return { ...bound, status: 'bound', bound };
  const [, angle, isProven] = row;
  return isProven
    ? proven(angle, 'Tammes table')
    : { angle, status: 'best-known', source: 'Tammes table', bound };
}

function proven(angle: number, source: string): Optimum {
  return { angle, status: 'proven', source, bound: { angle, source } };
}

/** Upper bound on the sphere in three dimensions (Fejes Tóth 1943), degrees. */
function fejesToth(count: number): Optimum['bound'] {
  const w = (count * Math.PI) / (6 * (count - 2));
  return { angle: Math.acos((1 / Math.tan(w) ** 2 - 1) / 2) * degrees, source: 'Fejes Tóth bound' };
}
