import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useMessages } from '../../app/language.tsx';
import type { RunView } from '../../app/runs.ts';
import { EmptyState } from '../../components/states.tsx';
import styles from './train.module.css';

/** On what a run was trained, or that there is none yet. */
export function RunNotes({ shown, started }: RunView) {
  const { train: words } = useMessages();
  if (shown === undefined) {
    return (
      <EmptyState icon={IconAdjustmentsHorizontal} title={words.noRuns}>
        {words.intro}
      </EmptyState>
    );
  }
  if (started === null) return null;
  const { device, people, trainSamples, validationSamples, leftOut, refusals } = started;
  return (
    <p className={styles.note}>
      {words.started(device, people, trainSamples, validationSamples)}
      {leftOut > 0 && ` ${words.leftOut(leftOut)}`}
      {refusals > 0 && ` ${words.refusalsUsed(refusals)}`}
    </p>
  );
}
