/** Figures of several heads on the same people, with intervals by drawing people anew. */
import type { Estimate } from '../contract/index.ts';
import type { Steps } from '../steps.ts';
import { honestDifference, peopleDraws, percentileInterval } from './intervals.ts';

export interface ComparedHeads {
  /** [heads][figures] */
  heads: Estimate[][];
  /** [heads - 1][figures]: of each head but the first, its figure less the first head's. */
  differences: Estimate[][];
  /** [heads][figures][draws]: what each draw of people gave; NaN where nothing was left to measure. */
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
  measure: (times: ArrayLike<number>) => readonly (readonly number[])[] | null,
  { draws = 1000, seed = 1 }: DrawOptions = {},
): Steps<ComparedHeads> {
  const found = measure(new Uint8Array(people).fill(1))!;
  const drawn: (readonly (readonly number[])[] | null)[] = [];
  for (const times of peopleDraws(people, draws, seed)) {
    drawn.push(measure(times));
    yield drawn.length / draws;
  }
  const estimates = (figureOf: (heads: readonly (readonly number[])[], figure: number) => number) =>
    found[0]!.map((_, figure): Estimate => {
      const values = drawn.map((heads) => (heads === null ? Number.NaN : figureOf(heads, figure)));
      return { value: figureOf(found, figure), interval: percentileInterval(values, draws) };
    });
  return {
    heads: found.map((_, head) => estimates((heads, figure) => heads[head]![figure]!)),
    differences: found
      .slice(1)
      .map((_, i) => estimates((heads, figure) => heads[i + 1]![figure]! - heads[0]![figure]!)),
    drawn: found.map((figures, head) =>
      figures.map((_, figure) => Float32Array.from(drawn, (heads) => heads?.[head]?.[figure] ?? Number.NaN)),
    ),
  };
}

/** A figure, and what each draw of people gave. */
export interface DrawnFigure {
  value: number;
  drawn: Float32Array;
}

/**
 * The second figure less the first with its paired 95 % interval, of evaluations that were made apart: the same people on the same photos
 * were drawn in the same order. @param people how many the figures rest on.
 */
export function pairedDifference(first: DrawnFigure, second: DrawnFigure, people: number): Estimate {
  const differences = Array.from(second.drawn, (value, draw) => value - first.drawn[draw]!);
  const interval = percentileInterval(differences, differences.length);
  return honestDifference({ value: second.value - first.value, interval }, people);
}
