/** Photos that other programs send. */
import { currentBackbone } from '../store/backbones.ts';
import { libraryDetector } from '../store/detector.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { enrolLoose } from './people.ts';
import type { SentPhotos } from './service.ts';

/** @param openPool opens the processes that read photos: with the first photo, and anew if the library has another backbone. */
export function openSentPhotos(
  store: Store,
  openPool: () => VisionPool,
  onChange: () => void,
): SentPhotos & { stop(): Promise<void> } {
  const { db } = store;
  let open: { pool: VisionPool; backboneId: number; under: Set<Promise<unknown>> } | null = null;

  async function close({ pool, under }: NonNullable<typeof open>): Promise<void> {
    await Promise.allSettled(under);
    await pool.close();
  }

  function current(): NonNullable<typeof open> {
    const backboneId = currentBackbone(db).id;
    if (open !== null && open.backboneId !== backboneId) {
      void close(open);
      open = null;
    }
    open ??= { pool: openPool(), backboneId, under: new Set() };
    return open;
  }

  return {
    async describe(name, bytes) {
      const { pool, under } = current();
      const work = pool.describe(name, { detector: libraryDetector(db) }, bytes);
      under.add(work);
      return work.finally(() => under.delete(work));
    },
    async enrol(name, faces, consent) {
      try {
        return enrolLoose(store, name, faces, consent);
      } finally {
        onChange();
      }
    },
    async stop() {
      await open?.pool.close();
    },
  };
}
