import { Button, Drawer } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { JournalEntry } from '../../../src-shared/contract/index.ts';
import { journalText } from '../../../src-shared/journal-words.ts';
import { bridge } from '../../app/bridge.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import styles from './History.module.css';

const pageSize = 100;

/** All that was changed in the library, newest first. One can go back to any moment, and forth again. */
export default function History({ onClose }: { onClose(): void }) {
  const { history: words, common } = useMessages();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['journal.list', 'pages'],
    queryFn: ({ pageParam }) => bridge.call('journal.list', { offset: pageParam, limit: pageSize }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      pages.length * pageSize < total ? pages.length * pageSize : undefined,
  });
  const entries = data?.pages.flatMap((page) => page.entries);
  return (
    <Drawer
      opened
      {...{ onClose }}
      position="right"
      size={420}
      title={words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {error && <ErrorState {...{ error }} />}
      {!error && entries === undefined && <LoadingSkeleton shape="rows" />}
      {entries?.length === 0 && (
        <EmptyState icon={IconHistory} title={words.empty}>
          {words.emptyHelp}
        </EmptyState>
      )}
      {entries && entries.length > 0 && (
        <ol className={styles.list}>
          {entries.map((entry, i) => (
            <Entry
              key={entry.id}
              {...{ entry }}
              isNow={!entry.undone && (i === 0 || entries[i - 1]!.undone)}
              // Undoing one undoes all that are newer.
              before={entries[i + 1]?.id ?? 0}
            />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button variant="default" fullWidth onClick={() => fetchNextPage()}>
          {words.older}
        </Button>
      )}
    </Drawer>
  );
}

interface EntryProps {
  entry: JournalEntry;
  /** Whether it is the last that is done. */
  isNow: boolean;
  /** The entry before it; 0: none. */
  before: number;
}

function Entry({ entry, isNow, before }: EntryProps) {
  const { history: words } = useMessages();
  const { language } = useLanguage();
  const toasts = useToasts();
  const { id, at, undone } = entry;
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const text = journalText(entry)[language];
  const goTo = (entryId: number) => bridge.call('journal.goTo', { entryId }).catch(toasts.fail);
  const Icon = undone ? IconArrowForwardUp : IconArrowBackUp;
  return (
    <li className={styles.entry} data-undone={undone || undefined} aria-current={isNow ? 'step' : undefined}>
      <div>
        <div className={styles.text}>{text}</div>
        <time className={styles.time} dateTime={at}>
          {time.format(new Date(at))}
          {undone && ` · ${words.undone}`}
        </time>
      </div>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<Icon size={14} stroke={1.75} aria-hidden />}
        aria-label={undone ? words.redoTo(text) : words.undoTo(text)}
        onClick={() => goTo(undone ? id : before)}
      >
        {undone ? words.redo : words.undo}
      </Button>
    </li>
  );
}
