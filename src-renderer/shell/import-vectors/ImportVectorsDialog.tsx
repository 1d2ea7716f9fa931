import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import type { FileEnding, FoundVectors, Job } from '../../../src-shared/contract/index.ts';
import { toError, wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Progress } from '../../components/Progress.tsx';
import { FolderField } from '../add-folder/FolderField.tsx';
import styles from './import-vectors.module.css';
import { useVectorImport, type VectorField } from './useVectorImport.ts';

const endings: readonly FileEnding[] = ['npz', 'csv', 'parquet'];

interface ImportVectorsDialogProps {
  /** Of vectors that are chosen already; empty: of none. */
  path: string;
  /** It must keep its identity. */
  onClose(): void;
}

/** Asks for files of vectors, shows what is in them, and makes a library of them. */
export default function ImportVectorsDialog({ path, onClose }: ImportVectorsDialogProps) {
  const { importVectors: words, common } = useMessages();
  const state = useVectorImport(path, onClose);
  return (
    <Modal
      opened
      {...{ onClose }}
      size="lg"
      title={words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {state.job === null ? <VectorsForm {...{ state, onClose }} /> : <AtWork job={state.job} />}
    </Modal>
  );
}

interface VectorsFormProps {
  state: ReturnType<typeof useVectorImport>;
  onClose(): void;
}

function VectorsForm({ state, onClose }: VectorsFormProps) {
  const { importVectors: words, common } = useMessages();
  const { form, set, isOwn, isLooking, found, canBegin } = state;
  const error = useFieldErrors(state);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (canBegin) void state.begin();
      }}
    >
      <p>{words.text}</p>
      <PathField field="vectors" {...{ endings, state }} />
      <PathField field="labels" {...{ endings, state }} />
      <TextInput
        label={words.network}
        description={words.networkHelp}
        value={form.network}
        error={error('network')}
        spellCheck={false}
        onChange={({ target }) => set({ network: target.value })}
      />
      {isOwn ? <p className="quiet">{words.intoOwn}</p> : <PathField field="into" {...{ state }} />}
      <div role="status">
        {isLooking ? <p className="quiet">{words.looking}</p> : found && <Found {...{ found }} />}
      </div>
      {state.refused?.field === null && <ErrorNote error={toError(state.refused.failure)} />}
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" disabled={!canBegin} loading={state.isStarting}>
          {words.now}
        </Button>
      </DialogFoot>
    </form>
  );
}

interface PathFieldProps {
  field: 'vectors' | 'labels' | 'into';
  state: ReturnType<typeof useVectorImport>;
  /** Of the files; absent: it is a folder. */
  endings?: readonly FileEnding[];
}

function PathField({ field, state, endings }: PathFieldProps) {
  const { importVectors: words } = useMessages();
  const error = useFieldErrors(state);
  const { form, set } = state;
  const name = form.into.split(/[/\\]/).at(-1)!;
  /** In a folder that is there the new library lies under its own name. */
  const choose = useCallback(
    (path: string) => {
      const separator = path.includes('\\') ? '\\' : '/';
      set({ [field]: field === 'into' ? `${path.replace(/[/\\]$/, '')}${separator}${name}` : path });
    },
    [field, name, set],
  );
  return (
    <FolderField
      label={words[field]}
      description={words[`${field}Help`]}
      value={form[field]}
      {...{ endings }}
      error={error(field)}
      onChange={(path) => set({ [field]: path })}
      onChoose={choose}
    />
  );
}

/** What is wrong, at the field that it is about. */
function useFieldErrors({ refused, isNetworkWrong }: ReturnType<typeof useVectorImport>) {
  const { importVectors: words } = useMessages();
  const { language } = useLanguage();
  return useCallback(
    (field: VectorField): ReactNode => {
      if (field === 'network' && isNetworkWrong) return words.networkWrong;
      if (refused?.field !== field) return null;
      const { message, remedy } = wordingOf(refused.failure, language);
      return (
        <span role="alert">
          {message} {remedy}
        </span>
      );
    },
    [refused, isNetworkWrong, words, language],
  );
}

/** What the files hold. */
function Found({ found }: { found: FoundVectors }) {
  const { importVectors: words } = useMessages();
  const { rows, size, people, unnamed, shots, sample } = found;
  const names = sample.map(({ name, rows }) => words.sampleOf(name, rows)).join(', ');
  return (
    <section className={styles.found} aria-label={words.found}>
      <h3>{words.found}</h3>
      <Facts
        facts={[
          [words.rows, words.rowsOf(rows, size)],
          [words.people, words.peopleOf(people, unnamed)],
          shots < rows ? [words.shots, shots] : null,
          people > 0 ? [words.sample, people > sample.length ? `${names} …` : names] : null,
        ]}
      />
      {people === 0 && <p>{words.nobody}</p>}
    </section>
  );
}

/** How far the import is. It goes on if the dialog is closed. */
function AtWork({ job: { id, done, total, secondsLeft } }: { job: Job }) {
  const { importVectors: words, shell } = useMessages();
  const toasts = useToasts();
  return (
    <Progress
      label={words.importing}
      done={done}
      total={total ?? 0}
      detail={total === null ? '' : shell.doneOf(done, total)}
      remaining={secondsLeft}
      onCancel={() => {
        bridge.call('jobs.cancel', { jobId: id }).catch(toasts.fail);
      }}
    />
  );
}
