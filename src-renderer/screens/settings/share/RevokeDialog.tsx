import type { GrantedRole } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';

/** Asks before a login may not use the gallery any more. @param role what it may do until then. */
export function RevokeDialog({
  login,
  role,
  onClose,
}: {
  login: string;
  role: GrantedRole;
  onClose(): void;
}) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  async function revoke() {
    await bridge.call('share.revoke', { login });
    toasts.tell(({ share }) => share.revoked(login), giveBack);
    onClose();
  }
  async function giveBack() {
    // A login that is made has a password, which a message could not show for long enough.
    await bridge.call('share.grant', { login, role, mayMake: false });
    forget('share');
    toasts.tell(({ share }) => share.givenBack(login));
  }
  return (
    <Question
      title={words.revokeAsk(login)}
      action={words.revokeNow}
      busy={words.revoking}
      isReady
      work={revoke}
      onClose={onClose}
    >
      <p>{words.revokeText}</p>
    </Question>
  );
}
