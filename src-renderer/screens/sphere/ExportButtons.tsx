import { useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { recordVideo, savePng, saveSvg } from '../../sphere/drawing/export.ts';

interface ExportButtonsProps {
  /** Of the files, without ending. */
  name: string;
  /** What is shown, from left to right. */
  shots(): readonly Shot[];
  /** Goes to a part of the film, 0 to 1. */
  onMove(share: number): void;
}

/** Saves the picture, or a film of it. */
export function ExportButtons({ name, shots, onMove }: ExportButtonsProps) {
  const { sphere: words } = useMessages();
  const { fail } = useToasts();
  const [recorded, setRecorded] = useState<number | null>(null);
  const record = () =>
    recordVideo(shots, name, (share) => {
      setRecorded(share);
      onMove(share);
    })
      .catch(fail)
      .finally(() => setRecorded(null));
  return (
    <fieldset className="row files">
      <legend className="visually-hidden">{words.export}</legend>
      <button type="button" onClick={() => savePng(shots(), name).catch(fail)}>
        PNG
      </button>
      <button type="button" onClick={() => saveSvg(shots(), name)}>
        SVG
      </button>
      <button type="button" disabled={recorded !== null} onClick={record}>
        {recorded === null ? words.video : words.recording(Math.round(100 * recorded))}
      </button>
    </fieldset>
  );
}
