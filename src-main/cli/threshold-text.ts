import type { Match, Threshold } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';

/** A share as a person counts it: "1 stranger in 100". */
export function strangersIn(rate: number): string {
  const each = 1 / rate;
  if (Math.abs(each - Math.round(each)) < 1e-6) return `1 stranger in ${Math.round(each)}`;
  return `${Number((10_000 * rate).toFixed(2))} strangers in 10,000`;
}

/** The errors that a threshold allows, and the scores that it was measured on. */
export function thresholdText({ cosine, wanted, source, genuine, impostor, falseReject }: Threshold): string {
  const promise = `At most ${strangersIn(wanted)} is taken for somebody`;
  const line = `threshold ${cosine.toFixed(3)}`;
  if (source === 'default') {
    const needed = Math.ceil(1 / wanted) - 1;
    return `${promise}: the default ${line} is used, as ${impostor} scores of faces against other people are too few to measure that (at least ${needed} are needed).`;
  }
  const named =
    falseReject === null
      ? 'nobody is enrolled with two faces, so the share of your people’s photos that are named is not known'
      : `${Math.round(100 * (1 - falseReject))} of 100 photos of your people are named`;
  return `${promise}: ${named} (${line}, measured on ${genuine} scores of faces against their own person and ${impostor} against others).`;
}

/** @param suspects enrolled faces that seem to have a wrong name. */
export function suspectsText(suspects: number): string {
  return `The threshold leaves out ${counted(suspects, 'enrolled face', 'enrolled faces')} with a name that seems wrong. See: tammes review`;
}

/** Who a face is, and how sure that is. */
export function whoText({ known, candidates, probability }: Match): string {
  const [first] = candidates;
  if (first === undefined) return 'somebody unknown';
  const sure = probability === null ? '' : `, ${percent(probability)}`;
  return known ? `${first.name}${sure}` : `somebody unknown; most like ${first.name}${sure}`;
}

/** Whole percent, but never quite sure. */
export function percent(probability: number): string {
  if (probability > 0.99) return 'over 99 %';
  if (probability < 0.01) return 'under 1 %';
  return `${Math.round(100 * probability)} %`;
}
