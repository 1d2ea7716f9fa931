/** Folders of this machine to choose from, if the host has no dialog of the system. */
import { Autocomplete, Button, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowUp, IconFileText, IconFolder, IconFolderOff, IconFolderSymlink } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FileEnding, FolderListing } from '../../../src-shared/contract/index.ts';
import { toFailure, wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { LoadingSkeleton } from '../../components/states.tsx';
import styles from './FolderBrowser.module.css';

interface FolderBrowserProps {
  /** Words of the button; else it adds the folder. */
  action?: string;
  /** Of files, of which one is chosen in the place of a folder. */
  endings?: readonly FileEnding[];
  onChoose(path: string): void;
  onClose(): void;
}

/** Chooses a folder by its path, with completion, or by going through the folders; or a file in one of them. */
export default function FolderBrowser({ action, endings = [], onChoose, onClose }: FolderBrowserProps) {
  const { addFolder: words, common } = useMessages();
  const { language } = useLanguage();
  // As it is written, and the folder that was opened last; null: the first one that the host offers.
  const [written, setWritten] = useState<string | null>(null);
  const [asked] = useDebouncedValue(written ?? '', 200);
  const { listing, completions } = useFolders(asked, endings);
  // While a path is written that is none, the folder that was there before stays.
  const last = useRef<FolderListing>(undefined);
  if (listing.data) last.current = listing.data;
  const folder = last.current;
  const shown = written ?? folder?.path ?? '';
  const isSettled = !listing.isFetching && asked === (written ?? '');
  const failure = listing.isError && isSettled ? wordingOf(toFailure(listing.error), language) : null;
  const isFile = endings.length > 0;
  const isBare = !isFile && isSettled && folder?.photos === 0 && folder.folders.length + folder.hidden === 0;
  const error = failure ? `${failure.message} ${failure.remedy}` : isBare ? words.bare : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={isFile ? words.fileTitle : words.title}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          // A file is chosen by its button.
          if (isFile) return;
          // What is in the field may be newer than what is listed.
          bridge
            .call('app.folders', { path: shown })
            .then(({ path }) => onChoose(path))
            .catch(() => listing.refetch());
        }}
      >
        <Autocomplete
          label={words.path}
          description={isFile ? words.fileHelp(endings) : words.help}
          value={shown}
          onChange={setWritten}
          data={completions.data ?? []}
          filter={({ options }) => options}
          error={error}
          // Outside of the dialog the list would be hidden from screen readers.
          comboboxProps={{ withinPortal: false }}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          leftSection={<IconFolder size={18} stroke={1.75} aria-hidden />}
        />
        <FolderList folder={folder} failed={failure !== null} onOpen={setWritten} onTake={onChoose} />
        <div className={styles.foot}>
          <span className="quiet" role="status">
            {!error && folder && <Found {...{ folder, isFile }} />}
          </span>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          {!isFile && (
            <Button type="submit" disabled={error !== null || folder === undefined}>
              {action ?? words.add}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** What lies at a path, and paths that begin as it does. */
function useFolders(asked: string, endings: readonly FileEnding[]) {
  const listing = useQuery({
    queryKey: ['app.folders', asked, ...endings],
    queryFn: () =>
      bridge.call('app.folders', { ...(asked !== '' && { path: asked }), endings: [...endings] }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const completions = useQuery({
    queryKey: ['app.completeFolder', asked],
    queryFn: () => bridge.call('app.completeFolder', { text: asked }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return { listing, completions };
}

/** How many there are to choose from, or to read. */
function Found({ folder, isFile }: { folder: FolderListing; isFile: boolean }) {
  const { addFolder: words } = useMessages();
  return isFile ? words.filesHere(folder.files.length) : words.photosHere(folder.photos);
}

const stateIcons = {
  open: IconFolder,
  link: IconFolderSymlink,
  outside: IconFolderOff,
  closed: IconFolderOff,
} as const;

interface FolderListProps {
  folder: FolderListing | undefined;
  /** Whether what was written is no folder: the one shown is an earlier one. */
  failed: boolean;
  onOpen(path: string): void;
  /** @param path of a file. */
  onTake(path: string): void;
}

function FolderList({ folder, failed, onOpen, onTake }: FolderListProps) {
  const { addFolder: words } = useMessages();
  if (folder === undefined)
    return (
      <div className={styles.list}>
        <LoadingSkeleton shape="rows" count={6} />
      </div>
    );
  const { path: here, separator, parent, folders, files, more } = folder;
  return (
    <ul className={styles.list} aria-label={words.foldersIn(folder.path)}>
      {parent !== null && (
        <li>
          <button type="button" onClick={() => onOpen(parent)}>
            <IconArrowUp size={18} stroke={1.75} aria-hidden />
            <span>{words.up}</span>
          </button>
        </li>
      )}
      {folders.map(({ name, path, photos, state }) => {
        const Icon = stateIcons[state];
        const canOpen = state === 'open' || state === 'link';
        return (
          <li key={path}>
            <button type="button" disabled={!canOpen} onClick={() => onOpen(path)}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span>{name}</span>
              <small>
                {canOpen ? photos !== null && photos > 0 && words.photos(photos) : words.states[state]}
              </small>
            </button>
          </li>
        );
      })}
      {files.map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onTake(here.endsWith(separator) ? here + name : here + separator + name)}
          >
            <IconFileText size={18} stroke={1.75} aria-hidden />
            <span>{name}</span>
          </button>
        </li>
      ))}
      {folders.length + files.length === 0 && !failed && <li className={styles.none}>{words.noFolders}</li>}
      {more > 0 && <li className={styles.none}>{words.more(more)}</li>}
    </ul>
  );
}
