import { TammesError } from '../errors.ts';
import { type Random, randomFrom } from '../random.ts';
import { angleBetween, degrees } from './angles.ts';
import { construct } from './constructions.ts';
import { minimise } from './lbfgs.ts';
import { goalFor } from './optimum.ts';
import { polish } from './polish.ts';
import { largestCosine, nearPairs, normalise, softMaximumOf } from './soft-maximum.ts';
import { symmetricPoints } from './symmetry.ts';

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
  /** Smallest angle, degrees. */
  angle: number;
  /** `search`, or the name of the proven optimum that was written down instead. */
  source: string;
}

/** Pairs times dimensions that one step of the search may go through; a pair takes as much memory as fifty dimensions. */
const largest = 5e8;
const pairCost = 50;
/** The same for a whole climb. */
const budget = 8e9;
/** Exponents at which a climb ends; from there on what is promising is polished. */
const steep = 2e4;
/** What lies no further than this below the best is polished, radians: polishing gains less. */
const promising = 6e-4;
/** Unknowns up to which polishing takes less than a second. */
const polished = 5000;

/** Cosines no further than this below the largest are those of pairs that touch, after a climb. */
const touching = 1e-4;
/** Where points go on climbing when some were taken away: softer, and they would leave the places that were found. */
const thinnedExponent = 2000;

/** Starts that go on from each other's best. */
const line = 300;
/** What a table of seven decimals leaves open, degrees. */
const digits = 1e-7;

/**
 * Starts within which the best known arrangement on the sphere in three dimensions is nearly always found, most often
 * after a few: docs/SPHERE.md.
 */
export function defaultRestarts(count: number, dim: number): number {
  if (dim === 3) return count <= 60 ? Math.min(4000, Math.max(20, 3 * count ** 2)) : 1500;
  return count * dim > 5000 ? 1 : 20;
}

/**
 * Looks for N points on the sphere in d dimensions with as large a smallest angle as possible: the Tammes problem. What
 * is proven to be best and can be written down (simplex, cross-polytope, polygon, 24-cell, 600-cell, roots of E8) is;
 * else every start climbs by energies of rising exponent, and the best are polished to some ten digits. Starts are
 * random, symmetric, or the best of some before with a few points moved into its holes.
 *
 * The same options give the same points. It ends early where it reaches the best that is known. To stop early, ask for no more of the generator.
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
  let best: Float64Array | null = null;
  let bestAngle = 0;
  let own: Float64Array | null = null;
  let ownAngle = 0;
  for (let restart = 0; restart < restarts && bestAngle < goal; restart++) {
    // What moved points can reach lies in one valley; another line of starts begins in another.
    if (restart % line === 0) [own, ownAngle] = [null, 0];
    let { x, exponent } = startFrom(own, count, dim, randomFrom(seed, restart + 1));
    if (x.length > count * dim) {
      // With too many points: they climb first, so that those that are left keep the symmetry.
      for (const _ of climb(x, dim, exponent));
      [x, exponent] = [thinned(x, count, dim), thinnedExponent];
    }
    for (const share of climb(x, dim, exponent)) {
      const shown = split(best ?? x, dim);
      yield {
        restart,
        restarts,
        share: (restart + share) / restarts,
        best: configuration(shown, 'search'),
      };
    }
    let angle = Math.acos(largestCosine(x, dim));
    if (angle > ownAngle - promising && x.length <= polished) angle = polishedAngle(x, dim, angle);
    if (angle > ownAngle) [own, ownAngle] = [x, angle];
    if (angle > bestAngle) [best, bestAngle] = [x, angle];
  }
  return configuration(split(best!, dim), 'search');
}

function refuse(count: number, dim: number, restarts: number): void {
  const whole = Number.isInteger(count) && Number.isInteger(dim);
  if (!(whole && count >= 2 && dim >= 2)) {
    throw new TammesError(
      'bad-input',
      `${count} points in ${dim} dimensions have nothing to spread over.`,
      'Take at least two points and two dimensions, in whole numbers.',
    );
  }
  if (!(restarts >= 1)) {
    throw new TammesError(
      'bad-input',
      `A search with ${restarts} starts finds nothing.`,
      'Take at least one start.',
    );
  }
  const most = Math.floor(Math.sqrt((2 * largest) / Math.max(dim, pairCost)));
  if (construct(count, dim) === null && count > most) {
    throw new TammesError(
      'bad-input',
      `${count} points in ${dim} dimensions are too many for the solver.`,
      `Take at most ${Math.max(most, 2 * dim)}.`,
    );
  }
}

function configuration(points: Float64Array[], source: string): Configuration {
  return { points, angle: smallestAngle(points), source };
}

/** Where a climb begins, and the exponent that it begins with. */
function startFrom(
  best: Float64Array | null,
  count: number,
  dim: number,
  random: Random,
): { x: Float64Array; exponent: number } {
  const kind = random.uniform();
  if (best !== null && kind < 0.8 && count > 12) {
    return { x: hopped(best, dim, random), exponent: 20 * 100 ** random.uniform() };
  }
  const symmetric = dim === 3 && kind < 0.93 ? symmetricStart(count, random) : null;
  const x = symmetric ?? Float64Array.from({ length: count * dim }, () => random.normal());
  normalise(x, dim);
  // From soft to steep: the softest optimum may lie elsewhere than the one that is looked for, as with 13 points.
  return { x, exponent: 5 * 20 ** random.uniform() };
}

/** Symmetric points, or one or two more: 119 points do best near where 120 do. */
function symmetricStart(count: number, random: Random): Float64Array | null {
  const kind = random.uniform();
  const spare = kind < 0.6 ? 0 : kind < 0.9 ? 1 : 2;
  return symmetricPoints(count + spare, random);
}

/** Points without those of them, one after the other, that touch the most others. */
function thinned(x: Float64Array, count: number, dim: number): Float64Array {
  let rest = x;
  while (rest.length > count * dim) {
    const { i, j } = nearPairs(rest, dim, touching);
    const contacts = new Array<number>(rest.length / dim).fill(0);
    for (const point of [...i, ...j]) contacts[point]!++;
    const most = contacts.indexOf(Math.max(...contacts));
    rest = rest.filter((_, at) => Math.floor(at / dim) !== most);
  }
  return rest;
}

/** The points with up to three of them moved to where they are furthest from all others, of a few places tried. */
function hopped(best: Float64Array, dim: number, random: Random): Float64Array {
  const x = best.slice();
  const count = x.length / dim;
  for (let moves = 1 + random.integer(3); moves > 0; moves--) {
    const at = random.integer(count) * dim;
    let place = x.slice(at, at + dim);
    let lowest = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 5; tries++) {
      const trial = Float64Array.from({ length: dim }, () => random.normal());
      normalise(trial, dim);
      let nearest = -1;
      for (let other = 0; other < x.length; other += dim) {
        if (other === at) continue;
        let cosine = 0;
        for (let k = 0; k < dim; k++) cosine += trial[k]! * x[other + k]!;
        nearest = Math.max(nearest, cosine);
      }
      if (nearest < lowest) [lowest, place] = [nearest, trial];
    }
    x.set(place, at);
  }
  return x;
}

/** Energies of rising exponent. Yields the share of the climb that is done. */
function* climb(x: Float64Array, dim: number, from: number): Generator<number> {
  const stages = Math.ceil(Math.log(steep / from) / Math.log(4));
  const work = ((x.length / dim) * x.length) / 2;
  const iterations = Math.max(10, Math.min(50, Math.floor(budget / (4 * stages * work))));
  for (let stage = 0; stage < stages; stage++) {
    const exponent = from * 4 ** stage;
    const pairs = nearPairs(x, dim, 80 / exponent + 0.1);
    minimise(softMaximumOf(x.length, dim, pairs, exponent), x, iterations, 1e-6);
    normalise(x, dim);
    yield (stage + 1) / stages;
  }
}

/** Polishes unless that makes it worse, which a pair that was not watched can do. */
function polishedAngle(x: Float64Array, dim: number, angle: number): number {
  const before = x.slice();
  polish(x, dim, nearPairs(x, dim, 0.02));
  const after = Math.acos(largestCosine(x, dim));
  if (after >= angle) return after;
  x.set(before);
  return angle;
}

function split(x: Float64Array, dim: number): Float64Array[] {
  return Array.from({ length: x.length / dim }, (_, i) => x.slice(i * dim, (i + 1) * dim));
}

function smallestAngle(points: readonly Float64Array[]): number {
  let smallest = Math.PI;
  for (const [i, point] of points.entries()) {
    for (let j = 0; j < i; j++) smallest = Math.min(smallest, angleBetween(point, points[j]!));
  }
  return smallest * degrees;
}
