import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { EncryptionState } from '../../../../../src-shared/contract/index.ts';
import { askAnew } from '../../../../app/data.ts';
import { useMessages } from '../../../../app/language.tsx';
import { DialogFoot } from '../../../../components/DialogFoot.tsx';
import { ErrorNote } from '../../../../components/ErrorNote.tsx';
import styles from './encryption.module.css';

/** What each dialog on encryption gets. */
export interface EncryptionDialogProps {
  state: EncryptionState;
  onClose(): void;
}

interface QuestionProps {
  title: string;
  /** On the button that does it. */
  action: string;
  busy: string;
  /** Whether all that it needs is entered. */
  isReady: boolean;
  children: ReactNode;
  work(): Promise<unknown>;
  onClose(): void;
}

/** A dialog that asks before something is done, stays as long as it takes, and says what went wrong. */
export function Question({ title, action, busy, isReady, children, work, onClose }: QuestionProps) {
  const { common } = useMessages();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    await work().then(() => askAnew(client), setError);
    setBusy(false);
  }
  return (
    <Modal
      opened
      onClose={isBusy ? () => {} : onClose}
      title={title}
      closeButtonProps={{ 'aria-label': common.close, disabled: isBusy }}
    >
      <form className={styles.form} onSubmit={submit}>
        {children}
        {error !== null && <ErrorNote error={error} />}
        <DialogFoot>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={!isReady || isBusy}>
            {isBusy ? busy : action}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
