/** From the lower end to the upper. */
export type Interval = [lower: number, upper: number];

/** The normal distribution's quantile of 97.5 %: half of a 95 % interval in standard errors. */
export const normal = 1.96;

/**
 * The normal deviate that a share of values exceeds, to 4.5e-4 (Abramowitz and Stegun 1964, 26.2.23).
 * @param share above 0, at most 0.5.
 */
export function normalExceeded(share: number): number {
  const t = Math.sqrt(-2 * Math.log(share));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t ** 2;
  return t - above / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
}

/** The share of normal values below a deviate, to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26). */
export function normalShare(deviate: number): number {
  const x = Math.abs(deviate) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const tail = series.reduce((sum, factor) => (sum + factor) * t, 0) * Math.exp(-x * x);
  return deviate >= 0 ? 1 - tail / 2 : tail / 2;
}

/** 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/**
 * Student's t below which 97.5 % lie. Beyond 30 degrees of freedom that of 30, which is a little wider, stands for all.
 * @param freedom degrees of freedom, at least one.
 */
export function studentQuantile(freedom: number): number {
  return quantiles[Math.min(freedom, quantiles.length) - 1]!;
}

/**
 * Mean of independent values and its 95 % confidence interval by Student's t (1908), which takes the values for normal.
 * @param values two at least.
 */
export function meanInterval(values: readonly number[]): { mean: number; interval: Interval } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, interval: [mean - half, mean + half] };
}
