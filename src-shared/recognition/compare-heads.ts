/** Figures of several heads on the same people, with intervals by drawing people anew. */
import type { Estimate } from '../contract/index.ts';
import type { Steps } from '../steps.ts';
import { honestDifference, leaningInterval, peopleDraws, percentileInterval } from './intervals.ts';

/** What people, each counted so often, say of a head. */
export interface MeasuredHead {
  figures: readonly number[];
  /** The figures without the roughness of single scores, by which differences are drawn (`rateWindows`); without it, the figures. */
  smooth?: readonly number[];
}

export interface ComparedHeads {
  /** [heads][figures] */
  heads: Estimate[][];
  /** [heads - 1][figures]: of each head but the first, its figure less the first head's. */
  differences: Estimate[][];
  /** [heads][figures]: what differences are drawn by. */
  drawn: Draws[][];
}

/** [draws]: a figure, moved as each draw moves the smooth one; NaN where nothing was left to measure. */
export interface Draws {
  /** Of people. */
  people: Float32Array;
  /** Of pairs of two people, each pair for itself; empty if there are none, or too many to matter. */
  pairs: Float32Array;
}

export interface DrawOptions {
  draws?: number | undefined;
  seed?: number | undefined;
}

/** Of so many draws of people one of pairs: a variance asks for fewer than an interval. */
const drawsForPairs = 4;

/** What is special of figures. */
export interface KindOfFigures {
  /**
   * `measure` with each pair of two people drawn for itself, and nothing else: what such pairs have to themselves counts three times in the
   * draws of people, and is taken out by it (`narrowed`).
   */
  measurePairs?: ((draw: number) => readonly MeasuredHead[] | null) | null;
  /** Places of figures whose draws lean to one side and have no steps: their intervals are `leaningInterval`'s. */
  leaning?: readonly number[];
}

/**
 * 95 % intervals by drawing people with replacement (percentile bootstrap, Efron 1979), the same people for all heads. People are
 * drawn rather than comparisons, because those of one person rise and fall together; and so do heads, of which therefore the
 * difference is measured in each draw.
 *
 * @param people how many there are. @param measure figures of each head, each person counted as often as the draw has her or him;
 * null if nothing is left to measure. Figures that are not finite in a draw are left out of it.
 */
export function* compareHeads(
  people: number,
  measure: (times: ArrayLike<number>) => readonly MeasuredHead[] | null,
  { draws = 1000, seed = 1 }: DrawOptions = {},
  { measurePairs = null, leaning = [] }: KindOfFigures = {},
): Steps<ComparedHeads> {
  const found = measure(new Uint8Array(people).fill(1))!;
  const ofPeople: (readonly MeasuredHead[] | null)[] = [];
  const ofPairs: (readonly MeasuredHead[] | null)[] = [];
  const all = draws + (measurePairs ? Math.ceil(draws / drawsForPairs) : 0);
  for (const times of peopleDraws(people, draws, seed)) {
    ofPeople.push(measure(times));
    yield ofPeople.length / all;
  }
  for (let draw = 0; measurePairs && draw < all - draws; draw++) {
    ofPairs.push(measurePairs(draw));
    yield (draws + ofPairs.length) / all;
  }
  const figures = found.map((head, h) =>
    head.figures.map((value, k) => {
      const centre = value - (head.smooth ?? head.figures)[k]!;
      const moved = (measured: readonly (readonly MeasuredHead[] | null)[]) =>
        Float32Array.from(measured, (heads) => {
          const one = heads?.[h];
          return one === undefined ? Number.NaN : centre + (one.smooth ?? one.figures)[k]!;
        });
      const plain = (measured: readonly (readonly MeasuredHead[] | null)[]) =>
        measured.map((heads) => heads?.[h]?.figures[k] ?? Number.NaN);
      const values = narrowed(value, plain(ofPeople), plain(ofPairs));
      const drawn: Draws = { people: moved(ofPeople), pairs: moved(ofPairs) };
      const interval = leaning.includes(k)
        ? leaningInterval(value, values, { draws, people })
        : percentileInterval(values, draws);
      return { value, interval, drawn };
    }),
  );
  return {
    heads: figures.map((head) => head.map(({ value, interval }): Estimate => ({ value, interval }))),
    differences: figures
      .slice(1)
      .map((head) => head.map((figure, k) => differenceOf(figures[0]![k]!, figure))),
    drawn: figures.map((head) => head.map(({ drawn }) => drawn)),
  };
}

/**
 * Draws of people, drawn in towards the figure by what they have too much. In a draw of people a pair of two counts as the product of
 * both: with u what a pair moves the figure, such draws have the variance Σ over people of (Σ u)² and Σ u² besides, and the figure has
 * Σ over people of (Σ u)² less Σ u² (Aronow, Samii and Assenova, Cluster-robust variance estimation for dyadic data, Polit. Anal. 2015).
 * Draws of pairs, each for itself, have Σ u². No weights of pairs can do so themselves (`pairWeights`).
 *
 * Pairs that share a person seldom move against one another, so that the draws have at most three times the variance of the figure: an
 * estimate beyond that is chance.
 */
function narrowed(value: number, ofPeople: readonly number[], ofPairs: readonly number[]): number[] {
  const [wide, alone] = [varianceOf(ofPeople), varianceOf(ofPairs)];
  const factor = alone > 0 ? Math.sqrt(Math.max(1 / 3, 1 - (2 * alone) / wide)) : 1;
  return ofPeople.map((drawn) => value + factor * (drawn - value));
}

/** Of those that are finite; 0 of none. */
function varianceOf(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  return finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, finite.length - 1);
}

/** A figure, and what each draw gave. */
export interface DrawnFigure {
  value: number;
  drawn: Draws;
}

/** The second figure less the first, with its interval by the same draws. */
function differenceOf(first: DrawnFigure, second: DrawnFigure): Estimate {
  const value = second.value - first.value;
  const differences = (of: keyof Draws) =>
    Array.from(second.drawn[of], (one, draw) => one - first.drawn[of][draw]!);
  const ofPeople = differences('people');
  const values = narrowed(value, ofPeople, differences('pairs'));
  return { value, interval: percentileInterval(values, ofPeople.length) };
}

/**
 * The second figure less the first with its paired 95 % interval, of evaluations that were made apart: the same people on the same photos
 * were drawn in the same order. @param people how many the figures rest on.
 */
export function pairedDifference(first: DrawnFigure, second: DrawnFigure, people: number): Estimate {
  return honestDifference(differenceOf(first, second), people);
}
