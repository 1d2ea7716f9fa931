import { useState } from 'react';
import type { Input } from '../../../../../src-shared/contract/index.ts';
import { bridge } from '../../../../app/bridge.ts';
import { useMessages } from '../../../../app/language.tsx';
import styles from './encryption.module.css';
import { LocksFields } from './Locks.tsx';
import { type EncryptionDialogProps, Question } from './Question.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';

/** Encrypts the library, and shows its recovery key. */
export function EncryptDialog({ state, onClose }: EncryptionDialogProps) {
  const { encryption: words } = useMessages();
  const [locks, setLocks] = useState<Input<'encryption.turnOn'> | null>(null);
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  if (recoveryKey !== null) return <RecoveryKey {...{ recoveryKey, onClose }} />;
  return (
    <Question
      title={words.encryptTitle}
      action={words.encryptNow}
      busy={words.encrypting}
      isReady={locks !== null}
      work={async () => setRecoveryKey((await bridge.call('encryption.turnOn', locks!)).recoveryKey)}
      onClose={onClose}
    >
      <p>{words.encryptHelp}</p>
      {state.copies.length > 0 && <p className={styles.warning}>{words.copies(state.copies.length)}</p>}
      <LocksFields state={state} onChange={setLocks} />
      <p>{words.warning}</p>
    </Question>
  );
}
