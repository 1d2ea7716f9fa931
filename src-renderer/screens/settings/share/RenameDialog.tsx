import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Question } from '../storage/encryption/Question.tsx';
import { GalleryPerson } from './GalleryPerson.tsx';

/** Asks for somebody of the gallery and the right name, and corrects it for all. */
export function RenameDialog({ onClose }: { onClose(): void }) {
  const { share: words } = useMessages();
  const toasts = useToasts();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  async function rename() {
    const { waiting, failure } = await bridge.call('share.rename', { from, to });
    toasts.tell(({ share }) => share.renamed(from.trim(), to.trim(), waiting, failure === null));
    onClose();
  }
  return (
    <Question
      title={words.renameTitle}
      action={words.renameNow}
      busy={words.renaming}
      isReady={from.trim() !== '' && to.trim() !== '' && from.trim() !== to.trim()}
      work={rename}
      onClose={onClose}
    >
      <GalleryPerson label={words.person} names="corrected" value={from} onChange={setFrom} first />
      <GalleryPerson label={words.newName} names="corrected" value={to} onChange={setTo} />
      <p>{words.renameText}</p>
    </Question>
  );
}
