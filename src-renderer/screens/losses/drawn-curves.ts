/** A curve that is computed. */
export interface DrawnCurve {
  style: number;
  text: string;
  /** At `angles`. */
  heights: readonly number[];
}

interface DrawnCurves {
  curves: readonly DrawnCurve[];
}

/** Whether a drawing of the one is one of the other, too. */
export function isSameDrawing({ curves: before }: DrawnCurves, { curves: after }: DrawnCurves): boolean {
  return before.length === after.length && before.every((curve, i) => curve === after[i]);
}
