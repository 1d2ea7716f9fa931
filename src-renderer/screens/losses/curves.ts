/** The curves that somebody has put beside each other on the screen Losses. */
import {
  type CosineLoss,
  findLoss,
  isCosineLoss,
  type LengthQuestion,
  losses,
  type ParameterValues,
  resolveParameters,
} from '../../../src-shared/losses/index.ts';
import { SharedState } from '../../app/shared-state.ts';
import { numberIn, type ParameterTexts, symbolOf, valuesOf } from '../../components/parameter-values.ts';
import type { SliderRange } from '../../components/slider-scale.ts';

/** A curve as it is set: numbers are as typed in. */
export interface Curve {
  /** Its line's style, which no other curve has at the same time. */
  style: number;
  loss: string;
  parameters: ParameterTexts;
  classes: string;
  /** Degrees. */
  otherAngle: string;
  /** |x| */
  length: string;
}

/** What is asked of the worker. */
export interface CurveQuestion {
  loss: string;
  values: ParameterValues;
  question: LengthQuestion;
}

/** The curves of the chart and the one whose settings are shown. */
export interface ChartState {
  curves: readonly Curve[];
  selected: number;
}

/** As many as there are line styles. */
export const mostCurves = 8;

/** Own angles at which lengths are taken: fine enough for a line, and few enough to follow a slider. */
export const angles = Array.from({ length: 91 }, (_, i) => 2 * i);

export const ranges = {
  classes: { min: 2, max: 1_000_000, step: 1, whole: true },
  otherAngle: { min: 0, max: 180, step: 1, whole: false },
  length: { min: 0.1, max: 1000, step: 1, whole: false },
} satisfies Record<string, SliderRange>;

export const cosineLosses: readonly CosineLoss[] = losses.filter(isCosineLoss);

/** A loss's curve before anything is set. @param parameters those that are other losses' are left out. */
function newCurve(loss: CosineLoss, parameters: ParameterTexts = {}): Omit<Curve, 'style'> {
  const applicable = Object.entries(parameters).filter(([name]) => Object.hasOwn(loss.parameters, name));
  return {
    loss: loss.id,
    parameters: Object.fromEntries(applicable),
    classes: '1000',
    otherAngle: '90',
    length: '20',
  };
}

/** What tells a story: a small and a large scale, two margins, and a length that the classes leave alone. */
export function firstCurves(): ChartState {
  const chosen: [string, ParameterTexts][] = [
    ['normface', { scale: '64' }],
    ['normface', { scale: '20' }],
    ['arcface', {}],
    ['cosface', {}],
    ['p2sgrad', {}],
  ];
  const curves = chosen.map(([id, parameters], style) => ({ ...newCurve(curveLoss(id), parameters), style }));
  return { curves, selected: 0 };
}

/** The chart as it was left, while another screen is shown. */
export const chartState = new SharedState(firstCurves());

/** Shows a loss in the chart, its parameters set like this. */
export function showCurve(loss: CosineLoss, parameters: ParameterTexts): void {
  chartState.change((chart) => withCurve(chart, loss, parameters));
}

/** The chart with one more curve; one that is there already is selected, and in a full chart the last gives way. */
export function withCurve(chart: ChartState, loss: CosineLoss, parameters: ParameterTexts): ChartState {
  const added = newCurve(loss, parameters);
  const text = curveText({ ...added, style: 0 });
  const same = chart.curves.find((curve) => curveText(curve) === text);
  if (same !== undefined) return { ...chart, selected: same.style };
  const firstCurves = chart.curves.slice(0, mostCurves - 1);
  const style = freeStyle(firstCurves);
  return { curves: [...firstCurves, { ...added, style }], selected: style };
}

/** The chart with a fresh curve of a loss, for as long as there is room. */
export function withNewCurve(chart: ChartState, loss: CosineLoss): ChartState {
  const style = freeStyle(chart.curves);
  return { curves: [...chart.curves, { ...newCurve(loss), style }], selected: style };
}

export function withoutCurve({ curves, selected }: ChartState, style: number): ChartState {
  const left = curves.filter((curve) => curve.style !== style);
  return { curves: left, selected: selected === style ? (left.at(-1)?.style ?? 0) : selected };
}

const freeStyle = (curves: readonly Curve[]) =>
  Array.from({ length: mostCurves }, (_, style) => style).find(
    (style) => !curves.some((curve) => curve.style === style),
  ) ?? 0;

/** The loss of a curve. */
export function curveLoss(id: string): CosineLoss {
  const loss = findLoss(id);
  if (!isCosineLoss(loss)) throw new Error(`${loss.title} is no function of angles alone.`);
  return loss;
}

/** What the curve asks; null while something that is typed in makes no sense. */
export function questionOf({
  loss: id,
  parameters,
  classes,
  otherAngle,
  length,
}: Curve): CurveQuestion | null {
  const loss = curveLoss(id);
  const numbers = { classes: numberIn(classes), otherAngle: numberIn(otherAngle), length: numberIn(length) };
  if (!(['classes', 'otherAngle', 'length'] as const).every((name) => isWithin(ranges[name], numbers[name])))
    return null;
  try {
    return {
      loss: id,
      values: resolveParameters(loss, valuesOf(loss.parameters, parameters)),
      question: {
        angles: angles.map(toRadians),
        classes: numbers.classes,
        otherAngle: toRadians(numbers.otherAngle),
        norm: numbers.length,
      },
    };
  } catch {
    return null;
  }
}

const isWithin = ({ min, max, whole }: SliderRange, value: number) =>
  value >= min && value <= max && (!whole || Number.isInteger(value));

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * A curve's name in the legend, like "ArcFace s=64 m=0.5 C=1000": the numbers that have a symbol, and whatever else
 * is not at its default.
 */
export function curveText({ loss: id, parameters, classes, otherAngle, length }: Curve): string {
  const loss = curveLoss(id);
  const settings = Object.entries(loss.parameters).flatMap(([name, parameter]) => {
    const value = parameters[name] ?? String(parameter.default);
    const symbol = symbolOf(parameter);
    const isDefault = value === String(parameter.default);
    return symbol === null && isDefault ? [] : [`${symbol ?? name}=${value}`];
  });
  return [
    loss.title,
    ...settings,
    ...(loss.usesLength ? [`|x|=${length}`] : []),
    `C=${classes}`,
    ...(otherAngle === '90' ? [] : [`θ′=${otherAngle}°`]),
  ].join(' ');
}
