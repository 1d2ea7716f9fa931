/** Verification of pairs over all thresholds: curves and figures. */
/** A comparison of two faces, with what is true of them. */
export interface Comparison {
  /** Higher means more alike. */
  score: number;
  /** Whether both faces are the same person's. */
  same: boolean;
  /** How often it counts, at least 0; 1 if left out. Resampling draws comparisons several times or not at all. */
  weight?: number;
}

/** The two errors when scores at or over the threshold count as the same person. */
export interface OperatingPoint {
  threshold: number;
  /** Share of different-person comparisons that are accepted (FAR, false match rate). */
  falseAccept: number;
  /** Share of same-person comparisons that are accepted (TAR); one less this is the false reject rate. */
  trueAccept: number;
}

/**
 * The receiver operating characteristic: a point for every score that occurs, from the strictest threshold (nothing is
 * accepted, infinite) to the laxest (all is). Equal scores fall on the same side.
 *
 * @returns empty if one of the two kinds has no weight.
 */
export function rocCurve(comparisons: readonly Comparison[]): OperatingPoint[] {
  const sorted = comparisons.toSorted((a, b) => b.score - a.score);
  const weightOf = (same: boolean) =>
    sorted.reduce((sum, one) => sum + (one.same === same ? (one.weight ?? 1) : 0), 0);
  const [genuine, impostor] = [weightOf(true), weightOf(false)];
  if (genuine === 0 || impostor === 0) return [];
  const points: OperatingPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falseAccept: 0, trueAccept: 0 }];
  let [accepted, wrongly] = [0, 0];
  for (const [i, { score, same, weight = 1 }] of sorted.entries()) {
    if (same) accepted += weight;
    else wrongly += weight;
    if (sorted[i + 1]?.score === score) continue;
    points.push({ threshold: score, falseAccept: wrongly / impostor, trueAccept: accepted / genuine });
  }
  return points;
}

/**
 * Area under the curve by the trapezoid rule: the chance that a same-person comparison scores higher than a
 * different-person one, ties counting half (Hanley and McNeil 1982).
 */
export function areaUnder(curve: readonly OperatingPoint[]): number {
  let area = 0;
  for (let i = 1; i < curve.length; i++) {
    const [from, to] = [curve[i - 1]!, curve[i]!];
    area += ((to.falseAccept - from.falseAccept) * (to.trueAccept + from.trueAccept)) / 2;
  }
  return area;
}

/** Where false accepts and false rejects balance, linear between the curve's points; null if they do not. */
export function equalErrorPoint(
  curve: readonly OperatingPoint[],
): { rate: number; threshold: number } | null {
  for (let i = 1; i < curve.length; i++) {
    const [from, to] = [curve[i - 1]!, curve[i]!];
    const [before, after] = [from, to].map(({ falseAccept, trueAccept }) => falseAccept - (1 - trueAccept));
    if (after! < 0) continue;
    const share = before! / (before! - after!);
    const between = (a: number, b: number) => a + share * (b - a);
    return {
      rate: between(from.falseAccept, to.falseAccept),
      threshold: Number.isFinite(from.threshold) ? between(from.threshold, to.threshold) : to.threshold,
    };
  }
  return null;
}

/** The equal error rate; NaN if the errors do not balance. */
export function equalErrorRate(curve: readonly OperatingPoint[]): number {
  return equalErrorPoint(curve)?.rate ?? Number.NaN;
}

/**
 * The best point whose false accepts do not exceed a rate. With fewer different-person comparisons than one over that
 * rate it is the point without any false accept.
 */
export function pointAtFalseAccept(curve: readonly OperatingPoint[], rate: number): OperatingPoint {
  // A rate such as 0.01 is seldom a binary fraction: three of three hundred must not exceed it.
  const allowed = rate * (1 + 1e-12);
  return curve.findLast(({ falseAccept }) => falseAccept <= allowed)!;
}
