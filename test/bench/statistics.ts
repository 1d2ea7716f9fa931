/** Numbers out of repeated measurements. */
import { studentQuantile } from '../../src-shared/interval.ts';

/** @param values at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** @param values at least one. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Mean and half the width of its 95 % interval, by Student's t.
 * @param values independent measurements, at least one; a single one has an infinite interval.
 */
export function meanInterval(values: readonly number[]): { mean: number; half: number } {
  const count = values.length;
  const centre = mean(values);
  if (count < 2) return { mean: centre, half: Number.POSITIVE_INFINITY };
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (count - 1);
  return { mean: centre, half: studentQuantile(count - 1) * Math.sqrt(variance / count) };
}
