/**
 * A quantile by linear interpolation between order statistics (Hyndman and Fan's type 7, 1996).
 * @param sorted ascending, at least one value. @param share from 0 to 1.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}
