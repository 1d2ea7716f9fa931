import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';
import { GalleryPerson } from './GalleryPerson.tsx';

/** Asks whom an owner forgets in the gallery: for good, and for all. */
export function ForgetDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  const [name, setName] = useState('');
  async function forget() {
    const { faces } = await bridge.call('share.forget', { name });
    toasts.tell(({ share }) => share.forgotten(name.trim(), faces));
    onClose();
  }
  return (
    <Question
      title={words.forgetTitle}
      action={words.forgetNow}
      busy={words.forgetting}
      isReady={name.trim() !== ''}
      work={forget}
      onClose={onClose}
    >
      <GalleryPerson label={words.person} value={name} onChange={setName} first />
      <p>{words.forgetText}</p>
    </Question>
  );
}
