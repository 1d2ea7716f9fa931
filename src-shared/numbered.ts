/** Numbers different values from 0 on, as they come. */
export function numbered<T>(values: Iterable<T>): Map<T, number> {
  return new Map([...new Set(values)].map((value, i) => [value, i]));
}
