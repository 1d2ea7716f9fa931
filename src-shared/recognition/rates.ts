/** Shares of false accepts, on which curves have their points. */

/** Points of a curve between a rate and ten times as much. */
const perDecade = 8;

/** From 1 on, at even distances on a logarithmic scale. */
const ratesOver = (decades: number) =>
  Array.from({ length: perDecade * decades + 1 }, (_, i) => Number((10 ** (-i / perDecade)).toPrecision(6)));

/** From 1 to 0.0001. */
export const curveRates: readonly number[] = ratesOver(4);

/** From 1 to 0.000001: so rare are false accepts that benchmarks of templates have pairs for. */
export const rareRates: readonly number[] = ratesOver(6);

/** Those of the curve that tables have. */
export const tabledRates = [0.1, 0.01, 0.001, 0.0001] as const;

/** Those at which benchmarks of templates are cited, and larger ones for smaller sets. */
export const citedRates = [...tabledRates, 1e-5, 1e-6] as const;

/** How many strangers, or pairs of two people, it takes so that a rate can be counted: with fewer not even one may pass. */
export function neededFor(rate: number): number {
  return Math.ceil(1 / rate - 1e-6);
}

/** The rates that so many can tell. */
export function countableRates(count: number, rates: readonly number[] = curveRates): number[] {
  return rates.filter((rate) => neededFor(rate) <= count);
}
