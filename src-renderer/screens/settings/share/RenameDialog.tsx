import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useCall, useForget } from '../../../app/data.ts';
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
  const { data: people } = useCall('share.people', undefined);
  /** @param merges whether somebody else has the new name: two who became one are not told apart again, so that this has no undo. */
  async function rename(old: string, name: string, merges: boolean) {
    const { waiting, failure } = await bridge.call('share.rename', { from: old, to: name });
    forget('share', 'people');
    const undo = waiting === null && !merges ? () => rename(name, old, false) : undefined;
    toasts.tell(({ share }) => share.renamed(old, name, waiting, failure === null), undo);
  }
  return (
    <Question
      title={words.renameTitle}
      action={words.renameNow}
      busy={words.renaming}
      isReady={from.trim() !== '' && to.trim() !== '' && from.trim() !== to.trim()}
      work={async () => {
        await rename(from.trim(), to.trim(), people?.corrected.includes(to.trim()) !== false);
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
