import { useEffect, useRef } from 'react';
import { type FaceCard, mediaUrl, type PoorReason } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { QualityTable } from '../../components/QualityTable.tsx';

interface FaceDetailProps {
  face: FaceCard;
  name: string;
  /** Why it is left out of training and enrolling; null where it is not. */
  poor: PoorReason | null;
  onClose(): void;
}

/** One face with all that is known of how well it can be seen. */
export function FaceDetail({ face, name, poor, onClose }: FaceDetailProps) {
  const { quality: words, common } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="face-detail" aria-label={`${name}, ${face.photoName}`} onClose={onClose}>
      <div className="row">
        <img src={mediaUrl.chip(face.id)} alt="" width={150} height={150} />
        <div className="grow">
          <h2>{name}</h2>
          <p className="quiet">{face.photoName}</p>
          <p>{poor === null ? words.good : words.isPoor(words.reasons[poor])}</p>
        </div>
      </div>
      <QualityTable face={face} />
      <form method="dialog">
        <button type="submit">{common.close}</button>
      </form>
    </dialog>
  );
}
