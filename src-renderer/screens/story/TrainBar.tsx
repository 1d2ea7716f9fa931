import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { TaskProgress } from './TaskProgress.tsx';
import type { Task } from './useTask.ts';

interface TrainBarProps {
  task: Task | null;
  error: unknown;
  /** False while a setting makes no sense. */
  canTrain: boolean;
  onTrain(): void;
  onCancel(): void;
  /** Several runs at once. */
  also?: { text: string; onTrain(): void };
}

/** Starts training, and then shows how far it is, in the same place. */
export function TrainBar({ task, error, canTrain, onTrain, onCancel, also }: TrainBarProps) {
  const { story: words } = useMessages();
  return (
    <div className="run-bar">
      {task ? (
        <TaskProgress label={words.training} {...{ task, onCancel }} />
      ) : (
        <div className="row">
          <button type="button" className="primary" disabled={!canTrain} onClick={onTrain}>
            {words.train}
          </button>
          {also && (
            <button type="button" disabled={!canTrain} onClick={also.onTrain}>
              {also.text}
            </button>
          )}
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
    </div>
  );
}
