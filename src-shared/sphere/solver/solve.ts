/** The Tammes problem's entry point: a construction if one is known, else a search. */
import { type Degrees, degrees, toDegrees } from '../../angle-units.ts';
import { TammesError } from '../../errors/index.ts';
import { angleBetween } from '../../vectors.ts';
import { goalFor } from '../measures/optimum.ts';
import { construct } from './constructions.ts';
import { starts } from './starts.ts';

export interface SolveOptions {
  /** Points N, at least 2. */
  count: number;
  /** Dimension d of the space around the sphere, at least 2. */
  dim: number;
  seed: number;
  /** Starts of the search; by default `defaultRestarts`. */
  restarts?: number | undefined;
}

/** Every so often in the search. */
export interface SolveProgress {
  /** Starts done. */
  restart: number;
  restarts: number;
  /** Of the whole search, from 0 to 1. */
  share: number;
  /** So far. */
  best: Configuration;
}

/** Points on the unit sphere, as far apart as was found. */
export interface Configuration {
  /** [N][d], unit vectors. */
  points: Float64Array[];
  /** Smallest angle. */
  angle: Degrees;
  /** `search`, or the name of the proven optimum that was written down instead. */
  source: string;
}

/** Pairs times dimensions that one step of the search may go through; a pair takes as much memory as fifty dimensions. */
const largest = 5e8;
const pairCost = 50;

/** What a table of seven decimals leaves open, degrees. */
const digits = 1e-7;

/**
 * Starts within which the best known arrangement on the sphere in three dimensions is nearly always found, most often
 * after a few: docs/SPHERE.md.
 */
export function defaultRestarts(count: number, dim: number): number {
  if (dim === 3) return 12500;
  return count * dim > 5000 ? 1 : 20;
}

/**
 * Looks for N points on the sphere in d dimensions with as large a smallest angle as possible: the Tammes problem. What
 * is proven to be best and can be written down (simplex, cross-polytope, polygon, 24-cell, 600-cell, roots of E8) is;
 * else every start climbs by energies of rising exponent, and what comes near the best is polished to some ten digits. `starts` has where
 * they begin.
 *
 * The same options give the same points. It ends early if it reaches the best that is known. To stop early, ask for no more of the generator.
 *
 * @throws TammesError 'bad-input' for fewer than two points or dimensions, too many, or no start.
 */
export function* solve({
  count,
  dim,
  seed,
  restarts = defaultRestarts(count, dim),
}: SolveOptions): Generator<SolveProgress, Configuration, undefined> {
  refuse(count, dim, restarts);
  const exact = construct(count, dim);
  if (exact !== null) return configuration(exact.points, exact.name);
  const goal = ((goalFor(count, dim) ?? 360) - digits) / degrees;
  let [best, bestAngle]: [Configuration | null, number] = [null, 0];
  let restart = 0;
  const search = starts(count, dim, seed);
  for (;;) {
    const { points, share, angle } = search.next().value;
    if (angle !== null && angle > bestAngle) {
      [best, bestAngle] = [configuration(split(points, dim), 'search'), angle];
    }
    const shown = best ?? configuration(split(points, dim), 'search');
    yield { restart, restarts, share: (restart + share) / restarts, best: shown };
    if (angle !== null) restart++;
    if (best !== null && (restart >= restarts || bestAngle >= goal)) return best;
  }
}

function refuse(count: number, dim: number, restarts: number): void {
  const whole = Number.isInteger(count) && Number.isInteger(dim);
  if (!(whole && count >= 2 && dim >= 2)) {
    throw new TammesError('points-too-few', { count, dim });
  }
  if (!(restarts >= 1)) {
    throw new TammesError('starts-too-few', { restarts });
  }
  const most = Math.floor(Math.sqrt((2 * largest) / Math.max(dim, pairCost)));
  if (construct(count, dim) === null && count > most) {
    throw new TammesError('points-too-many', { count, dim, most: Math.max(most, 2 * dim) });
  }
}

function configuration(points: Float64Array[], source: string): Configuration {
  return { points, angle: smallestAngle(points), source };
}

function split(x: Float64Array, dim: number): Float64Array[] {
  return Array.from({ length: x.length / dim }, (_, i) => x.slice(i * dim, (i + 1) * dim));
}

function smallestAngle(points: readonly Float64Array[]): number {
  let smallest = Math.PI;
  for (const [i, point] of points.entries()) {
    for (let j = 0; j < i; j++) smallest = Math.min(smallest, angleBetween(point, points[j]!));
  }
  return toDegrees(smallest);
}
