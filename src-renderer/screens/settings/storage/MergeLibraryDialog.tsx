import { Button, Modal, PasswordInput } from '@mantine/core';
import { useMessages } from '../../../app/language.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { FolderField } from '../../../shell/add-folder/FolderField.tsx';
import { MergeReportView } from './MergeReportView.tsx';
import styles from './storage.module.css';
import { useLibraryMerge } from './useLibraryMerge.ts';

/** Asks for another library, shows what it would bring in, and merges it. */
export function MergeLibraryDialog({ onClose }: { onClose(): void }) {
  const { storage: words, encryption, common } = useMessages();
  const { from, choose, passphrase, setPassphrase, report, work, error, isReady, goOn } =
    useLibraryMerge(onClose);
  const isNothing = report !== null && Object.values(report.added).every((count) => count === 0);
  return (
    <Modal
      opened
      // What goes on cannot be stopped any more.
      onClose={work === 'merging' ? () => {} : onClose}
      title={words.mergeTitle}
      size="xl"
      closeButtonProps={{ 'aria-label': common.close, disabled: work === 'merging' }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void goOn();
        }}
      >
        <p>{words.mergeText}</p>
        <FolderField
          label={words.mergeFrom}
          value={from}
          disabled={work !== null}
          onChange={choose}
          onChoose={choose}
        />
        {passphrase !== null && (
          <PasswordInput
            label={encryption.passphrase}
            description={words.mergeLocked}
            value={passphrase}
            autoComplete="current-password"
            autoFocus
            disabled={work !== null}
            onChange={({ target }) => setPassphrase(target.value)}
          />
        )}
        {error !== null && <ErrorNote {...{ error }} />}
        {report !== null && <MergeReportView {...{ report }} />}
        {work !== null && <p role="status">{words[work]}</p>}
        <DialogFoot>
          <Button variant="default" disabled={work === 'merging'} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={!isReady || isNothing} loading={work !== null}>
            {report === null ? words.mergeLook : words.mergeNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
