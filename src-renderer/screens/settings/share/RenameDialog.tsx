import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
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
  const forget = useForget();
  /** Two who became one are not told apart again: that has no undo, and no undo makes one of two. */
  async function rename(old: string, name: string, mayMerge: boolean) {
    const { waiting, failure, merged } = await bridge.call('share.rename', { from: old, to: name, mayMerge });
    forget('share', 'people');
    const undo = waiting === null && failure === null && !merged ? () => rename(name, old, false) : undefined;
    toasts.tell(({ share }) => share.renamed(old, name, waiting, failure === null), undo);
  }
  return (
    <Question
      title={words.renameTitle}
      action={words.renameNow}
      busy={words.renaming}
      isReady={from.trim() !== '' && to.trim() !== '' && from.trim() !== to.trim()}
      work={async () => {
        await rename(from.trim(), to.trim(), true);
        onClose();
      }}
      onClose={onClose}
    >
      <GalleryPerson label={words.person} names="corrected" value={from} onChange={setFrom} first />
      <GalleryPerson label={words.newName} names="corrected" value={to} onChange={setTo} />
      <p>{words.renameText}</p>
    </Question>
  );
}
