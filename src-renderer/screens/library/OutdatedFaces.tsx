import { useMessages } from '../../app/language.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useFeatureUpdate } from './useFeatureUpdate.ts';

interface OutdatedFacesProps {
  /** Faces of the library with features of an older version. */
  outdated: number;
  /** Whether something else is at work: the worker does one thing at a time. */
  busy: boolean;
}

/** Says how many faces an older version described, and brings them up to date. */
export function OutdatedFaces({ outdated, busy }: OutdatedFacesProps) {
  const { library: words } = useMessages();
  const { update, start, cancel } = useFeatureUpdate();
  if (update !== null) {
    return (
      <div className="panel">
        <Progress
          label={words.updating}
          {...update}
          detail={words.updateProgress(update.done, update.total)}
          onCancel={cancel}
        />
      </div>
    );
  }
  if (outdated === 0) return null;
  return (
    <div className="panel row" role="status" data-testid="outdated">
      <span className="grow">{words.outdated(outdated)}</span>
      <button type="button" className="primary" disabled={busy} onClick={() => start(outdated)}>
        {words.update}
      </button>
    </div>
  );
}
