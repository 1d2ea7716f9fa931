import { useCallback, useState } from 'react';
import type { Box } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { describeBox } from '../../../vision/vision.ts';

/** Stores boxes that were drawn by hand: the vision worker searches landmarks inside them and describes the face. */
export function useDescribedBox(photoId: number) {
  const change = useChange();
  const [busy, setBusy] = useState(false);
  /** @param faceId whose box it is; null: a new face. @returns the face; null if it was refused. */
  const store = useCallback(
    async (faceId: number | null, box: Box): Promise<number | null> => {
      setBusy(true);
      try {
        const done = await change(async () => {
          const pixels = await bridge.call('library.photoPixels', { photoId });
          const face = await describeBox(pixels, box);
          if (faceId === null) return bridge.call('library.addFace', { photoId, face });
          return { ...(await bridge.call('library.moveFace', { faceId, face })), faceId };
        });
        return done?.faceId ?? null;
      } finally {
        setBusy(false);
      }
    },
    [change, photoId],
  );
  return { busy, store };
}
