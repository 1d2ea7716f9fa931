import { Button } from '@mantine/core';
import { useMessages } from '../app/language.tsx';
import { formatDuration } from './duration.ts';
import styles from './Progress.module.css';

interface ProgressProps {
  label: string;
  done: number;
  total: number;
  detail: string;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
  onCancel(): void;
}

/** Progress of long work with its remaining time and a way to stop it. */
export function Progress({ label, done, total, detail, remaining, onCancel }: ProgressProps) {
  const messages = useMessages();
  return (
    <div className={styles.progress}>
      <div>
        <strong>{label}</strong>
        <div className={styles.detail} role="status">
          {detail}
          {remaining !== null && done < total && ` · ${formatDuration(remaining, messages)}`}
        </div>
      </div>
      <Button variant="default" onClick={onCancel}>
        {messages.common.cancel}
      </Button>
      <progress className={styles.bar} aria-label={label} value={done} max={Math.max(1, total)} />
    </div>
  );
}
