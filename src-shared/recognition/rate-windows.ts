/** Rates beside those at which heads are compared: their mean is what a difference between heads is drawn by. */

/** Places in a window, by half of its width. */
const places = [-1, -0.5, 0, 0.5, 1] as const;
/** Half of a window's width by its rate, where one stranger or pair in all lies beyond the threshold. */
const widest = 0.5;
/** The same where `count` do, as Silverman's rule has it (Density Estimation, 1986). */
const halfWidth = (count: number) => widest * Math.max(1, count) ** -0.2;

export interface RateWindows {
  /** All rates of the windows, from the largest to the smallest. */
  rates: number[];
  /** @param values at `rates`. @returns those at the rates that were asked for. */
  own(values: readonly number[]): number[];
  /** @param values at `rates`. @returns the mean of each window. */
  smooth(values: readonly number[]): number[];
}

/**
 * A window around each rate. Draws of people move the threshold, and how much a figure moves with it depends on the slope of the curve
 * there, which a few scores decide. It is another one for each head by chance, so that what moves both thresholds alike does not cancel
 * in the draws as it does in truth, and the interval of a difference is too wide (Hall and Martin, On the bootstrap quantile variance
 * estimator, Probab. Theory Relat. Fields 1988). Draws of a smoothed curve mend it (Hall, DiCiccio and Romano, On smoothing and the
 * bootstrap, Ann. Statist. 1989): here each of the curve at a rate is the mean over rates around it. Windows narrow as the fifth root of
 * the scores beyond the threshold.
 * @param count strangers' photos or pairs of different people of which the rates are shares.
 */
export function rateWindows(rates: readonly number[], count: number): RateWindows {
  const points = rates
    .flatMap((rate, of) => {
      const half = halfWidth(rate * count);
      return places.map((place) => ({ of, isOwn: place === 0, rate: rate * (1 + place * half) }));
    })
    .sort((a, b) => b.rate - a.rate);
  return {
    rates: points.map(({ rate }) => rate),
    own(values) {
      const found = Array<number>(rates.length);
      for (const [i, { of, isOwn }] of points.entries()) if (isOwn) found[of] = values[i]!;
      return found;
    },
    smooth(values) {
      const sums = Array<number>(rates.length).fill(0);
      for (const [i, { of }] of points.entries()) sums[of]! += values[i]! / places.length;
      return sums;
    },
  };
}

/**
 * The same window around the point where both errors are equal: ratios of one error to the other, from the largest to the smallest. The
 * equal error rate hangs on the same slope, and the mean of the points at these ratios is what a difference is drawn by.
 * @param count scores of the rarer kind on the wrong side where both errors are equal.
 */
export function balanceWindow(count: number): number[] {
  return places.map((place) => Math.exp(-place * halfWidth(count)));
}

/** @param balances at the ratios of `balanceWindow`. */
export function smoothBalance(balances: readonly number[]): number {
  return balances.reduce((sum, one) => sum + one, 0) / balances.length;
}
