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
 * address, or an older one, it can be made there.
 */
export function JoinDialog({ onClose }: { onClose(): void }) {
  const { share: words, common } = useMessages();
  const { language } = useLanguage();
  const forget = useForget();
  const toasts = useToasts();
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function enter(how: 'share.join' | 'share.init') {
    setBusy(true);
    setFailure(null);
    try {
      await bridge.call(how, { address, password: password === '' ? null : password });
      forget('share', 'gallery', 'privacy');
      onClose();
      // A new one has nothing yet.
      if (how === 'share.join') await bridge.call('share.begin', { work: 'pull' }).catch(toasts.fail);
      else toasts.tell(({ share }) => share.made);
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  }
  const text = failure && Object.values(wordingOf(failure, language)).join(' ');
  const isOfPassword = failure?.problem === 'share-password-wrong';
  const canBeMade = failure?.problem === 'share-not-there' || failure?.problem === 'share-older';
  const join = (event: FormEvent) => {
    event.preventDefault();
    void enter('share.join');
  };
  return (
    <Modal
      opened
      onClose={isBusy ? () => {} : onClose}
      title={words.joinTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close, disabled: isBusy }}
    >
      <form className={styles.form} onSubmit={join}>
        <p>{words.joinText}</p>
        <TextInput
          label={words.address}
          description={words.addressHelp}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
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
          onChange={({ target }) => setPassword(target.value)}
          error={isOfPassword ? text : null}
          aria-invalid={isOfPassword}
          disabled={isBusy}
          autoComplete="off"
        />
        <DialogFoot>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {common.cancel}
          </Button>
          {canBeMade && (
            <Button variant="default" onClick={() => void enter('share.init')} disabled={isBusy}>
              {words.makeNow}
            </Button>
          )}
          <Button type="submit" disabled={address.trim() === '' || isBusy}>
            {isBusy ? words.joining : words.joinNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
