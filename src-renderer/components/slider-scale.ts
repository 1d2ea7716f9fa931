/** What a slider runs over. */
export interface SliderRange {
  min: number;
  max: number;
  step: number;
  whole: boolean;
}

/** Positions of a slider whose values run over several powers of ten, and the most of any other. */
const finest = 600;

/** Values that span this much are laid out by their logarithm. */
const manyTimes = 1000;

const isLogarithmic = ({ min, max }: SliderRange) => min > 0 && max / min >= manyTimes;

/** How many steps a slider has from end to end. */
export function positions(range: SliderRange): number {
  if (isLogarithmic(range)) return finest;
  return Math.min(finest, Math.round((range.max - range.min) / range.step));
}

/** Where a value lies on the slider; a value beyond its ends lies at them. */
export function positionOf(range: SliderRange, value: number): number {
  const { min, max } = range;
  const inside = Math.min(max, Math.max(min, Number.isFinite(value) ? value : min));
  const share = isLogarithmic(range)
    ? Math.log(inside / min) / Math.log(max / min)
    : (inside - min) / (max - min);
  return Math.round(share * positions(range));
}

/**
 * The value at a position, rounded to what is easily read.
 * @param before the value until now: every move changes it, also if rounding would hold it back.
 */
export function valueAt(range: SliderRange, position: number, before: number): number {
  const { min, max } = range;
  const from = positionOf(range, before);
  const rounded = roundedAt(range, position / positions(range));
  const isHeld = rounded === before && position !== from;
  const value = isHeld ? before + Math.sign(position - from) * nudge(range, before) : rounded;
  // Sums of decimal fractions carry a tail of nines.
  return Math.min(max, Math.max(min, Number(value.toPrecision(9))));
}

function roundedAt(range: SliderRange, share: number): number {
  const { min, max, step, whole } = range;
  if (!isLogarithmic(range)) return Math.round((min + (max - min) * share) / step) * step;
  const exact = min * (max / min) ** share;
  const short = Number(exact.toPrecision(2));
  return whole ? Math.round(short) : short;
}

/** The smallest change of a value that is seen. */
function nudge(range: SliderRange, value: number): number {
  if (!isLogarithmic(range)) return range.step;
  const digit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return range.whole ? Math.max(1, digit) : digit;
}
