export interface Bin {
  /** Degrees. */
  from: number;
  to: number;
  count: number;
}

const widths = [0.1, 0.2, 0.5, 1, 2, 5, 10];
const mostBins = 24;
/** With fewer, the axis would say the same angle twice. */
const leastBins = 6;

/**
 * Joins counts of all pairs by whole degrees into bins of one round width, over all that hold any and the marks.
 * @param counts of 0° to 1°, of 1° to 2° and so on. @param marks as for `nearestBins`.
 */
export function pairBins(counts: readonly number[], marks: readonly number[]): Bin[] {
  const held = counts.flatMap((count, degree) => (count > 0 ? [degree] : []));
  if (held.length === 0) return [];
  const [first, last] = [Math.min(held[0]!, ...marks), Math.max(held.at(-1)!, ...marks)];
  const width = last - first < 2 * mostBins ? 2 : 5;
  const lowest = width * Math.floor(first / width);
  return Array.from({ length: Math.floor((last - lowest) / width) + 1 }, (_, i) => {
    const [from, to] = [lowest + i * width, lowest + (i + 1) * width];
    return { from, to, count: counts.slice(from, to).reduce((sum, count) => sum + count, 0) };
  });
}

/**
 * Counts angles in bins of one round width, over all of them and the marks beside them.
 * @param angles degrees. @param marks angles that the bins should reach to.
 */
export function nearestBins(angles: ArrayLike<number>, marks: readonly number[]): Bin[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const angle of [...marks, ...Array.from(angles)]) {
    least = Math.min(least, angle);
    most = Math.max(most, angle);
  }
  if (!Number.isFinite(least)) return [];
  const width = widths.find((w) => (most - least) / w < mostBins) ?? 10;
  // In whole widths: a tenth cannot be added up exactly.
  const [lowest, highest] = [least, most].map((angle) => Math.floor(angle / width + 1e-9)) as [
    number,
    number,
  ];
  const count = Math.max(leastBins, highest - lowest + 1);
  const first = Math.max(0, lowest - Math.floor((count - (highest - lowest + 1)) / 2));
  const bins = Array.from({ length: count }, (_, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    count: 0,
  }));
  for (let i = 0; i < angles.length; i++) bins[Math.floor(angles[i]! / width + 1e-9) - first]!.count++;
  return bins;
}
