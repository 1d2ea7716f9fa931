import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';
import { GalleryPerson } from './GalleryPerson.tsx';

/** Asks whom an owner forgets in the gallery, for good and for all, and then once more: it cannot be undone. */
export function ForgetDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  const [entered, enter] = useState('');
  const [isSure, setSure] = useState(false);
  const name = entered.trim();
  async function goOn() {
    if (!isSure) {
      setSure(true);
      return;
    }
    const { faces, failure, uncleared } = await bridge.call('share.forget', { name });
    const [taken, cleared] = [failure === null, uncleared === null];
    toasts.tell(({ share }) => share.forgotten(name, faces, { taken, cleared }));
    onClose();
  }
  return (
    <Question
      title={isSure ? words.forgetAsk(name) : words.forgetTitle}
      action={isSure ? words.forgetNow : words.forgetNext}
      busy={words.forgetting}
      isReady={name !== ''}
      work={goOn}
      onClose={onClose}
    >
      <GalleryPerson
        label={words.person}
        names="there"
        value={entered}
        onChange={(value) => {
          enter(value);
          setSure(false);
        }}
        first
      />
      <p>{words.forgetText}</p>
    </Question>
  );
}
