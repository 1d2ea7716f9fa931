import { currentVersion } from '../store/backbones.ts';
import { damagedFeatures, replaceFeatures } from '../store/sound-feature.ts';
import type { Store } from '../store/store.ts';
import { chipsAtOnce, type VisionPool } from '../vision/pool.ts';

/**
 * Computes damaged features again from the faces' stored chips, by the backbone in use. If the chip is damaged, too, the face is left out
 * of comparisons.
 * @param pool that runs it. @returns how many features were repaired.
 */
export async function mendFeatures({ db }: Store, pool: Pick<VisionPool, 'describeKnown'>): Promise<number> {
  const damaged = damagedFeatures(db);
  let mended = 0;
  for (let from = 0; from < damaged.length; from += chipsAtOnce) {
    const some = damaged.slice(from, from + chipsAtOnce);
    const { features } = await pool.describeKnown({ faces: some, photo: null });
    const byFace = new Map(some.map(({ faceId }, i) => [faceId, features[i] ?? null]));
    replaceFeatures(db, byFace, currentVersion(db));
    mended += features.filter((feature) => feature !== null).length;
  }
  return mended;
}
