import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Failure, toFailure, wordingOf } from '../../../../src-shared/errors/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import styles from '../storage/storage.module.css';

/**
 * Asks for the address of a shared gallery and the password of the login, joins it, and begins to take its people. If there is none at the
 * address, one can be made there; an older one can be brought up to date.
 */
export function JoinDialog({ onClose }: { onClose(): void }) {
  const { share: words, common } = useMessages();
  const { language } = useLanguage();
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const { busy, failure, enter, forgetFailure } = useEntry(onClose);
  const isBusy = busy !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter('share.join', address, password);
  };
  /** What was wrong is of what was entered before. */
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    forgetFailure();
  };
  const text = failure && Object.values(wordingOf(failure, language)).join(' ');
  const isOfPassword = failure?.problem === 'share-password-wrong';
  const isThere = failure?.problem !== 'share-not-there';
  const canInit = !isThere || failure?.problem === 'share-older';
  return (
    <Modal
      opened
      onClose={isBusy ? () => {} : onClose}
      title={words.joinTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close, disabled: isBusy }}
    >
      <form className={styles.form} onSubmit={submit}>
        <p>{words.joinText}</p>
        <TextInput
          label={words.address}
          description={words.addressHelp}
          value={address}
          onChange={({ target }) => change(setAddress)(target.value)}
          error={isOfPassword ? null : text}
          disabled={isBusy}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <PasswordInput
          label={words.password}
          description={words.passwordHelp}
          value={password}
          onChange={({ target }) => change(setPassword)(target.value)}
          error={isOfPassword ? text : null}
          aria-invalid={isOfPassword}
          disabled={isBusy}
          autoComplete="off"
        />
        <DialogFoot>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {common.cancel}
          </Button>
          {canInit && (
            <Button
              variant="default"
              onClick={() => void enter('share.init', address, password)}
              disabled={isBusy}
            >
              {busy === 'making' ? words.making : isThere ? words.updateNow : words.makeNow}
            </Button>
          )}
          <Button type="submit" disabled={address.trim() === '' || isBusy}>
            {busy === 'joining' ? words.joining : words.joinNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}

/** Joins a gallery, or makes one: what goes on, and what was wrong. */
function useEntry(onDone: () => void) {
  const forget = useForget();
  const toasts = useToasts();
  const [busy, setBusy] = useState<'joining' | 'making' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function enter(how: 'share.join' | 'share.init', address: string, password: string) {
    const makes = how === 'share.init' && failure?.problem === 'share-not-there';
    setBusy(makes ? 'making' : 'joining');
    try {
      const { role, isEmpty } = await bridge.call(how, {
        address,
        password: password === '' ? null : password,
      });
      forget('share', 'gallery', 'privacy');
      onDone();
      // Somebody else may have made it meanwhile.
      if (isEmpty) toasts.tell(({ share }) => (makes && role === 'owner' ? share.made : share.empty[role]));
      else await bridge.call('share.begin', { work: 'pull' }).catch(toasts.fail);
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(null);
    }
  }
  return { busy, failure, enter, forgetFailure: () => setFailure(null) };
}
