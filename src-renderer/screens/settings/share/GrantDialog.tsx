import { Button, Checkbox, CopyButton, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type GrantedRole,
  grantedRole,
  type ShareEntry,
  type ShareMember,
} from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { Segments } from '../../../components/Segments.tsx';
import { Question } from '../storage/encryption/Question.tsx';
import styles from '../storage/storage.module.css';

/** Asks for a login and what it may do, gives it access, and shows what to pass on. @param members who has access already. */
export function GrantDialog({ members, onClose }: { members: readonly ShareMember[]; onClose(): void }) {
  const { share: words } = useMessages();
  const [entered, enter] = useState('');
  const [chosen, choose] = useState<GrantedRole | null>(null);
  const [entry, setEntry] = useState<ShareEntry | null>(null);
  const login = entered.trim();
  const known = grantedRole.safeParse(members.find((member) => member.login === login)?.role);
  // If nothing is chosen, the server says what it may do already.
  const role = chosen ?? known.data ?? 'reader';
  async function grant() {
    setEntry(await bridge.call('share.grant', { login, role: chosen, mayMake: true }));
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
        options={grantedRole.options.map((one) => [one, words.memberRoles[one]])}
        onChange={choose}
      />
    </Question>
  );
}

/** What whoever was given access joins by. A password is shown this once: the dialog closes when it is said to be passed on. */
function PassOn({ login, entry, onClose }: { login: string; entry: ShareEntry; onClose(): void }) {
  const { share: words, common } = useMessages();
  const { address, password, isLocal, needsCertificates } = entry;
  const [isPassedOn, setPassedOn] = useState(password === null);
  return (
    <Modal
      opened
      onClose={isPassedOn ? onClose : () => {}}
      title={words.granted(login)}
      size="lg"
      withCloseButton={false}
    >
      <div className={styles.form}>
        <p>
          {words.may}: {words.memberRoles[entry.role]}
        </p>
        <p>{words.passOn[password === null ? 'known' : 'made']}</p>
        <Passed label={words.address} value={address} />
        {isLocal && <p>{words.passOn.local}</p>}
        {needsCertificates && <p>{words.passOn.certificates}</p>}
        {password !== null && (
          <>
            <Passed label={words.password} value={password} />
            <Checkbox
              label={words.passedOn}
              checked={isPassedOn}
              onChange={({ target }) => setPassedOn(target.checked)}
            />
          </>
        )}
        <DialogFoot>
          <Button onClick={onClose} disabled={!isPassedOn} data-autofocus={password === null || undefined}>
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
          <Button
            variant="default"
            onClick={copy}
            aria-label={copied ? words.copiedOf(label) : words.copyOf(label)}
          >
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
