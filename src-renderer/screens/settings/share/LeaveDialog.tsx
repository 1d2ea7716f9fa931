import type { ShareState } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';

/** Asks before a library leaves its gallery: people of others are not recognised any more then, and corrections that wait are gone. */
export function LeaveDialog({ state, onClose }: { state: ShareState; onClose(): void }) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  async function leave() {
    await bridge.call('share.leave', undefined);
    toasts.tell(({ share }) => share.left(state.server.name));
    onClose();
  }
  return (
    <Question
      title={words.leaveTitle}
      action={words.leaveNow}
      busy={words.leaving}
      isReady
      work={leave}
      onClose={onClose}
    >
      <p>{words.leaveText(state.has?.people ?? 0, state.kept)}</p>
      {state.waiting.length > 0 && <p>{words.leaveWaiting(state.waiting.length)}</p>}
      <p>{words.leaveStays}</p>
    </Question>
  );
}
