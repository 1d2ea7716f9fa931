import { Button, NativeSelect, Progress, SegmentedControl, TextInput } from '@mantine/core';
import {
  IconEraser,
  IconFileTypeCsv,
  IconFolderSearch,
  IconFolders,
  IconJson,
  IconRefresh,
  IconSearch,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Job, RecognisedFilter, RecognitionSummary } from '../../../src-shared/contract/index.ts';
import { query, useQueryState } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { formatDuration } from '../../components/duration.ts';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { useFolderChooser } from '../../shell/add-folder/useFolderChooser.tsx';
import { FolderTable } from './FolderTable.tsx';
import { ForgetTable } from './ForgetTable.tsx';
import styles from './folder.module.css';
import { SortDialog } from './SortDialog.tsx';
import { byteOrderMark, saveText } from './save-text.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

const parts = {
  who: query.text(),
  show: query.oneOf('all', 'faces', 'failures'),
  find: query.text(),
  sort: query.oneOf('path', 'person', 'probability', 'quality'),
};

/** All photos of a folder: who is on them, as a table to filter, to save, and to sort copies by. */
export function FolderView() {
  const { recognise: words } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const { data: summary, error } = useCall('recognition.summary', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const running = jobs.find(
    ({ kind, status }) => status === 'running' && (kind === 'recognise' || kind === 'match-again'),
  );
  const start = (folder: string) =>
    void bridge
      .call('recognition.start', { folder })
      .then(() => forget('recognition', 'jobs'))
      .catch(toasts.fail);
  const { ask, dialog } = useFolderChooser(start, words.recogniseFolder);
  return (
    <div className={styles.folder}>
      {dialog}
      {running && <JobLine job={running} />}
      {error && <ErrorState error={error} />}
      {summary === null && !running && (
        <EmptyState
          icon={IconFolderSearch}
          title={words.noFolder}
          action={{ label: words.chooseFolder, onClick: ask }}
        >
          {words.folderHelp}
        </EmptyState>
      )}
      {summary && (
        <Table {...{ summary }} waits={running !== undefined && summary.photos === 0} onOther={ask} />
      )}
    </div>
  );
}

function JobLine({ job }: { job: Job }) {
  const messages = useMessages();
  const { recognise: words, common } = messages;
  const toasts = useToasts();
  const { id, done, total, secondsLeft, folder } = job;
  return (
    <div className={styles.job}>
      <div className={styles.row}>
        <span role="status">
          {words.reading(folder)}{' '}
          <span className="quiet">
            {total === null ? words.counted(done) : words.doneOf(done, total)}
            {secondsLeft !== null && ` · ${formatDuration(secondsLeft, messages)}`}
          </span>
        </span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => void bridge.call('jobs.cancel', { jobId: id }).catch(toasts.fail)}
        >
          {common.cancel}
        </Button>
      </div>
      <Progress value={total ? (100 * done) / total : 0} aria-label={words.reading(folder)} animated />
    </div>
  );
}

interface TableProps {
  summary: RecognitionSummary;
  /** Photos are being recognised, and no answer has come yet. */
  waits: boolean;
  onOther(): void;
}

function Table({ summary, waits, onOther }: TableProps) {
  const { recognise: words } = useMessages();
  const [{ who, show, find, sort }] = useQueryState(parts);
  const [dialog, setDialog] = useState<'sort' | 'forget' | null>(null);
  const filter: Partial<RecognisedFilter> = {
    show,
    search: find,
    sort,
    descending: sort === 'probability' || sort === 'quality',
    ...(who === 'unknown' ? { personId: null } : who === '' ? {} : { personId: Number(who) }),
  };

  return (
    <>
      <div className={styles.row}>
        <div>
          <strong className={styles.path}>{summary.folder}</strong>
          {!waits && (
            <div className="quiet">
              {words.folderCounts(summary.photos, summary.known, summary.unknown, summary.withoutFace)}
            </div>
          )}
        </div>
        <TableActions {...{ summary, filter, onOther }} onOpen={setDialog} />
      </div>
      <TableFilters {...{ summary }} />
      {waits ? <LoadingSkeleton shape="rows" /> : <FolderTable {...{ filter }} jobId={summary.jobId} />}
      {dialog === 'sort' && <SortDialog onClose={() => setDialog(null)} />}
      {dialog === 'forget' && <ForgetTable folder={summary.folder} onClose={() => setDialog(null)} />}
    </>
  );
}

interface TableActionsProps {
  summary: RecognitionSummary;
  filter: Partial<RecognisedFilter>;
  onOpen(dialog: 'sort' | 'forget'): void;
  onOther(): void;
}

/** What can be done with the table: bring it up to date, save it, sort copies by it, forget it. */
function TableActions({ summary, filter, onOpen, onOther }: TableActionsProps) {
  const { recognise: words } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const isEmpty = summary.photos === 0;

  async function save(format: 'csv' | 'json') {
    try {
      const { name, text } = await bridge.call('recognition.export', { ...filter, format });
      if (format === 'csv') saveText(name, byteOrderMark + text, 'text/csv');
      else saveText(name, text, 'application/json');
    } catch (error) {
      toasts.fail(error);
    }
  }

  return (
    <div className={styles.buttons}>
      {summary.outdated && (
        <Button
          variant="light"
          leftSection={<IconRefresh {...icon} />}
          onClick={() =>
            void bridge
              .call('recognition.matchAgain', {})
              .then(() => forget('recognition', 'jobs'))
              .catch(toasts.fail)
          }
        >
          {words.matchAgain}
        </Button>
      )}
      <Button
        disabled={isEmpty}
        variant="default"
        leftSection={<IconFileTypeCsv {...icon} />}
        onClick={() => void save('csv')}
      >
        CSV
      </Button>
      <Button
        disabled={isEmpty}
        variant="default"
        leftSection={<IconJson {...icon} />}
        onClick={() => void save('json')}
      >
        JSON
      </Button>
      <Button
        disabled={isEmpty}
        variant="default"
        leftSection={<IconFolders {...icon} />}
        onClick={() => onOpen('sort')}
      >
        {words.sortCopies}
      </Button>
      <Button variant="default" leftSection={<IconFolderSearch {...icon} />} onClick={onOther}>
        {words.otherFolder}
      </Button>
      <Button variant="default" leftSection={<IconEraser {...icon} />} onClick={() => onOpen('forget')}>
        {words.forgetTable}
      </Button>
    </div>
  );
}

/** Which lines are shown, and in which order; kept in the address. */
function TableFilters({ summary }: { summary: RecognitionSummary }) {
  const { recognise: words } = useMessages();
  const [{ who, show, find, sort }, set] = useQueryState(parts);
  return (
    <div className={styles.filters}>
      <TextInput
        type="search"
        aria-label={words.findInFolder}
        placeholder={words.findInFolder}
        leftSection={<IconSearch {...icon} />}
        value={find}
        onChange={({ target }) => set({ find: target.value }, { replace: true })}
      />
      <NativeSelect
        aria-label={words.who}
        value={who}
        onChange={({ target }) => set({ who: target.value })}
        data={[
          { value: '', label: words.everybody },
          { value: 'unknown', label: words.unknownPeople(summary.unknown) },
          ...summary.people.map(({ personId, name, photos }) => ({
            value: String(personId),
            label: words.personPhotos(name, photos),
          })),
        ]}
      />
      <SegmentedControl
        aria-label={words.lines}
        value={show}
        onChange={(show) => set({ show: show as 'all' | 'faces' | 'failures' })}
        data={(['all', 'faces', 'failures'] as const).map((value) => ({
          value,
          label: words.lineKinds[value],
        }))}
      />
      <NativeSelect
        aria-label={words.order}
        value={sort}
        onChange={({ target }) => set({ sort: target.value as typeof sort })}
        data={(['path', 'person', 'probability', 'quality'] as const).map((value) => ({
          value,
          label: words.orders[value],
        }))}
      />
    </div>
  );
}
