import type { EvaluationResult } from '../../../src-shared/contract/index.ts';
import { Calibration } from './Calibration.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import type { FacesById } from './faces.tsx';
import { Scores } from './Scores.tsx';

interface ScorePanelsProps {
  /** Of which the scores are. */
  source: 'search' | 'pairs';
  figures: NonNullable<EvaluationResult['search'] | EvaluationResult['pairs']>['heads'][number];
  faces: FacesById;
  open: string;
  set: SetState;
}

/** How one head's scores spread, and whether its probabilities hold. */
export function ScorePanels({ figures, ...props }: ScorePanelsProps) {
  return (
    <div className={styles.pair}>
      {figures.histogram && <Scores histogram={figures.histogram} {...props} />}
      <Calibration calibration={figures.calibration} {...props} />
    </div>
  );
}
