import { minimise } from './lbfgs.ts';
import { softMaximumOfOrbits } from './orbits.ts';
import { polish } from './polish.ts';
import { expectedCosine, largestCosine, nearPairs, normaliseRows, softMaximumOf } from './soft-maximum.ts';
import { repeated, type Symmetry } from './symmetry.ts';

/** Pairs times dimensions that a whole climb may go through. */
const budget = 8e9;
/** Exponents at which a climb ends; from there on what is promising is polished. */
const steep = 2e4;
/** Steps at most with each exponent. */
const iterations = 50;
/** Of the gradient's largest entry. */
const tolerance = 1e-6;

/** Exponents of a climb, each four times the one before. */
function exponents(from: number): number[] {
  const stages = Math.ceil(Math.log(steep / from) / Math.log(4));
  return Array.from({ length: stages }, (_, stage) => from * 4 ** stage);
}

/** Pairs this far below the largest cosine do not come to touch while the exponent is this; points move far with the first. */
const marginOf = (exponent: number, stage: number) => (stage === 0 ? 80 : 30) / exponent + 0.1;

/**
 * Moves points apart by energies of rising exponent. Yields, between two exponents, the share that is done.
 * @param x [N * d], unit vectors. @param from the first exponent.
 * @returns the smallest angle that polishing is expected to reach from here: to some 1e-4 radians, unless the climb has stalled.
 */
export function* climb(x: Float64Array, dim: number, from: number): Generator<number, number> {
  const stages = exponents(from);
  const work = ((x.length / dim) * x.length) / 2;
  const mostSteps = Math.max(10, Math.min(iterations, Math.floor(budget / (4 * stages.length * work))));
  for (const [stage, exponent] of stages.entries()) {
    if (stage > 0) yield stage / stages.length;
    const pairs = nearPairs(x, dim, marginOf(exponent, stage));
    minimise(softMaximumOf(x.length, dim, pairs, exponent), x, mostSteps, tolerance);
    normaliseRows(x, dim);
  }
  return expectedAngle(x, dim, stages.at(-1)!);
}

/** The same of symmetric points, all at once. @param free [free * 3], unit vectors. */
export function climbSymmetric(symmetry: Symmetry, free: Float64Array, from: number): number {
  const stages = exponents(from);
  for (const [stage, exponent] of stages.entries()) {
    const energy = softMaximumOfOrbits(symmetry, free, marginOf(exponent, stage), exponent);
    minimise(energy, free, iterations, tolerance);
    normaliseRows(free, 3);
  }
  return expectedAngle(repeated(symmetry, free), 3, stages.at(-1)!);
}

function expectedAngle(x: Float64Array, dim: number, exponent: number): number {
  return Math.acos(expectedCosine(x, dim, nearPairs(x, dim, 25 / exponent), exponent));
}

/**
 * Polishes unless that makes it worse, which a pair that was not watched can do, and not to the end where that is expected to stay
 * below `least`, radians. @returns the smallest angle, radians.
 */
export function polishedAngle(x: Float64Array, dim: number, angle: number, least: number): number {
  const before = x.slice();
  polish(x, dim, nearPairs(x, dim, 0.02), Math.cos(least));
  const after = Math.acos(largestCosine(x, dim));
  if (after >= angle) return after;
  x.set(before);
  return angle;
}
