import type { Paper } from '../losses/index.ts';
import type { Text } from '../text.ts';
import type { Tf } from '../tf.ts';
import type { Claim } from './claim.ts';
import type { Digits } from './digits.ts';
import type { Faces } from './faces.ts';

/** What figures are computed with and from; data are loaded when a figure first asks for them. */
export interface Materials {
  tf: Tf;
  digits(): Promise<Digits>;
  faces(): Promise<Faces>;
}

/** How far a check has come, in parts of `total`. */
export interface CheckProgress {
  done: number;
  total: number;
}

/** A figure's numbers for the first seed, and its claims over all seeds. */
export interface Checked {
  /** What the figure shows, as plain data. */
  data: object;
  claims: Claim[];
}

/** A figure of the story: what it is, where it comes from, and what it claims. */
export interface StoryFigure {
  /** Its place in the story, from 1 on. */
  number: number;
  title: Text;
  source: Paper;
  /**
   * Computes the figure for each seed and its claims. The same seeds, materials and backend give the same numbers. To
   * stop early, ask for no more of the generator.
   *
   * @param seeds at least two.
   */
  check(materials: Materials, seeds: readonly number[]): AsyncGenerator<CheckProgress, Checked, undefined>;
}

/**
 * Runs one generator after the other as parts of the same check.
 * @param parts what is to be run, of equal shares of the progress.
 */
export async function* oneAfterAnother<T>(
  parts: readonly (() => AsyncGenerator<{ step: number; steps: number }, T, undefined>)[],
): AsyncGenerator<CheckProgress, T[], undefined> {
  const results: T[] = [];
  for (const [i, part] of parts.entries()) {
    const run = part();
    try {
      for (let next = await run.next(); ; next = await run.next()) {
        if (next.done) {
          results.push(next.value);
          break;
        }
        yield { done: i + next.value.step / next.value.steps, total: parts.length };
      }
    } finally {
      await run.return(undefined as T);
    }
  }
  return results;
}
