import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { HeadPicker } from '../../../components/HeadPicker.tsx';
import { Question } from '../storage/encryption/Question.tsx';

/** Asks by which head all desks of a gallery are to recognise. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const [headId, setHeadId] = useState<number | null>(null);
  const toasts = useToasts();
  async function publish() {
    const { name, version } = await bridge.call('share.publish', { headId: headId! });
    toasts.tell(({ share }) => share.published(name, version));
    onClose();
  }
  return (
    <Question
      title={words.publishAsk}
      action={words.publishNow}
      busy={words.publishing}
      isReady={headId !== null}
      work={publish}
      onClose={onClose}
    >
      <HeadPicker value={headId} onChange={setHeadId} />
      <p>{words.publishText}</p>
    </Question>
  );
}
