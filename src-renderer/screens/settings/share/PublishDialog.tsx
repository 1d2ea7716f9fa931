import { bridge } from '../../../app/bridge.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';

/** Asks before all desks of a gallery are to recognise by the active head. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const { data: heads } = useCall('training.heads', undefined);
  const toasts = useToasts();
  const active = heads?.find((head) => head.active);
  async function publish() {
    const { name, version } = await bridge.call('share.publish', { headId: active!.id });
    toasts.tell(({ share }) => share.published(name, version));
    onClose();
  }
  return (
    <Question
      title={words.publishAsk(active?.name ?? '…')}
      action={words.publishNow}
      busy={words.publishing}
      isReady={active !== undefined}
      work={publish}
      onClose={onClose}
    >
      <p>{words.publishText}</p>
    </Question>
  );
}
