import { useState } from 'react';
import type { Input } from '../../../../../src-shared/contract/index.ts';
import { bridge } from '../../../../app/bridge.ts';
import { useMessages } from '../../../../app/language.tsx';
import { useToasts } from '../../../../app/toasts.tsx';
import { CurrentPassphrase, given } from './CurrentPassphrase.tsx';
import { LocksFields } from './Locks.tsx';
import { type EncryptionDialogProps, Question } from './Question.tsx';

/** Changes what opens the library. */
export function ChangeDialog({ state, onClose }: EncryptionDialogProps) {
  const { encryption: words } = useMessages();
  const toasts = useToasts();
  const [current, setCurrent] = useState('');
  const [to, setTo] = useState<Input<'encryption.turnOn'> | null>(null);
  async function change() {
    await bridge.call('encryption.change', { current: given(state, current), to: to! });
    toasts.tell(({ encryption }) => encryption.changed);
    onClose();
  }
  return (
    <Question
      title={words.changeTitle}
      action={words.changeNow}
      busy={words.working}
      isReady={to !== null && (current !== '' || !state.passphrase)}
      work={change}
      onClose={onClose}
    >
      <CurrentPassphrase state={state} value={current} onChange={setCurrent} />
      <LocksFields state={state} onChange={setTo} />
      <p>{words.changeHelp}</p>
    </Question>
  );
}
