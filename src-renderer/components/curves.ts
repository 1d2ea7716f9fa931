/** What a chart of curves and the table behind it show. */
import type { ReactNode } from 'react';

export interface Series {
  /** Its values' name in the rows. */
  key: string;
  name: string;
  colour: string;
  /** What others are compared with. */
  dashed?: boolean;
  /** Names of the ends of its interval in the rows, which is drawn as a band. */
  band?: readonly [low: string, high: string];
  /** Name of its values before they were smoothed, which are drawn faint behind it. */
  raw?: string;
}

export type CurveRow = Readonly<Record<string, number | null>>;

/** Points that open what they are made of, by their value on the horizontal axis. */
export interface PointOpening {
  /** The one that is open; null: none is. */
  open: number | null;
  canOpen(x: number): boolean;
  onToggle(x: number): void;
}

export interface CurveProps {
  title: string;
  /** Beside the title: what is averaged, and over whom. */
  detail?: string;
  /**
   * Name of the horizontal axis, and of the rows' value on it; `ticks`: where a logarithmic one has its marks; `marks`: where a plain one has them. `format`: what marks say,
   * which then stand between whole numbers, too.
   */
  x: {
    key: string;
    name: string;
    ticks?: readonly number[];
    marks?: readonly number[];
    format?(value: number): string;
  };
  /** Its ends: they do not move while a run grows. */
  domain: readonly [number, number];
  /** Name of the vertical axis, with its unit. */
  y: string;
  rows: readonly CurveRow[];
  series: readonly Series[];
  format(value: number): string;
  /** They are shown without decimals: neither has the axis any, which would show a number twice. */
  whole?: boolean;
  /** Upper end of what values can be, such as 100 %. */
  most?: number;
  /** Marks of the vertical axis, from its lower end to its upper; `log`: on a logarithmic scale. */
  yAxis?: { ticks: readonly number[]; log?: boolean };
  /** Beside the switch to the table, while the chart is shown. */
  tools?: ReactNode;
  /** For tests and assistive technology: how far the curves have come. */
  count?: number;
  /** A click opens the nearest point, and in the table its row does. */
  opening?: PointOpening;
}

/** Rows that a chart has room for; drawing thousands would hold the window up while it hears of more. */
const mostShown = 300;

/** Some of many, at even distances, and the last. */
export function thinned<T>(all: readonly T[]): readonly T[] {
  const step = Math.ceil(all.length / mostShown);
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
}

/** The value on the horizontal axis of the row that lies nearest to a share of the way across; undefined: there are no rows. */
export function nearestTo(
  share: number,
  { x, domain: [from, to], rows }: Pick<CurveProps, 'x' | 'domain' | 'rows'>,
): number | undefined {
  const along = (value: number) =>
    x.ticks ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  const far = (value: number) => Math.abs(along(value) - share);
  const values = thinned(rows).map((row) => row[x.key]!);
  return values.reduce<number | undefined>(
    (best, one) => (best === undefined || far(one) < far(best) ? one : best),
    undefined,
  );
}
