/** The reading of photos, above what is there already. */
import { Button, Progress } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import { useFeatureUpdate, useScan } from '../../app/reading/index.tsx';
import { formatDuration } from '../../components/duration.ts';
import styles from './library.module.css';

/** How far the reading of a folder is, and what it noticed; nothing while nothing is read. */
export function ReadingNotice() {
  const messages = useMessages();
  const { library: words } = messages;
  const { reading, listing, unmatched, cancel } = useScan();
  const { update, cancel: cancelUpdate } = useFeatureUpdate();
  return (
    <>
      {listing !== null && (
        <Bar label={words.listing(listing.folder)} detail={words.listed(listing.files)} share={null} />
      )}
      {reading !== null && (
        <Bar
          label={words.reading(reading.progress.folder)}
          detail={[
            words.progress(reading.progress.done, reading.progress.total, reading.progress.faces),
            ...(reading.remaining !== null && reading.progress.done < reading.progress.total
              ? [formatDuration(reading.remaining, messages)]
              : []),
          ].join(' · ')}
          note={reading.vision && words.vision(reading.vision.backend, reading.vision.lost)}
          share={reading.progress.done / Math.max(1, reading.progress.total)}
          onCancel={cancel}
        />
      )}
      {update !== null && (
        <Bar
          label={words.updating}
          detail={words.updateProgress(update.done, update.total)}
          share={update.done / Math.max(1, update.total)}
          onCancel={cancelUpdate}
        />
      )}
      {unmatched !== null && (
        <p className={styles.hint} role="status" data-testid="unmatched">
          {words.unmatched(unmatched.count, unmatched.example)}
        </p>
      )}
    </>
  );
}

interface BarProps {
  label: string;
  detail: string;
  note?: string | null;
  /** 0 to 1; null: nobody knows yet. */
  share: number | null;
  onCancel?(): void;
}

function Bar({ label, detail, note, share, onCancel }: BarProps) {
  const { common } = useMessages();
  return (
    <div className={styles.reading}>
      <div className={styles.readingText}>
        <strong>{label}</strong>
        <span className="tabular" role="status">
          {detail}
        </span>
        {note && <small>{note}</small>}
      </div>
      {onCancel && (
        <Button variant="default" size="xs" onClick={onCancel}>
          {common.cancel}
        </Button>
      )}
      <Progress
        className={styles.readingBar!}
        value={share === null ? 100 : 100 * share}
        animated={share === null}
        size="sm"
        aria-label={label}
      />
    </div>
  );
}
