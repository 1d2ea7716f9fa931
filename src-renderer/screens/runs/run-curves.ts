/** Curves of runs, smoothed, and put beside each other by epoch or by time. */
import { meanInterval } from '../../../src-shared/interval.ts';
import type { CurveRow } from '../../components/curves.ts';

/**
 * Exponential moving average with bias correction, as TensorBoard smooths: Adam's (Kingma and Ba 2015, section 3).
 * @param weight of what came before, from 0 (nothing is smoothed) to below 1.
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let [sum, share] = [0, 1];
  return values.map((value) => {
    sum = weight * sum + (1 - weight) * value;
    share *= weight;
    return sum / (1 - share);
  });
}

/** Values of a run at increasing places. */
type Curve = readonly (readonly [x: number, y: number])[];

/** What is drawn as one line: a run, or the mean of several seeds. */
export interface CurveSet {
  /** Names its values in the rows: `key`, `key raw`, `key low`, `key high`. */
  key: string;
  curves: readonly Curve[];
}

/**
 * Rows of a chart: at each place the mean of a set's curves, smoothed and raw, as far as all of them go, with its 95 % interval.
 * @param x the name of the place in the rows.
 * @param between whether places of one curve lie between those of another, as times do: then values between two are interpolated.
 */
export function curveRows(
  sets: readonly CurveSet[],
  { x, weight, between }: { x: string; weight: number; between: boolean },
): CurveRow[] {
  const all = sets.map(({ key, curves }) => ({
    key,
    raw: curves.map((curve) => readerOf(curve, between)),
    smooth: curves.map((curve) => readerOf(smoothedCurve(curve, weight), between)),
  }));
  const places = new Set(sets.flatMap(({ curves }) => curves.flatMap((curve) => curve.map(([at]) => at))));
  return [...places]
    .sort((a, b) => a - b)
    .map((at) => {
      const row: Record<string, number | null> = { [x]: at };
      for (const { key, raw, smooth } of all) {
        const shown = meanAt(smooth, at);
        row[key] = shown?.mean ?? null;
        row[`${key} low`] = shown?.interval?.[0] ?? null;
        row[`${key} high`] = shown?.interval?.[1] ?? null;
        row[`${key} raw`] = meanAt(raw, at)?.mean ?? null;
      }
      return row;
    });
}

function smoothedCurve(curve: Curve, weight: number): Curve {
  const values = smoothed(
    curve.map(([, y]) => y),
    weight,
  );
  return curve.map(([x], i) => [x, values[i]!]);
}

function meanAt(readers: readonly ((at: number) => number | null)[], at: number) {
  const values = readers.map((read) => read(at)).filter((value) => value !== null);
  // A curve that has ended would make the mean jump.
  if (values.length < readers.length || values.length === 0) return null;
  return values.length === 1 ? { mean: values[0]!, interval: null } : meanInterval(values);
}

/** Reads a curve at a place; null where it has no value. */
function readerOf(curve: Curve, between: boolean): (at: number) => number | null {
  const exact = new Map(curve);
  if (!between) return (at) => exact.get(at) ?? null;
  return (at) => {
    const known = exact.get(at);
    if (known !== undefined) return known;
    if (curve.length === 0 || at < curve[0]![0] || at > curve.at(-1)![0]) return null;
    let [before, after] = [0, curve.length - 1];
    while (after - before > 1) {
      const middle = (before + after) >> 1;
      if (curve[middle]![0] < at) before = middle;
      else after = middle;
    }
    const [[x0, y0], [x1, y1]] = [curve[before]!, curve[after]!];
    return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
  };
}
