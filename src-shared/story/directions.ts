/** How samples lie about the mean directions of their classes. */
import { angleBetween, degrees, type Rows, unitRows } from '../sphere/index.ts';

/** A class's samples, summed up. */
export interface ClassSpread {
  /** Mean angle of the samples to the mean direction of their own class, degrees, over the classes. */
  withinAngle: number;
  /** Share of the samples whose nearest class mean is their own: by distance, or by the angle between directions. */
  accuracy: number;
  /** Root mean square distance of the samples to their class's mean, in the features' own unit. */
  withinDistance: number;
  /** The same over the root mean square distance of the means to the mean of all: free of that unit. */
  relativeSpread: number;
}

/**
 * @param rows raw embeddings. @param labels 0..classes-1, each at least once.
 * @param by the measure that decides which class is nearest.
 */
export function classSpread(
  rows: Rows,
  labels: readonly number[],
  classes: number,
  by: 'distance' | 'angle',
): ClassSpread {
  const directions = unitMeans(rows, labels, classes);
  const means = meansOf(rows, labels, classes);
  const [samples, places] = by === 'distance' ? [rows, means] : [unitRows(rows), directions];
  const right = samples.filter((sample, i) => {
    const distances = places.map((place) => squaredDistance(sample, place));
    return distances.every((distance, other) => other === labels[i] || distance > distances[labels[i]!]!);
  });
  const middle = meansOf(means, new Array<number>(classes).fill(0), 1)[0]!;
  const within = Math.sqrt(average(rows.map((row, i) => squaredDistance(row, means[labels[i]!]!))));
  const between = Math.sqrt(average(means.map((mean) => squaredDistance(mean, middle))));
  return {
    withinAngle: meanOwnAngle(rows, labels, directions),
    accuracy: right.length / rows.length,
    withinDistance: within,
    relativeSpread: within / between,
  };
}

/** Mean directions of the classes, unit vectors. */
export function unitMeans(rows: Rows, labels: readonly number[], classes: number): Float64Array[] {
  return unitRows(meansOf(unitRows(rows), labels, classes));
}

/** Mean angle of samples to their own class's centre, degrees. @param centres [C][dim], of any length. */
export function meanOwnAngle(rows: Rows, labels: readonly number[], centres: Rows): number {
  const units = unitRows(centres);
  return average(unitRows(rows).map((unit, i) => angleBetween(unit, units[labels[i]!]!) * degrees));
}

function meansOf(rows: Rows, labels: readonly number[], classes: number): Float64Array[] {
  const dim = rows[0]!.length;
  const sums = Array.from({ length: classes }, () => new Float64Array(dim));
  const counts = new Array<number>(classes).fill(0);
  for (const [i, row] of rows.entries()) {
    const sum = sums[labels[i]!]!;
    for (let k = 0; k < dim; k++) sum[k]! += row[k]!;
    counts[labels[i]!]!++;
  }
  return sums.map((sum, label) => sum.map((value) => value / Math.max(1, counts[label]!)));
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let k = 0; k < a.length; k++) squares += (a[k]! - b[k]!) ** 2;
  return squares;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
