/** Work that yields, every few milliseconds, the share of it that is done, so that others can have a turn between. */
export type Steps<T> = Generator<number, T, undefined>;

/** Products of numbers that a processor does in some milliseconds. */
const products = 4e6;

/**
 * For work over a triangle of pairs, row by row.
 * @param rows [n][d]. @returns to be asked after each row: yields where it is time to.
 */
export function stepsOver(rows: readonly ArrayLike<number>[]): (row: number) => Generator<number, void> {
  const dim = Math.max(1, rows[0]?.length ?? 0);
  let since = 0;
  return function* (row) {
    since += (row + 1) * dim;
    if (since < products) return;
    since = 0;
    yield ((row + 1) / rows.length) ** 2;
  };
}

/** Does all of the work at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
