import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { shortestPassphrase } from '../../src-shared/contract/index.ts';
import { useMessages } from '../app/language.tsx';

interface NewPassphraseProps {
  /** @param passphrase null: it is too short, or the two are not the same. */
  onChange(passphrase: string | null): void;
}

/** A new passphrase, entered twice. */
export function NewPassphrase({ onChange }: NewPassphraseProps) {
  const { encryption: words } = useMessages();
  const [[first, second], set] = useState(['', '']);
  const change = (one: string, two: string) => {
    set([one, two]);
    onChange(one === two && [...one].length >= shortestPassphrase ? one : null);
  };
  return (
    <>
      <PasswordInput
        label={words.fresh}
        description={words.freshHelp(shortestPassphrase)}
        value={first}
        autoComplete="new-password"
        onChange={({ target }) => change(target.value, second!)}
      />
      <PasswordInput
        label={words.repeat}
        error={second !== '' && !first!.startsWith(second!) && words.differ}
        value={second}
        autoComplete="new-password"
        onChange={({ target }) => change(first!, target.value)}
      />
    </>
  );
}
