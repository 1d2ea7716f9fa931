/** Where a photo is dropped and shown, or the camera is seen. */
import { useState } from 'react';
import type { DescribedFace, Match, Pixels } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Camera } from './Camera.tsx';
import { Picture } from './Picture.tsx';

/** A photo whose faces were found. */
export interface Probe {
  name: string;
  pixels: Pixels;
  faces: DescribedFace[];
}

interface ProbeAreaProps {
  probe: Probe | null;
  matches: readonly Match[];
  /** Whether faces are being found. */
  working: boolean;
  /** Whether the camera is on. */
  camera: boolean;
  onFile(file: File | undefined): void;
  onPicture(pixels: Pixels): void;
  onCameraFail(error: unknown): void;
}

/** Takes photos that are dropped on it, and shows the photo with its faces. */
export function ProbeArea(props: ProbeAreaProps) {
  const { probe, matches, working, camera, onFile, onPicture, onCameraFail } = props;
  const { recognise: words } = useMessages();
  const [over, setOver] = useState(false);
  return (
    <section
      className="drop"
      aria-label={words.picture}
      aria-busy={working}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      {working && <p role="status">{words.working}</p>}
      {camera && !working && probe === null && <Camera onPicture={onPicture} onFail={onCameraFail} />}
      {!working && probe && <Picture pixels={probe.pixels} faces={probe.faces} matches={matches} />}
      {!working && !probe && !camera && <p className="quiet">{words.intro}</p>}
    </section>
  );
}
