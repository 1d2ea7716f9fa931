import { Button } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import styles from './story.module.css';
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
    <div className={styles.bar}>
      {task ? (
        <TaskProgress label={words.training} {...{ task, onCancel }} />
      ) : (
        <div className={styles.buttons}>
          <Button disabled={!canTrain} onClick={onTrain}>
            {words.train}
          </Button>
          {also && (
            <Button variant="default" disabled={!canTrain} onClick={also.onTrain}>
              {also.text}
            </Button>
          )}
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
    </div>
  );
}
