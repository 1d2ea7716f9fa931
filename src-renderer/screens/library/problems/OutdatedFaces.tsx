import { Button } from '@mantine/core';
import { useMessages } from '../../../app/language.tsx';
import { useFeatureUpdate } from '../../../app/reading/index.tsx';
import styles from '../library.module.css';

interface OutdatedFacesProps {
  /** Faces of the library with features of an older version. */
  outdated: number;
  /** Whether something else is at work: the worker does one thing at a time. */
  busy: boolean;
}

/** Says how many faces an older version described, and brings them up to date. */
export function OutdatedFaces({ outdated, busy }: OutdatedFacesProps) {
  const { library: words } = useMessages();
  const { update, start } = useFeatureUpdate();
  if (outdated === 0 || update !== null) return null;
  return (
    <div className={`${styles.hint} ${styles.buttons}`} role="status" data-testid="outdated">
      <span className={styles.grow}>{words.outdated(outdated)}</span>
      <Button disabled={busy} onClick={() => start(outdated)}>
        {words.update}
      </Button>
    </div>
  );
}
