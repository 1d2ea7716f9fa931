import { Button, CopyButton, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GrantedRole, ShareEntry } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { Segments } from '../../../components/Segments.tsx';
import { Question } from '../storage/encryption/Question.tsx';
import styles from '../storage/storage.module.css';

/** Asks for a login and what it may do, lets it in, and shows what to pass on. */
export function GrantDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const [entered, enter] = useState('');
  const [role, setRole] = useState<GrantedRole>('enroller');
  const [entry, setEntry] = useState<ShareEntry | null>(null);
  const login = entered.trim();
  async function grant() {
    setEntry(await bridge.call('share.grant', { login, role }));
  }
  if (entry !== null) return <PassOn {...{ login, entry, onClose }} />;
  return (
    <Question
      title={words.grantTitle}
      action={words.grantNow}
      busy={words.granting}
      isReady={login !== ''}
      work={grant}
      onClose={onClose}
    >
      <TextInput
        label={words.login}
        description={words.loginHelp}
        value={entered}
        onChange={({ target }) => enter(target.value)}
        maxLength={63}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <Segments<GrantedRole>
        label={words.may}
        value={role}
        options={(['reader', 'enroller'] as const).map((one) => [one, words.memberRoles[one]])}
        onChange={setRole}
      />
    </Question>
  );
}

/** What whoever was let in joins by. A password is shown this once. */
function PassOn({ login, entry, onClose }: { login: string; entry: ShareEntry; onClose(): void }) {
  const { share: words, common } = useMessages();
  const { address, password } = entry;
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.granted(login)}
      size="lg"
      // It cannot be shown again.
      closeOnClickOutside={password === null}
      closeOnEscape={password === null}
      withCloseButton={false}
    >
      <div className={styles.form}>
        <p>{words.passOn[password === null ? 'known' : 'made']}</p>
        <Passed label={words.address} value={address} />
        {password !== null && <Passed label={words.password} value={password} />}
        <DialogFoot>
          <Button onClick={onClose} data-autofocus>
            {common.close}
          </Button>
        </DialogFoot>
      </div>
    </Modal>
  );
}

function Passed({ label, value }: { label: string; value: string }) {
  const { share: words } = useMessages();
  return (
    <div className={styles.passed}>
      <TextInput {...{ label, value }} readOnly onFocus={({ target }) => target.select()} />
      <CopyButton {...{ value }}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={words.copyOf(label)}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
