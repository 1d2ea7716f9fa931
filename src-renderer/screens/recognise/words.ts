import type { Match, Threshold } from '../../../src-shared/contract/index.ts';
import type { useMessages } from '../../app/language.tsx';

type Words = ReturnType<typeof useMessages>['recognise'];

/** The label on a face: who it is and how sure that is, or that it is unknown. */
export function labelText({ known, candidates, probability }: Match, words: Words): string {
  const [first] = candidates;
  if (!known || first === undefined) return words.unknown;
  return probability === null ? first.name : words.label(first.name, sureText(probability, words));
}

/** Whole percent, but never quite sure. */
export function sureText(probability: number, { sure }: Words): string {
  if (probability > 0.99) return sure.most;
  if (probability < 0.01) return sure.least;
  return sure.percent(Math.round(100 * probability));
}

/** What a threshold costs, and what that is known from. */
export function thresholdText(
  { wanted, source, genuine, impostor, falseReject }: Threshold,
  words: Words,
): string {
  const promise = words.oneIn(Number((1 / wanted).toPrecision(3)).toLocaleString('en'));
  if (source === 'default') return words.uncalibrated(promise, impostor, Math.ceil(1 / wanted) - 1);
  if (falseReject === null) return words.notCounted(promise, impostor);
  return words.named(promise, Math.round(100 * (1 - falseReject)), genuine, impostor);
}
