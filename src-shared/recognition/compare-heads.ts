/** Figures of several heads on the same people, with intervals by drawing people anew. */
import type { Estimate } from '../contract/index.ts';
import type { Steps } from '../steps.ts';
import { honestDifference, peopleDraws, percentileInterval } from './intervals.ts';

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
  /**
   * [heads][figures][draws]: the figure, moved as each draw of people moves the smooth one; NaN where nothing was left to measure.
   * Differences are drawn by it.
   */
  drawn: Float32Array[][];
}

export interface DrawOptions {
  draws?: number | undefined;
  seed?: number | undefined;
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
): Steps<ComparedHeads> {
  const found = measure(new Uint8Array(people).fill(1))!;
  const measured: (readonly MeasuredHead[] | null)[] = [];
  for (const times of peopleDraws(people, draws, seed)) {
    measured.push(measure(times));
    yield measured.length / draws;
  }
  const figures = found.map((head, h) =>
    head.figures.map((value, k) => {
      const centre = value - (head.smooth ?? head.figures)[k]!;
      const drawn = measured.map((heads) => {
        const one = heads?.[h];
        return one === undefined ? Number.NaN : centre + (one.smooth ?? one.figures)[k]!;
      });
      const values = measured.map((heads) => heads?.[h]?.figures[k] ?? Number.NaN);
      return { value, interval: percentileInterval(values, draws), drawn };
    }),
  );
  return {
    heads: figures.map((head) => head.map(({ value, interval }): Estimate => ({ value, interval }))),
    differences: figures
      .slice(1)
      .map((head) => head.map((figure, k) => differenceOf(figures[0]![k]!, figure))),
    drawn: figures.map((head) => head.map(({ drawn }) => Float32Array.from(drawn))),
  };
}

/** A figure, and what each draw of people gave. */
export interface DrawnFigure {
  value: number;
  drawn: ArrayLike<number>;
}

/** The second figure less the first, with its interval by the same draws. */
function differenceOf(first: DrawnFigure, second: DrawnFigure): Estimate {
  const differences = Array.from(second.drawn, (value, draw) => value - first.drawn[draw]!);
  return {
    value: second.value - first.value,
    interval: percentileInterval(differences, differences.length),
  };
}

/**
 * The second figure less the first with its paired 95 % interval, of evaluations that were made apart: the same people on the same photos
 * were drawn in the same order. @param people how many the figures rest on.
 */
export function pairedDifference(first: DrawnFigure, second: DrawnFigure, people: number): Estimate {
  return honestDifference(differenceOf(first, second), people);
}
