import type { Optimum } from '../contract/index.ts';
import { degrees } from './angles.ts';
import { tammesTable } from './tammes-table.ts';

/**
 * The largest smallest angle that so many points can have on the unit sphere, or the best that is known of it.
 *
 * @param count number of points N. @param dim dimension d of the space around the sphere.
 * @returns null where there is no pair, or where no more is known than the trivial.
 */
export function optimumFor(count: number, dim: number): Optimum | null {
  if (count < 2 || dim < 1) return null;
  if (count <= dim + 1) {
    return { angle: Math.acos(-1 / (count - 1)) * degrees, status: 'proven', source: 'simplex' };
  }
  if (dim === 1) return { angle: 0, status: 'proven', source: 'two directions only' };
  if (dim === 2) return { angle: 360 / count, status: 'proven', source: 'regular polygon' };
  if (dim === 3) {
    const row = tammesTable.find(([points]) => points === count);
    if (row) return { angle: row[1], status: row[2] ? 'proven' : 'best-known', source: 'Tammes table' };
    return { angle: fejesToth(count), status: 'bound', source: 'Fejes Tóth bound' };
  }
  // Rankin (1955): from d + 2 to 2d points 90 degrees is best; more points cannot do better.
  const crossPolytope = count <= 2 * dim;
  return {
    angle: 90,
    status: crossPolytope ? 'proven' : 'bound',
    source: crossPolytope ? 'cross-polytope' : 'Rankin bound',
  };
}

/** Upper bound on the sphere in three dimensions (Fejes Tóth 1943), degrees. */
function fejesToth(count: number): number {
  const w = (count * Math.PI) / (6 * (count - 2));
  return Math.acos((1 / Math.tan(w) ** 2 - 1) / 2) * degrees;
}
