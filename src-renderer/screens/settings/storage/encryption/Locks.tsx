import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { EncryptionState, Input } from '../../../../../src-shared/contract/index.ts';
import { useMessages } from '../../../../app/language.tsx';
import { NewPassphrase } from '../../../../components/NewPassphrase.tsx';

type Locks = Input<'encryption.turnOn'>;

interface LocksProps {
  state: EncryptionState;
  /** @param locks null: something is missing. */
  onChange(locks: Locks | null): void;
}

/** What is to open the library: a passphrase, or the system's keychain where there is one. */
export function LocksFields({ state, onChange }: LocksProps) {
  const { encryption: words } = useMessages();
  const [keychain, setKeychain] = useState(false);
  return (
    <>
      {state.hasKeychain && (
        <Checkbox
          label={words.keychain}
          description={words.keychainHelp}
          checked={keychain}
          onChange={({ target }) => {
            setKeychain(target.checked);
            onChange(target.checked ? { passphrase: null, keychain: true } : null);
          }}
        />
      )}
      {!keychain && (
        <NewPassphrase
          onChange={(passphrase) => onChange(passphrase === null ? null : { passphrase, keychain: false })}
        />
      )}
    </>
  );
}
