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
  const forget = useForget();
  const toasts = useToasts();
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<'joining' | 'making' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = busy !== null;
  const isThere = failure?.problem !== 'share-not-there';
  const canInit = !isThere || failure?.problem === 'share-older';

  async function enter(how: 'share.join' | 'share.init') {
    const makes = how === 'share.init' && !isThere;
    setBusy(makes ? 'making' : 'joining');
    try {
      const { role } = await bridge.call(how, { address, password: password === '' ? null : password });
      forget('share', 'gallery', 'privacy');
      onClose();
      // A new one has nothing yet; somebody else may have made it meanwhile.
      if (makes && role === 'owner') toasts.tell(({ share }) => share.made);
      else await bridge.call('share.begin', { work: 'pull' }).catch(toasts.fail);
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(null);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter('share.join');
  };
  /** What was wrong is of what was entered before. */
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setFailure(null);
  };
  const text = failure && Object.values(wordingOf(failure, language)).join(' ');
  const isOfPassword = failure?.problem === 'share-password-wrong';
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
            <Button variant="default" onClick={() => void enter('share.init')} disabled={isBusy}>
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
