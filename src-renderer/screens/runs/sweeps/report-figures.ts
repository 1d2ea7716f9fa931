/** What a sweep's report shows, as numbers for drawings and words. */
import type { Gain, SettingValue, SweepReport, SweepRow } from '../../../../src-shared/contract/index.ts';
import { sweepMeasures } from '../../../../src-shared/contract/index.ts';
import { normal } from '../../../../src-shared/interval.ts';

/** The same in all languages. */
export const measureNames: Readonly<Record<SweepReport['measure'], string>> = {
  top1: 'Top-1',
  'dir@10%': 'FAR 10 %',
  'dir@1%': 'FAR 1 %',
  'dir@0.1%': 'FAR 0.1 %',
};

/** Better or worse than the pretrained head beyond the interval. */
export function sideOf({ gain, error }: Gain): 'better' | 'worse' | undefined {
  if (Math.abs(gain) <= normal * error || gain === 0) return undefined;
  return gain > 0 ? 'better' : 'worse';
}

/** The first of each loss: rows come with the best first. */
export function bestOfEach(rows: readonly SweepRow[]): SweepRow[] {
  const seen = new Set<string>();
  return rows.filter(({ loss }) => !seen.has(loss) && seen.add(loss));
}

/** An axis of parallel coordinates. */
export interface Axis {
  /** `loss`, a setting's path, or `gain`. */
  key: string;
  /** Values written beside it, and where they stand, from 0 at its foot to 1. */
  ticks: { at: number; value: SettingValue }[];
}

export interface Parallel {
  axes: Axis[];
  /** Where each candidate crosses the axes; null where it has no such setting. */
  lines: { candidate: number; at: (number | null)[] }[];
}

/** From how many times its least value on an axis goes by the logarithm. */
const wide = 20;

/**
 * Losses, the settings that differ, and what is gained all the way.
 * @returns null if there is nothing to compare.
 */
export function parallelOf({ rows, measure }: Pick<SweepReport, 'rows' | 'measure'>): Parallel | null {
  const judged = rows.filter(({ gains }) => gains.length > 0);
  const at = sweepMeasures.indexOf(measure);
  const columns = [
    { key: 'loss', values: judged.map(({ loss }): SettingValue | undefined => loss) },
    ...[...new Set(judged.flatMap(({ settings }) => Object.keys(settings)))].map((key) => ({
      key,
      values: judged.map(({ settings }) => settings[key]),
    })),
    { key: 'gain', values: judged.map(({ furthest }) => 100 * furthest[at]!.gain) },
  ].filter(({ key, values }) => key === 'gain' || new Set(values).size > 1);
  if (judged.length < 2 || columns.length < 2) return null;
  const scaled = columns.map(({ key, values }) => ({ key, ...scaleOf(values) }));
  return {
    axes: scaled.map(({ key, ticks }) => ({ key, ticks })),
    lines: judged.map(({ candidate }, i) => ({ candidate, at: scaled.map(({ places }) => places[i]!) })),
  };
}

function scaleOf(values: readonly (SettingValue | undefined)[]) {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  const numbers = known.filter((value) => typeof value === 'number');
  if (numbers.length < known.length) {
    const step = 1 / Math.max(1, known.length - 1);
    const place = (value: SettingValue) => 1 - step * known.indexOf(value);
    return {
      ticks: known.map((value) => ({ at: place(value), value })),
      places: values.map((value) => (value === undefined ? null : place(value))),
    };
  }
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const scale = least > 0 && most / least >= wide ? Math.log : (value: number) => value;
  const width = scale(most) - scale(least) || 1;
  const place = (value: number) => (scale(value) - scale(least)) / width;
  const shown = numbers.length <= 6 ? numbers : [least, most];
  return {
    ticks: shown.map((value) => ({ at: place(value), value: value as SettingValue })),
    places: values.map((value) => (value === undefined ? null : place(value as number))),
  };
}
