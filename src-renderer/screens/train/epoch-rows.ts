/** The epochs of a run as rows of its charts: a run has a stage for each fold in which people are kept out, and the last. */
import type { EpochMetrics } from '../../../src-shared/contract/index.ts';
import type { CurveRow } from '../../components/curves.ts';

/** The share of strangers at which the curve shows detection. */
const shownFalseAlarm = 0.01;

/** The stages that epochs are of, in order: folds from 0, then null for the head itself. */
export function stagesOf(epochs: readonly EpochMetrics[]): (number | null)[] {
  return [...new Set(epochs.map(({ fold }) => fold))];
}

/**
 * Rows of one stage: its epochs from 1, seconds since the run began, rates in percent, angles in degrees.
 * @param perStage epochs of a whole stage; the run counts on through them.
 */
export function rowsOf(
  epochs: readonly EpochMetrics[],
  stage: number | null,
  perStage: number,
): readonly CurveRow[] {
  return epochs
    .filter(({ fold }) => fold === stage)
    .map(({ epoch, loss, ownAngle, nearestOtherAngle, validation, openSet, seconds }) => {
      const detected = openSet?.detection.find(({ falseAlarm }) => falseAlarm === shownFalseAlarm);
      return {
        epoch: ((epoch - 1) % perStage) + 1,
        seconds: seconds ?? null,
        loss,
        ownAngle,
        nearestOtherAngle,
        top1: validation && (100 * validation.correct) / validation.total,
        detected: detected ? 100 * detected.value : null,
        pretrained: detected ? 100 * detected.base : null,
      };
    });
}
