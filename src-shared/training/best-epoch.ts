import type { TrainSpec } from '../contract/index.ts';
import type { Position } from './checkpoint.ts';
import { selected } from './judge-run.ts';
import type { Measures } from './measure.ts';
import type { PreparedRun } from './prepared-run.ts';

/** Whether a stage ends with its best epoch: with patience, if there is anything to choose it by. */
export function keepsBest({ spec, split, judge }: PreparedRun): boolean {
  return spec.patience !== null && (judge !== null || split.validation.length > 0);
}

/** Notes in the position how good the epoch that has just ended is. @returns whether none was better: of equals the last is best, as it has seen more. */
export function noteEpoch(
  position: Position,
  select: TrainSpec['select'],
  loss: number,
  measures: Measures,
): boolean {
  const score = scoreOf(select, loss, measures);
  const isBest = score >= position.best;
  position.sinceBest = score > position.best ? 0 : position.sinceBest + 1;
  if (isBest) Object.assign(position, { best: score, bestEpoch: position.epoch });
  return isBest;
}

/** What epochs are chosen by; more is better. */
function scoreOf(select: TrainSpec['select'], loss: number, { openSet, validation }: Measures): number {
  if (select === 'loss') return -loss;
  return openSet ? selected(select, openSet).value : (validation?.correct ?? 0);
}
