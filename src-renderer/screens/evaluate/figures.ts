/** Figures of an evaluation as charts and tables show them. */
import type { CurvePoint, Estimate } from '../../../src-shared/contract/index.ts';
import type { CurveRow, Series } from '../../components/curves.ts';

/** A head's curve, with what it is called. */
export interface NamedCurve {
  name: string;
  points: readonly CurvePoint[];
}

/** The colour of a head by its place: that of what others are compared with stays the second, as in verdicts. */
const colours = [2, 1, 3, 4, 5, 6];
const colourOf = (place: number) => `var(--curve-${colours[place]})`;

export const seriesOf = (curves: readonly { name: string }[]): Series[] =>
  curves.map(({ name }, i) => ({
    key: `head${i}`,
    name,
    colour: colourOf(i),
    band: [`low${i}`, `high${i}`],
  }));

/** A row a rate, from the smallest, with each head's share in percent. @param missed shares that are not accepted instead. */
export function curveRows(curves: readonly NamedCurve[], missed = false): CurveRow[] {
  const share = (value: number) => 100 * (missed ? 1 - value : value);
  const rates = curves[0]?.points.map(({ rate }) => rate).toReversed() ?? [];
  return rates.map((rate) => {
    const shares = curves.map(({ points }) => points.find((one) => one.rate === rate));
    return { rate: 100 * rate, ...cellsOf(shares, share) };
  });
}

/** A row a rank, from the first, with each head's share in percent. */
export function rankRows(heads: readonly (readonly Estimate[])[]): CurveRow[] {
  const ranks = heads[0]?.map((_, i) => i) ?? [];
  return ranks.map((i) => ({
    rank: i + 1,
    ...cellsOf(
      heads.map((shares) => shares[i]),
      (value) => 100 * value,
    ),
  }));
}

/** Each head's share with the ends of its interval, as they are drawn. */
function cellsOf(shares: readonly (Estimate | undefined)[], share: (value: number) => number): CurveRow {
  const cells: Record<string, number | null> = {};
  for (const [i, point] of shares.entries()) {
    const ends = point?.interval?.map(share).sort((a, b) => a - b);
    cells[`head${i}`] = point === undefined ? null : share(point.value);
    cells[`low${i}`] = ends?.[0] ?? null;
    cells[`high${i}`] = ends?.[1] ?? null;
  }
  return cells;
}

/** Marks of an axis of rates, in percent, down to the smallest that is shown. */
export const rateTicks = (smallest: number) =>
  [0.0001, 0.001, 0.01, 0.1, 1, 10, 100].filter((tick) => tick >= smallest * 0.999);

/** Marks of an axis of ranks, from the first to the last. */
export const rankTicks = (last: number) => [1, ...[5, 10, 15, 20].filter((tick) => tick <= last)];

/** Marks of an axis of shares: from full tens below all that is drawn to 100 %, five steps at most. */
export function shareTicks(rows: readonly CurveRow[]): number[] {
  const drawn = rows.flatMap(({ rate, rank, ...shares }) =>
    Object.values(shares).filter((share): share is number => share !== null),
  );
  const least = Math.min(90, 10 * Math.floor(drawn.reduce((a, b) => Math.min(a, b), 100) / 10));
  const step = [2, 5, 10, 20].find((step) => (100 - least) / step <= 5)!;
  const first = 100 - step * Math.ceil((100 - least) / step);
  return Array.from({ length: (100 - first) / step + 1 }, (_, i) => first + i * step);
}

/** Marks of an axis of scores, about six. */
export function scoreTicks(from: number, to: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((step) => (to - from) / step <= 7)!;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toFixed(2)));
}

/** Whether a difference is one, and which way. @param sign 1 if more is better, -1 if less is. */
export function sideOf({ interval }: Estimate, sign: 1 | -1 = 1): 'better' | 'worse' | undefined {
  if (interval === null) return undefined;
  if (sign === 1 ? interval[0] > 0 : interval[1] < 0) return 'better';
  return (sign === 1 ? interval[1] < 0 : interval[0] > 0) ? 'worse' : undefined;
}
