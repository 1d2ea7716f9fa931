import { featureVersion, meanFeature } from '../../src-shared/vision/index.ts';
import { mirrorChip } from '../photos/photo.ts';
import { damagedFeatures, replaceFeatures } from '../store/sound-feature.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';

/** Chips that are described at once. */
const batch = 16;

/**
 * Computes damaged features again from the faces' stored chips. A face whose chip is damaged, too, is left out of comparisons.
 * @returns how many features were mended.
 */
export async function mendFeatures({ db }: Store, pool: Pick<VisionPool, 'mirrorFeatures'>): Promise<number> {
  const damaged = damagedFeatures(db);
  let mended = 0;
  for (let from = 0; from < damaged.length; from += batch) {
    const some = damaged.slice(from, from + batch);
    const chips = some.map(({ chip }) => chip);
    // The mirror image of a chip's mirror image is the chip. One that cannot be decoded stays as it is, and is found damaged.
    const mirrored = await Promise.all(chips.map((chip) => mirrorChip(chip).catch(() => chip)));
    const [ofMirrors, ofChips] = [await pool.mirrorFeatures(chips), await pool.mirrorFeatures(mirrored)];
    const features = some.map(({ faceId }, i) => {
      const [own, mirror] = [ofChips[i], ofMirrors[i]];
      return [faceId, own && mirror ? meanFeature(own, mirror) : null] as const;
    });
    replaceFeatures(db, new Map(features), featureVersion);
    mended += features.filter(([, feature]) => feature !== null).length;
  }
  return mended;
}
