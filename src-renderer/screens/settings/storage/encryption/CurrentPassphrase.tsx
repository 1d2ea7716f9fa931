import { PasswordInput } from '@mantine/core';
import type { EncryptionState } from '../../../../../src-shared/contract/index.ts';
import { useMessages } from '../../../../app/language.tsx';

interface CurrentPassphraseProps {
  state: EncryptionState;
  value: string;
  onChange(value: string): void;
}

/** The passphrase of now, if the library has one: whoever sits down at an open window may not change it. */
export function CurrentPassphrase({ state, value, onChange }: CurrentPassphraseProps) {
  const { encryption: words } = useMessages();
  if (!state.passphrase) return null;
  return (
    <PasswordInput
      label={words.current}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      autoComplete="current-password"
      data-autofocus
    />
  );
}

/** As methods take it. */
export const given = ({ passphrase }: EncryptionState, value: string) => (passphrase ? value : null);
