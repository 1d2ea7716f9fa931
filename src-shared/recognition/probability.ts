/** From a cosine to the probability that the first candidate is the person, and how well such probabilities hold. */

/** A logistic curve: 1 / (1 + exp(-slope (score - middle))). */
export interface Logistic {
  slope: number;
  /** The score of a probability of one half. */
  middle: number;
}

/** A score, and whether what was best was right. */
export interface Outcome {
  score: number;
  right: boolean;
  /** How much it counts. */
  weight: number;
}

/**
 * Share of probes who are enrolled that probabilities are stated for: a face is as likely somebody's as nobody's. The odds
 * of any other share p are the stated ones times p / (1 - p).
 */
export const openSetPrior = 0.5;

export function probabilityAt({ slope, middle }: Logistic, score: number): number {
  return 1 / (1 + Math.exp(-slope * (score - middle)));
}

/**
 * The outcomes of searches for enrolled people and for strangers, weighted by the prior.
 * @param known best score of each search for somebody enrolled, and whether that was the person.
 * @param strangers best score of each search for somebody who is not.
 */
export function outcomesOf(
  known: readonly Omit<Outcome, 'weight'>[],
  strangers: readonly number[],
): Outcome[] {
  return [
    ...known.map((search) => ({ ...search, weight: openSetPrior / known.length })),
    ...strangers.map((score) => ({ score, right: false, weight: (1 - openSetPrior) / strangers.length })),
  ];
}

/**
 * Logistic calibration (Platt 1999, "Probabilistic outputs for support vector machines", with his targets, which keep the
 * slope finite if the two kinds do not overlap), by Newton's method with halved steps (Lin, Lin and Weng 2007).
 *
 * @param outcomes of both kinds; their weights add up to 1.
 */
export function fitLogistic(outcomes: readonly Outcome[]): Logistic {
  const right = outcomes.filter((one) => one.right).length;
  const target = { true: (right + 1) / (right + 2), false: 1 / (outcomes.length - right + 2) };
  const mean = outcomes.reduce((sum, { score, weight }) => sum + weight * score, 0);
  const variance = outcomes.reduce((sum, { score, weight }) => sum + weight * (score - mean) ** 2, 0);
  // Standardised, as cosines may all lie within a few hundredths.
  const deviation = Math.sqrt(variance) || 1;
  const points = outcomes.map(({ score, right: isRight, weight }) => ({
    x: (score - mean) / deviation,
    t: target[`${isRight}`],
    weight,
  }));
  const loss = (a: number, b: number) =>
    points.reduce((sum, { x, t, weight }) => sum + weight * (softplus(a * x + b) - t * (a * x + b)), 0);
  let [a, b] = [0, 0];
  let now = loss(a, b);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (const { x, t, weight } of points) {
      const p = 1 / (1 + Math.exp(-(a * x + b)));
      const slope = weight * p * (1 - p);
      ga += weight * (p - t) * x;
      gb += weight * (p - t);
      haa += slope * x * x;
      hab += slope * x;
      hbb += slope;
    }
    if (Math.abs(ga) < 1e-9 && Math.abs(gb) < 1e-9) break;
    const determinant = haa * hbb - hab * hab;
    const step = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant] as const;
    let share = 1;
    let next = loss(a - step[0], b - step[1]);
    while (next > now && share > 1e-6) {
      share /= 2;
      next = loss(a - share * step[0], b - share * step[1]);
    }
    if (next >= now) break;
    [a, b, now] = [a - share * step[0], b - share * step[1], next];
  }
  return { slope: a / deviation, middle: a === 0 ? mean : mean - (b / a) * deviation };
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** A probability that was stated, and what came true. */
export interface Prediction {
  probability: number;
  right: boolean;
  weight: number;
}

/** How well stated probabilities hold. */
export interface Reliability<P extends Prediction = Prediction> {
  /**
   * Expected calibration error: the mean distance between stated probability and share of right ones over bins of equal weight
   * (Naeini, Cooper and Hauskrecht 2015).
   */
  ece: number;
  /** Mean of -log of the probability of what came true; probabilities count as at least 0.0001 from 0 and 1. */
  logLoss: number;
  /** `members`: the predictions of each, by rising probability. */
  bins: { probability: number; right: number; count: number; members: P[] }[];
}

/** @param predictions with positive weights. */
export function reliabilityOf<P extends Prediction>(predictions: readonly P[], bins = 15): Reliability<P> {
  const sorted = predictions.toSorted((a, b) => a.probability - b.probability);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  const binned = Map.groupBy(sorted, ({ weight }) => {
    // By the middle of its own weight, so that rounding cannot push the last one over the end.
    const bin = Math.floor((bins * (before + weight / 2)) / total);
    before += weight;
    return Math.min(bin, bins - 1);
  });
  const result: Reliability<P> = { ece: 0, logLoss: 0, bins: [] };
  for (const members of binned.values()) {
    const weight = members.reduce((sum, one) => sum + one.weight, 0);
    const probability = members.reduce((sum, one) => sum + one.weight * one.probability, 0) / weight;
    const right = members.reduce((sum, one) => sum + (one.right ? one.weight : 0), 0) / weight;
    result.ece += (weight / total) * Math.abs(probability - right);
    result.bins.push({ probability, right, count: members.length, members });
  }
  for (const { probability, right, weight } of sorted) {
    const p = Math.min(1 - 1e-4, Math.max(1e-4, right ? probability : 1 - probability));
    result.logLoss -= (weight / total) * Math.log(p);
  }
  return result;
}
