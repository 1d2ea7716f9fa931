import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { recordVideo, savePng, saveSvg } from '../../sphere/drawing/export.ts';
import styles from './sphere.module.css';

interface ExportButtonsProps {
  /** Of the files, without ending. */
  name: string;
  /** What is shown, from left to right. */
  shots(): readonly Shot[];
  /** Goes to a part of the film, 0 to 1; absent: nothing moves that could be filmed. */
  onMove?: (share: number) => void;
}

/** Saves the picture, or a film of it. */
export function ExportButtons({ name, shots, onMove }: ExportButtonsProps) {
  const { sphere: words } = useMessages();
  const { fail } = useToasts();
  const [recorded, setRecorded] = useState<number | null>(null);
  const record = (move: (share: number) => void) =>
    recordVideo(shots, name, (share) => {
      setRecorded(share);
      move(share);
    })
      .catch(fail)
      .finally(() => setRecorded(null));
  return (
    <fieldset className={styles.files}>
      <legend className="visually-hidden">{words.export}</legend>
      <Button size="xs" variant="subtle" onClick={() => savePng(shots(), name).catch(fail)}>
        PNG
      </Button>
      <Button size="xs" variant="subtle" onClick={() => saveSvg(shots(), name)}>
        SVG
      </Button>
      {onMove && (
        <Button size="xs" variant="subtle" disabled={recorded !== null} onClick={() => record(onMove)}>
          {recorded === null ? words.video : words.recording(Math.round(100 * recorded))}
        </Button>
      )}
    </fieldset>
  );
}
