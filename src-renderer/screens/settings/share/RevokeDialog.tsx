import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';

/** Asks before a login may not use the gallery any more. */
export function RevokeDialog({ login, onClose }: { login: string; onClose(): void }) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  async function revoke() {
    await bridge.call('share.revoke', { login });
    toasts.tell(({ share }) => share.revoked(login));
    onClose();
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
