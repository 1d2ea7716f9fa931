import { useState } from 'react';
import { bridge } from '../../../../app/bridge.ts';
import { useMessages } from '../../../../app/language.tsx';
import { useToasts } from '../../../../app/toasts.tsx';
import { CurrentPassphrase, given } from './CurrentPassphrase.tsx';
import { type EncryptionDialogProps, Question } from './Question.tsx';

/** Stores the library in clear again. */
export function TurnOffDialog({ state, onClose }: EncryptionDialogProps) {
  const { encryption: words } = useMessages();
  const toasts = useToasts();
  const [current, setCurrent] = useState('');
  async function turnOff() {
    await bridge.call('encryption.turnOff', { current: given(state, current) });
    toasts.tell(({ encryption }) => encryption.turnedOff);
    onClose();
  }
  return (
    <Question
      title={words.offTitle}
      action={words.offNow}
      busy={words.decrypting}
      isReady={current !== '' || !state.passphrase}
      work={turnOff}
      onClose={onClose}
    >
      <p>{words.offHelp}</p>
      <CurrentPassphrase state={state} value={current} onChange={setCurrent} />
    </Question>
  );
}
