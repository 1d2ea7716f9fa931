import { Button } from '@mantine/core';
import { toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import styles from './ErrorNote.module.css';

interface ErrorNoteProps {
  error: unknown;
  /** Tries again what failed; without it no button is shown. */
  onRetry?(): void;
}

/** An error where it happened: what, and what to do. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
  const { message, remedy } = wordingOf(toFailure(error), useLanguage().language);
  const { retry } = useMessages().common;
  return (
    <div className={styles.note} role="alert">
      <strong>{message}</strong> <span>{remedy}</span>
      {onRetry && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {retry}
        </Button>
      )}
    </div>
  );
}
