import type { Match, Threshold } from '../../src-shared/contract/index.ts';

/** A share as a person counts it: "1 stranger in 100". */
function strangersIn(rate: number): string {
  const each = 1 / rate;
  if (Math.abs(each - Math.round(each)) < 1e-6) return `1 stranger in ${Math.round(each)}`;
  return `${Number((10_000 * rate).toFixed(2))} strangers in 10,000`;
}

/** The errors that a threshold allows, and the scores that were counted for that. */
export function thresholdText({ cosine, wanted, source, genuine, impostor, falseReject }: Threshold): string {
  const promise = `At most ${strangersIn(wanted)} is taken for somebody`;
  const line = `threshold ${cosine.toFixed(3)}`;
  if (source === 'default') {
    const needed = Math.ceil(1 / wanted) - 1;
    return `${promise}: a default ${line} is used, as the ${impostor} scores of faces against other people are too few to count that (at least ${needed} are needed).`;
  }
  const named =
    falseReject === null
      ? 'nobody is enrolled with two faces, so the share of your people’s photos that are named is not known'
      : `${Math.round(100 * (1 - falseReject))} of 100 photos of your people are named`;
  return `${promise}: ${named} (${line}, counted on ${genuine} scores of faces against their own person and ${impostor} against others).`;
}

/** Who a face is, and how sure that is. */
export function whoText({ known, candidates, probability }: Match): string {
  const [first] = candidates;
  if (first === undefined) return 'somebody unknown';
  const sure = probability === null ? '' : `, ${percent(probability)}`;
  return known ? `${first.name}${sure}` : `somebody unknown; most like ${first.name}${sure}`;
}

/** Whole percent, but never quite sure. */
function percent(probability: number): string {
  if (probability > 0.99) return 'over 99 %';
  if (probability < 0.01) return 'under 1 %';
  return `${Math.round(100 * probability)} %`;
}
