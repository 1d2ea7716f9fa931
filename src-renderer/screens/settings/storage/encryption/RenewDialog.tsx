import { useState } from 'react';
import { bridge } from '../../../../app/bridge.ts';
import { useMessages } from '../../../../app/language.tsx';
import { CurrentPassphrase, given } from './CurrentPassphrase.tsx';
import { type EncryptionDialogProps, Question } from './Question.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';

/** Makes another recovery key, and shows it. */
export function RenewDialog({ state, onClose }: EncryptionDialogProps) {
  const { encryption: words } = useMessages();
  const [current, setCurrent] = useState('');
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  if (recoveryKey !== null) return <RecoveryKey {...{ recoveryKey, onClose }} />;
  async function renew() {
    const answer = await bridge.call('encryption.renew', { current: given(state, current) });
    setRecoveryKey(answer.recoveryKey);
  }
  return (
    <Question
      title={words.renewTitle}
      action={words.renewNow}
      busy={words.working}
      isReady={current !== '' || !state.passphrase}
      work={renew}
      onClose={onClose}
    >
      <p>{words.renewHelp}</p>
      <CurrentPassphrase state={state} value={current} onChange={setCurrent} />
    </Question>
  );
}
