import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { AppEvent, EncryptionState } from '../../../src-shared/contract/index.ts';
import { toFailure } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { askAnew, useEvents } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Mark } from '../../components/Mark.tsx';
import { NewPassphrase } from '../../components/NewPassphrase.tsx';
import styles from './Unlock.module.css';

/** A locked library: it is opened by its passphrase, or by its recovery key. */
export function Unlock({ state }: { state: EncryptionState }) {
  const { encryption: words } = useMessages();
  const [recovers, setRecovers] = useState(!state.passphrase);
  const client = useQueryClient();
  // Another window may open it, too.
  useEvents(
    useCallback(
      (event: AppEvent) => {
        if (event.type === 'changed' && event.namespaces.includes('encryption')) void askAnew(client);
      },
      [client],
    ),
  );
  useEffect(() => {
    document.title = 'Tammes';
  }, []);
  return (
    <main className={styles.screen}>
      <Mark size={64} />
      <h1>{words.lockedTitle}</h1>
      <p className={styles.library}>{state.library}</p>
      <div className={styles.card}>
        {state.why ? (
          <ErrorNote error={state.why} />
        ) : recovers ? (
          <Recover note={state.passphrase ? null : words.keychainLost} />
        ) : (
          <Enter />
        )}
        {state.why === null && state.passphrase && (
          <Button variant="subtle" onClick={() => setRecovers(!recovers)}>
            {recovers ? words.back : words.lost}
          </Button>
        )}
      </div>
    </main>
  );
}

/** Asks main, and says what went wrong; the event of main shows the app. */
function useOpening() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function open(work: () => Promise<unknown>) {
    setBusy(true);
    setError(null);
    await work().catch((error: unknown) => {
      setError(error);
      setBusy(false);
    });
  }
  return { isBusy, error, open };
}

function Enter() {
  const { encryption: words } = useMessages();
  const { isBusy, error, open } = useOpening();
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void open(() => bridge.call('encryption.unlock', { passphrase }));
  };
  const isWrong = error !== null && toFailure(error).problem === 'passphrase-wrong';
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={words.passphrase}
        value={passphrase}
        onChange={({ target }) => setPassphrase(target.value)}
        autoComplete="current-password"
        aria-invalid={isWrong}
        autoFocus
      />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" disabled={passphrase === '' || isBusy}>
        {isBusy ? words.unlocking : words.unlock}
      </Button>
    </form>
  );
}

function Recover({ note }: { note: string | null }) {
  const { encryption: words } = useMessages();
  const { isBusy, error, open } = useOpening();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== null) void open(() => bridge.call('encryption.recover', { recoveryKey, passphrase }));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {note && <p className={styles.note}>{note}</p>}
      <TextInput
        label={words.recoveryKey}
        description={words.recoveryHelp}
        value={recoveryKey}
        onChange={({ target }) => setRecoveryKey(target.value)}
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <NewPassphrase onChange={setPassphrase} />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" disabled={recoveryKey === '' || passphrase === null || isBusy}>
        {isBusy ? words.unlocking : words.recover}
      </Button>
    </form>
  );
}
