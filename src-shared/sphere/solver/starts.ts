/** The order of starts in a search. */
import { type Random, randomFrom } from '../../random.ts';
import { climb, climbSymmetric, polishedAngle } from './climb.ts';
import { disturbed, disturbedSymmetric, hopped, thinned } from './moves.ts';
import { largestCosine, normaliseRows } from './soft-maximum.ts';
import { drawSymmetry, freePoints, repeated, type Symmetry, symmetricPoints } from './symmetry.ts';

/** Where a start of a search is. */
export interface SearchStart {
  /** [N * d], unit vectors. */
  points: Float64Array;
  /** Of its climb, from 0 to 1. */
  share: number;
  /** The smallest angle, radians, once it has ended; else null. */
  angle: number | null;
}

/** What is expected to end no further than this below the best is polished, radians: it seldom ends higher than that. */
const promising = 1e-4;
/** The same half way through polishing, when more can be foreseen. */
const stillPromising = 5e-5;
/** Unknowns up to which polishing takes less than a second. */
const polished = 5000;
/** Where points go on climbing that are nearly in place: softer, and they would leave the places that were found. */
const settledExponent = 2000;

/** Starts of a line. */
const line = 300;
/** Up to this number of points every start is a new one. */
const few = 12;
/** Above this number of points lines that begin with symmetric points find the best arrangements sooner. */
const symmetricFrom = 20;
/** Starts without a gain, for each free point, after which symmetry is no longer kept; and after which a line ends. */
const [symmetricPatience, patience] = [2, 100];
/** Symmetries that one is taken of. */
const draws = 3;
/** Lines of a round with any symmetry, which they keep: they are short. */
const symmetricLines = 6;
/** Less is no gain, radians. */
const gain = 1e-9;

/**
 * Starts without end, in rounds: a free line, and on the sphere in three dimensions with many points such lines as are
 * symmetric at first. There every line goes on until that gains nothing, but for a few that stay symmetric.
 */
export function* starts(count: number, dim: number, seed: number): Generator<SearchStart, never> {
  for (let round = 0; ; round++) {
    const solution = yield* freeLine(count, dim, (start) => randomFrom(seed, round * line + start + 1));
    if (dim !== 3 || count <= symmetricFrom) continue;
    const random = randomFrom(seed, -1 - round);
    yield* goOn(solution.points, solution.angle, random);
    for (let done = 0; done < line; ) {
      for (const start of symmetricLine(count, random)) {
        if (start.angle !== null) done++;
        yield start;
      }
    }
    const another = randomFrom(seed, round, symmetricLines);
    for (let k = 0; k < symmetricLines; k++) yield* keptLine(count, another);
  }
}

/**
 * A line of starts that are the best before with a few points moved into its holes, and now and then random or symmetric points
 * instead. What moved points can reach lies in one valley: another line begins in another.
 */
function* freeLine(
  count: number,
  dim: number,
  randomOf: (start: number) => Random,
): Generator<SearchStart, { points: Float64Array; angle: number }> {
  let [best, bestAngle]: [Float64Array | null, number] = [null, 0];
  for (let start = 0; start < line; start++) {
    let { x, exponent } = startFrom(best, count, dim, randomOf(start));
    if (x.length > count * dim) {
      // With too many points: they climb first, so that those that are left keep the symmetry.
      for (const _ of climb(x, dim, exponent));
      [x, exponent] = [thinned(x, count, dim), settledExponent];
    }
    const angle = yield* climbed(x, dim, exponent, bestAngle);
    if (angle > bestAngle) [best, bestAngle] = [x, angle];
  }
  return { points: best!, angle: bestAngle };
}

/**
 * A line that begins with symmetric points, perhaps one or two too many. From the best of them it goes on without symmetry.
 */
function* symmetricLine(count: number, random: Random): Generator<SearchStart, void> {
  const kind = random.uniform();
  const spare = kind < 0.7 ? 0 : kind < 0.85 ? 1 : 2;
  // The least symmetric of some: little symmetry is what the best most often have.
  const drawn = Array.from({ length: draws }, () => drawSymmetry(count + spare, random));
  const symmetry = drawn.reduce((least, next) =>
    next !== null && next.elements.length < (least?.elements.length ?? Number.POSITIVE_INFINITY)
      ? next
      : least,
  );
  if (symmetry === null || symmetry.free < 2) return;
  const { points, angle } = yield* keepSymmetry(count, symmetry, random);
  yield* goOn(points, angle, random);
}

/** A line that stays symmetric, as the best of 128 points is under three half turns. */
function* keptLine(count: number, random: Random): Generator<SearchStart, void> {
  const symmetry = drawSymmetry(count, random);
  if (symmetry !== null && symmetry.free >= 2) yield* keepSymmetry(count, symmetry, random);
}

/**
 * Moves points whose images move with them until that gains nothing: there are far fewer symmetric arrangements to search.
 * @returns the best of them, once they have climbed without their images.
 */
function* keepSymmetry(
  count: number,
  symmetry: Symmetry,
  random: Random,
): Generator<SearchStart, { points: Float64Array; angle: number }> {
  let [free, exponent] = [freePoints(symmetry, random), softOf(random)];
  let [best, bestAngle] = [free, 0];
  for (let missed = 0; missed < symmetricPatience * symmetry.free; missed++) {
    const expected = climbSymmetric(symmetry, free, exponent);
    const all = repeated(symmetry, free);
    yield { points: thinned(all, count, 3), share: 1, angle: Math.acos(largestCosine(all, 3)) };
    if (expected > bestAngle + gain) [best, bestAngle, missed] = [free, expected, 0];
    [free, exponent] = [disturbedSymmetric(symmetry, best, random), mildOf(random)];
  }
  const points = thinned(repeated(symmetry, best), count, 3);
  const angle = yield* climbed(points, 3, settledExponent, 0);
  return { points, angle };
}

/** Disturbs what is good and climbs again, until that gains nothing. @param bestAngle that of `best`, radians. */
function* goOn(best: Float64Array, bestAngle: number, random: Random): Generator<SearchStart, void> {
  let [points, exponent] = [disturbed(best, random), mildOf(random)];
  for (let missed = 1; missed < patience; missed++) {
    const angle = yield* climbed(points, 3, exponent, bestAngle);
    if (angle > bestAngle + gain) [best, bestAngle, missed] = [points, angle, 0];
    [points, exponent] = [disturbed(best, random), mildOf(random)];
  }
}

/** One start. @returns its smallest angle, polished if it comes near the best so far. */
function* climbed(
  points: Float64Array,
  dim: number,
  exponent: number,
  bestAngle: number,
): Generator<SearchStart, number> {
  const steps = climb(points, dim, exponent);
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield { points, share: step.value, angle: null };
  let angle = Math.acos(largestCosine(points, dim));
  if (step.value > bestAngle - promising && points.length <= polished)
    angle = polishedAngle(points, dim, angle, bestAngle - stillPromising);
  yield { points, share: 1, angle };
  return angle;
}

/** Exponents that a climb begins with: the softest optimum may lie elsewhere than the one that is looked for, as with 13 points. */
const softOf = (random: Random) => 5 * 20 ** random.uniform();
/** The same of points most of which are in place. */
const mildOf = (random: Random) => 20 * 100 ** random.uniform();

/** Where a climb begins, and the exponent that it begins with. */
function startFrom(
  best: Float64Array | null,
  count: number,
  dim: number,
  random: Random,
): { x: Float64Array; exponent: number } {
  const kind = random.uniform();
  if (best !== null && kind < 0.8 && count > few) {
    return { x: hopped(best, dim, random), exponent: mildOf(random) };
  }
  const symmetric = dim === 3 && kind < 0.93 ? symmetricStart(count, random) : null;
  const x = symmetric ?? Float64Array.from({ length: count * dim }, () => random.normal());
  normaliseRows(x, dim);
  return { x, exponent: softOf(random) };
}

/** Symmetric points, or one or two more: 119 points do best near where 120 do. */
function symmetricStart(count: number, random: Random): Float64Array | null {
  const kind = random.uniform();
  const spare = kind < 0.6 ? 0 : kind < 0.9 ? 1 : 2;
  return symmetricPoints(count + spare, random);
}
