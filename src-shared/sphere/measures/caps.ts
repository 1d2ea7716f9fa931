import { toDegrees } from '../../angle-units.ts';
import type { Caps } from '../../contract/index.ts';
import { finished, type Steps, stepsOver } from '../../steps.ts';
import { angleBetween, type Rows, unitRows } from '../../vectors.ts';
import { rowsOfAngles } from '../linear/products.ts';
import { quantile } from './quantile.ts';

const listed = 1000;

/**
 * How samples lie about their class centres, and whether the classes keep apart: a class's cap reaches from its centre
 * as far as 95 % of its samples.
 *
 * @param centres [C][d]. @param samples [n][d]; lengths do not matter for either.
 * @param labels [n], the class of each sample; a sample with any other label is left out.
 */
export function capsOf(centres: Rows, samples: Rows, labels: ArrayLike<number>): Caps {
  return finished(capsInSteps(centres, samples, labels));
}

/** The same in steps of some milliseconds. @returns after yielding the share of the work that is done, from 0 to 1. */
export function* capsInSteps(centres: Rows, samples: Rows, labels: ArrayLike<number>): Steps<Caps> {
  const units = unitRows(centres);
  const angles = units.map((): number[] => []);
  for (const [i, sample] of unitRows(samples).entries()) {
    const label = labels[i]!;
    const centre = units[label];
    if (centre) angles[label]!.push(toDegrees(angleBetween(sample, centre)));
  }
  const classes = angles.map((ofClass) =>
    ofClass.length === 0 ? null : capOf(Float64Array.from(ofClass).sort()),
  );
  const gaps: Caps['gaps'] = classes.map(() => null);
  const pairs: Caps['overlapping']['pairs'] = [];
  const note = (i: number, index: number, gap: number) => {
    if (gap < (gaps[i]?.gap ?? Number.POSITIVE_INFINITY)) gaps[i] = { index, gap };
  };
  const steps = stepsOver(units);
  for (const [j, row] of rowsOfAngles(units)) {
    const b = classes[j]!;
    for (let i = 0; i < j && b !== null; i++) {
      const a = classes[i]!;
      if (a === null) continue;
      const gap = toDegrees(row[i]!) - a.p95 - b.p95;
      note(i, j, gap);
      note(j, i, gap);
      if (gap < 0) pairs.push({ pair: [i, j], gap });
    }
    yield* steps(j);
  }
  const count = pairs.length;
  const deepest = pairs.sort((x, y) => x.gap - y.gap).slice(0, listed);
  return { classes, gaps, separable: count === 0, overlapping: { count, pairs: deepest } };
}

function capOf(sorted: Float64Array) {
  return {
    samples: sorted.length,
    mean: sorted.reduce((sum, angle) => sum + angle, 0) / sorted.length,
    p95: quantile(sorted, 0.95),
    largest: sorted.at(-1)!,
  };
}
