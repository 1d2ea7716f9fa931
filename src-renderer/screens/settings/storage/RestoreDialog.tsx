import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupInfo } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { askAnew, useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { ErrorState, LoadingSkeleton } from '../../../components/states.tsx';
import { Table } from '../../../components/Table.tsx';
import styles from './storage.module.css';
import { useWhen } from './useWhen.ts';

interface RestoreDialogProps {
  backup: BackupInfo;
  onClose(): void;
}

/** Shows what a backup holds beside what the library holds now, and puts it in the library's place. */
export function RestoreDialog({ backup: { name, at }, onClose }: RestoreDialogProps) {
  const { storage: words, common } = useMessages();
  const { language } = useLanguage();
  const preview = useCall('storage.preview', { name });
  const client = useQueryClient();
  const toasts = useToasts();
  const when = useWhen();
  const [restores, setRestores] = useState(false);

  /** @returns the backup of what was there. */
  async function restore(name: string) {
    const { kept, aside } = await bridge.call('storage.restore', { name });
    await askAnew(client);
    toasts.tell(
      ({ storage }) => (aside === null ? storage.restored : storage.restoredAside(aside)),
      kept === null ? undefined : () => restore(kept),
    );
  }
  async function confirm() {
    setRestores(true);
    await restore(name).catch(toasts.fail);
    onClose();
  }
  return (
    <Modal
      opened
      onClose={restores ? () => {} : onClose}
      title={words.restoreTitle(when(at))}
      closeButtonProps={{ 'aria-label': common.close, disabled: restores }}
    >
      {preview.error ? (
        <ErrorState error={preview.error} />
      ) : preview.data === undefined ? (
        <LoadingSkeleton shape="panel" />
      ) : (
        <Table label={words.inBackup} columns={[null, words.now, words.inBackup]}>
          {(['people', 'faces', 'photos', 'heads'] as const).map((kind) => (
            <tr key={kind} className="tabular">
              <th scope="row">{words[kind]}</th>
              <td>{preview.data.now[kind].toLocaleString(language)}</td>
              <td>{preview.data.backup[kind].toLocaleString(language)}</td>
            </tr>
          ))}
        </Table>
      )}
      <p className={styles.note}>{words.restoreHelp}</p>
      {preview.data !== undefined && preview.data.lacking.length > 0 && (
        <p className={styles.note}>{words.networksLacking(preview.data.lacking.join(', '))}</p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} disabled={restores}>
          {common.cancel}
        </Button>
        <Button onClick={confirm} disabled={preview.data === undefined || restores} data-autofocus>
          {restores ? words.restoring : words.restoreNow}
        </Button>
      </div>
    </Modal>
  );
}
