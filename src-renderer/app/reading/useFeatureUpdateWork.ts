import { useRef, useState } from 'react';
import type { OutdatedFace } from '../../../src-shared/contract/index.ts';
import { remainingSeconds } from '../../components/duration.ts';
import { mirrorFeatures } from '../../vision/vision.ts';
import { bridge } from '../bridge.ts';
import { useForget } from '../data.ts';
import { useToasts } from '../toasts.tsx';

/** The number of faces that are done, and the remaining seconds; null while they are unknown. */
export interface FeatureUpdate {
  done: number;
  total: number;
  remaining: number | null;
}

/**
 * Brings faces of an older version up to date: the main process hands out their chips, this window's worker describes the mirror images,
 * the main process stores the features. What is stored stays when it is cancelled; started again, it goes on.
 */
export function useFeatureUpdateWork() {
  const [update, setUpdate] = useState<FeatureUpdate | null>(null);
  const cancelled = useRef(false);
  const forget = useForget();
  const toasts = useToasts();

  async function updateAll(total: number): Promise<void> {
    const started = performance.now();
    for (let [done, after] = [0, 0]; !cancelled.current; ) {
      const faces = await bridge.call('library.outdatedFaces', { after });
      if (faces.length === 0) break;
      after = faces.at(-1)!.faceId;
      await bridge.call('library.storeMirrorFeatures', { faces: await described(faces) });
      done += faces.length;
      const elapsed = (performance.now() - started) / 1000;
      setUpdate({ done, total, remaining: remainingSeconds(elapsed, done, total - done) });
    }
  }

  return {
    update,
    cancel() {
      cancelled.current = true;
    },
    /** @param total faces that are outdated. */
    async start(total: number): Promise<void> {
      cancelled.current = false;
      setUpdate({ done: 0, total, remaining: null });
      try {
        await updateAll(total);
        const { outdated } = await bridge.call('library.summary', undefined);
        if (outdated === 0) toasts.tell(({ library }) => library.updated);
      } catch (error) {
        toasts.fail(error);
      } finally {
        setUpdate(null);
        forget('library', 'people', 'sphere', 'matching', 'training', 'story');
      }
    },
  };
}

/** The features of those whose chip is not damaged. */
async function described(faces: readonly OutdatedFace[]) {
  const readable = faces.flatMap(({ faceId, chip }) => (chip === null ? [] : [{ faceId, chip }]));
  const features = await mirrorFeatures(readable.map(({ chip }) => chip));
  return readable.map(({ faceId }, i) => ({ faceId, feature: features[i]! }));
}
