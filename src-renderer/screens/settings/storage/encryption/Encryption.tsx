import { Button } from '@mantine/core';
import { useState } from 'react';
import type { EncryptionState } from '../../../../../src-shared/contract/index.ts';
import { wordingOf } from '../../../../../src-shared/errors/index.ts';
import { useCall } from '../../../../app/data.ts';
import { useLanguage, useMessages } from '../../../../app/language.tsx';
import { Setting } from '../../Setting.tsx';
import styles from '../storage.module.css';
import { ChangeDialog } from './ChangeDialog.tsx';
import { EncryptDialog } from './EncryptDialog.tsx';
import { RenewDialog } from './RenewDialog.tsx';
import { TurnOffDialog } from './TurnOffDialog.tsx';

const dialogs = { encrypt: EncryptDialog, change: ChangeDialog, renew: RenewDialog, turnOff: TurnOffDialog };

/** Whether the library is encrypted, and what opens it. */
export function Encryption() {
  const { encryption: words } = useMessages();
  const { data: state } = useCall('encryption.state', undefined);
  const [asked, ask] = useState<keyof typeof dialogs | null>(null);
  const help = useHelp(state);
  if (state === undefined) return null;
  const Dialog = asked && dialogs[asked];
  const choices =
    state.state === 'clear' ? (['encrypt'] as const) : (['change', 'renew', 'turnOff'] as const);
  return (
    <>
      <Setting label={words.title} help={help}>
        {() => (
          <div className={styles.schedule}>
            {choices.map((choice) => (
              <Button
                key={choice}
                variant="default"
                disabled={state.why !== null}
                onClick={() => ask(choice)}
              >
                {words[choice]}
              </Button>
            ))}
          </div>
        )}
      </Setting>
      {Dialog && <Dialog state={state} onClose={() => ask(null)} />}
    </>
  );
}

function useHelp(state: EncryptionState | undefined): string {
  const { encryption: words } = useMessages();
  const { language } = useLanguage();
  if (state?.state === 'open') {
    const { passphrase, keychain } = state;
    return words.open(
      passphrase && keychain ? words.byBoth : keychain ? words.byKeychain : words.byPassphrase,
    );
  }
  if (!state?.why) return words.clear;
  const { message, remedy } = wordingOf(state.why, language);
  return `${words.clear} ${message} ${remedy}`;
}
