/** Shares of false accepts, on which curves have their points. */

/** Points of a curve between a rate and ten times as much. */
const perDecade = 8;
const decades = 4;

/** From 1 to 0.0001, at even distances on a logarithmic scale. */
export const curveRates: readonly number[] = Array.from({ length: perDecade * decades + 1 }, (_, i) =>
  Number((10 ** (-i / perDecade)).toPrecision(6)),
);

/** Those of the curve that tables have. */
export const tabledRates = [0.1, 0.01, 0.001, 0.0001] as const;

/** How many strangers, or pairs of two people, it takes so that a rate can be counted: with fewer not even one may pass. */
export function neededFor(rate: number): number {
  return Math.ceil(1 / rate - 1e-6);
}

/** The rates that so many can tell. */
export function countableRates(count: number): number[] {
  return curveRates.filter((rate) => neededFor(rate) <= count);
}
