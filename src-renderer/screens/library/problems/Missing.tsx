import { Button } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { undoOf } from '../../../app/changes.ts';
import { useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Panel } from '../../../components/Panel.tsx';
import styles from '../library.module.css';

/** Photos that are shown; all of them are removed at once, too. */
const most = 200;

/** The photos whose files are gone, since when, and buttons to remove what is known of them. */
export function Missing() {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { data } = useCall('library.missing', undefined);
  const [busy, setBusy] = useState(false);
  const toasts = useToasts();
  if (!data?.length) return null;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

  async function remove(photoIds: number[]) {
    setBusy(true);
    try {
      const removal = await bridge.call('library.removeMissing', { photoIds });
      toasts.tell(({ library }) => library.removed(removal), undoOf(removal.entryId));
    } catch (error) {
      toasts.fail(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel
      title={words.missing(data.length)}
      tools={
        <Button variant="default" disabled={busy} onClick={() => remove(data.map(({ photoId }) => photoId))}>
          {words.removeMissing(data.length)}
        </Button>
      }
    >
      <p className={styles.note}>{words.missingHelp}</p>
      <ul className={styles.list}>
        {data.slice(0, most).map(({ photoId, path, since, faces }) => (
          <li key={photoId}>
            <span className={styles.grow}>
              {path}{' '}
              <span className={styles.quiet}>{words.missingSince(date.format(new Date(since)), faces)}</span>
            </span>
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={busy}
              aria-label={words.removeOne(path)}
              onClick={() => remove([photoId])}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      {data.length > most && <p className={styles.note}>{words.moreOf(most, data.length)}</p>}
    </Panel>
  );
}
