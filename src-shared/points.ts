/** A difference of shares in percentage points, with its sign. @param places after the point. */
export function points(difference: number, places = 1): string {
  const size = Math.abs(100 * difference).toFixed(places);
  return Number(size) === 0 ? size : `${difference > 0 ? '+' : '−'}${size}`;
}
