import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportInfo } from '../../src-shared/contract/index.ts';
import { useCall } from '../app/data.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import { useUndoExport } from '../app/undo-export.ts';
import styles from './EarlierExports.module.css';

/** What was written outside of the library: sidecar files, sorted copies, all about people, heads and data, newest first; each can be undone. Nothing without one. */
export function EarlierExports() {
  const { exports: words } = useMessages();
  const { data: list = [] } = useCall('exports.list', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  if (list.length === 0) return null;
  const isWriting = jobs.some(
    ({ kind, status }) => status === 'running' && ['xmp', 'sort', 'person', 'data'].includes(kind),
  );
  return (
    <section>
      <h3>{words.list}</h3>
      <ul className={styles.list} aria-label={words.list}>
        {list.map((one) => (
          <Entry key={one.id} {...one} {...{ isWriting }} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ id, kind, folder, madeAt, files, undone, isWriting }: ExportInfo & { isWriting: boolean }) {
  const { exports: words } = useMessages();
  const { language } = useLanguage();
  const undo = useUndoExport();
  const [busy, setBusy] = useState(false);
  const at = new Date(madeAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <div className={styles.words}>
        <strong>{words.kinds[kind]}</strong>{' '}
        <span className={styles.quiet}>
          {folder === '' ? words.besidePhotos : folder} · {words.entry(files, at)}
        </span>
      </div>
      {undone ? (
        <span className={styles.quiet}>{words.undone}</span>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={16} stroke={1.75} aria-hidden />}
          aria-label={words.undoOf(words.kinds[kind], at)}
          disabled={isWriting}
          loading={busy}
          onClick={() => {
            setBusy(true);
            void undo(id).finally(() => setBusy(false));
          }}
        >
          {words.undo}
        </Button>
      )}
    </li>
  );
}
