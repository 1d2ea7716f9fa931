import { Button, Checkbox, CopyButton, Modal } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../../../app/language.tsx';
import { DialogFoot } from '../../../../components/DialogFoot.tsx';
import styles from './encryption.module.css';

/** Shows a recovery key, this once: the dialog closes when it is said to be written down. */
export function RecoveryKey({ recoveryKey, onClose }: { recoveryKey: string; onClose(): void }) {
  const { encryption: words } = useMessages();
  const [isWritten, setWritten] = useState(false);
  return (
    <Modal opened onClose={isWritten ? onClose : () => {}} title={words.keyTitle} withCloseButton={false}>
      <div className={styles.form}>
        <p>{words.keyHelp}</p>
        <p className={styles.key} data-recovery-key>
          {/* Breaks between groups alone. */}
          {recoveryKey.split('-').map((group, i) => (
            <span key={group}>
              {i > 0 && '-'}
              <wbr />
              {group}
            </span>
          ))}
        </p>
        <Checkbox
          label={words.written}
          checked={isWritten}
          onChange={({ target }) => setWritten(target.checked)}
        />
        <DialogFoot>
          <CopyButton value={recoveryKey}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose} disabled={!isWritten}>
            {words.done}
          </Button>
        </DialogFoot>
      </div>
    </Modal>
  );
}
