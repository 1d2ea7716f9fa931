/** How far a run is, in words: it trains once for each fold in which people are kept out, and then on everybody. */
import type { EpochMetrics } from '../../src-shared/contract/index.ts';
import type { Messages } from './messages/en.ts';

type Latest = Pick<EpochMetrics, 'epoch' | 'epochs' | 'fold'>;

/** @param latest epoch that is done; null: none is. @param perStage epochs of a fold, as the form has them. */
export function epochText(latest: Latest | null, perStage: number, words: Messages['train']): string {
  if (latest === null) return words.epoch(0, perStage);
  // The run counts on through its stages, of which the last may be shorter than the others.
  const folds = Math.ceil(latest.epochs / perStage) - 1;
  const before = perStage * (latest.fold ?? folds);
  const epochs = latest.fold === null ? latest.epochs - before : perStage;
  const text = words.epoch(latest.epoch - before, epochs);
  if (folds < 1) return text;
  return latest.fold === null
    ? words.epochOnEverybody(text)
    : words.epochOfFold(latest.fold + 1, folds, text);
}

/** The share of all epochs of all stages that is done, from 0 to 1. */
export function shareOf(latest: Latest | null): number {
  return latest === null ? 0 : latest.epoch / Math.max(1, latest.epochs);
}
