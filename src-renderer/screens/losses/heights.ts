/** From gradient lengths to what the chart shows. */
import { insideAngle } from '../../../src-shared/losses/index.ts';
import type { Answer } from './useLengths.ts';

/** Lengths below this are rounding noise of a length that is zero. */
const nothing = 1e-12;

/** What of the lengths is shown. */
export interface ChartView {
  /** By which cosine: that with the own class centre, or that with another. */
  centre: 'own' | 'other';
  /** `pull`: times the sine of the angle between the two vectors. */
  quantity: 'length' | 'pull';
  /** `relative`: each curve over its own peak. */
  scale: 'real' | 'relative';
}

/** A curve's height at each angle that was asked for. */
export function heightsOf({ question: { question }, lengths }: Answer, view: ChartView): number[] {
  const heights = Array.from(lengths[view.centre], (length, i) => {
    if (view.quantity === 'length') return length;
    const angle = view.centre === 'own' ? insideAngle(question.angles[i]!) : question.otherAngle;
    return length * Math.sin(angle);
  });
  if (view.scale === 'real') return heights;
  const peak = peakOf(heights);
  return peak > nothing ? heights.map((height) => height / peak) : heights;
}

/** The largest height but for the ends: a margin in angle makes lengths grow without bound towards 0° or 180°. */
export function peakOf(heights: readonly number[]): number {
  return Math.max(0, ...heights.slice(1, -1));
}

/** The marks of the vertical axis, from 0 to just above all peaks. */
export function marksOf(curves: readonly (readonly number[])[]): number[] {
  const peak = Math.max(...curves.map(peakOf), 0) || 1;
  const power = 10 ** Math.floor(Math.log10(peak / 6));
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((width) => peak / width <= 6)!;
  return Array.from({ length: Math.ceil(peak / step - 1e-6) + 1 }, (_, i) =>
    Number((i * step).toPrecision(6)),
  );
}
