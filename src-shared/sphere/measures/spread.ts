/** The measures of how far points are spread: angles, energies, pairs that touch. */
import { toDegrees } from '../../angle-units.ts';
import type { Spread } from '../../contract/index.ts';
import { TammesError } from '../../errors/index.ts';
import { finished, type Steps, stepsOver } from '../../steps.ts';
import { type Rows, unitRows } from '../../vectors.ts';
import { rowsOfAngles } from '../linear/products.ts';
import { optimumFor } from './optimum.ts';
import { quantile } from './quantile.ts';

/** Pairs this much wider than the smallest angle kiss, too: degrees, above what single precision leaves. */
const tolerance = 0.01;
const listed = 10_000;
/** Chords below this count as this long in the energies, as in the regulariser `mhe`. */
const shortest = 1e-3;

/**
 * How class centres spread over the hypersphere.
 * @param centres [C][d], at least two; lengths do not matter.
 * @throws TammesError 'too-few-people' for fewer than two.
 */
export function spreadOf(centres: Rows): Spread {
  return finished(spreadInSteps(centres));
}

/** The same in steps of some milliseconds. @returns after yielding the share of the work that is done, from 0 to 1. */
export function* spreadInSteps(centres: Rows): Steps<Spread> {
  if (centres.length < 2) {
    throw new TammesError('spread-of-too-few', {});
  }
  const units = unitRows(centres);
  const nearest = units.map(() => ({ index: -1, angle: Number.POSITIVE_INFINITY }));
  const histogram = new Array<number>(180).fill(0);
  const sums = { log: 0, riesz1: 0, riesz2: 0, uniform: 0 };
  let smallestPair: [number, number] = [0, 1];
  let smallestAngle = Number.POSITIVE_INFINITY;
  let kissing: { pair: [number, number]; angle: number }[] = [];
  const steps = stepsOver(units);
  for (const [j, row] of rowsOfAngles(units)) {
    for (let i = 0; i < j; i++) {
      const radians = row[i]!;
      const angle = toDegrees(radians);
      if (angle < nearest[i]!.angle) nearest[i] = { index: j, angle };
      if (angle < nearest[j]!.angle) nearest[j] = { index: i, angle };
      if (angle < smallestAngle) {
        smallestAngle = angle;
        smallestPair = [i, j];
      }
      if (angle <= smallestAngle + tolerance) kissing.push({ pair: [i, j], angle });
      histogram[Math.min(179, Math.floor(angle))]!++;
      addEnergies(sums, 2 * Math.sin(radians / 2));
    }
    // As the smallest angle falls, what was within reach of a larger one is let go.
    if (kissing.length > 2 * listed)
      kissing = kissing.filter(({ angle }) => angle <= smallestAngle + tolerance);
    yield* steps(j);
  }
  kissing = kissing.filter(({ angle }) => angle <= smallestAngle + tolerance);
  const [count, dim] = [units.length, units[0]!.length];
  const pairs = (count * (count - 1)) / 2;
  const { uniform, ...energies } = sums;
  const optimum = optimumFor(count, dim);
  return {
    count,
    dim,
    smallestAngle,
    smallestPair,
    ...nearestFigures(nearest),
    histogram,
    energies: { ...energies, mhe: sums.riesz2 / pairs, uniform: uniform / pairs },
    kissing: { tolerance, count: kissing.length, pairs: kissing.slice(0, listed).map(({ pair }) => pair) },
    optimum,
    ratio: optimum === null || optimum.angle === 0 ? null : smallestAngle / optimum.angle,
  };
}

function addEnergies(
  sums: { log: number; riesz1: number; riesz2: number; uniform: number },
  chord: number,
): void {
  const inverse = 1 / Math.max(chord, shortest);
  sums.log += Math.log(inverse);
  sums.riesz1 += inverse;
  sums.riesz2 += inverse * inverse;
  sums.uniform += 1 / (chord + 1);
}

function nearestFigures(
  nearest: Spread['nearest'],
): Pick<Spread, 'meanNearestAngle' | 'nearest' | 'nearestQuantiles'> {
  const sorted = Float64Array.from(nearest, ({ angle }) => angle).sort();
  return {
    meanNearestAngle: sorted.reduce((sum, angle) => sum + angle, 0) / sorted.length,
    nearest,
    nearestQuantiles: {
      p5: quantile(sorted, 0.05),
      p25: quantile(sorted, 0.25),
      p50: quantile(sorted, 0.5),
      p75: quantile(sorted, 0.75),
      p95: quantile(sorted, 0.95),
      largest: sorted.at(-1)!,
    },
  };
}
