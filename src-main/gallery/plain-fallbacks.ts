import type { BackboneProof } from '../../src-shared/contract/index.ts';
import { type Fallback, fallbacks, pairFallbacks } from '../../src-shared/recognition/index.ts';
import { currentBackbone, provenThresholds } from '../store/backbones.ts';
import { listHeads } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';

/**
 * What is known of the head of the backbone in use that nobody trained here, without a gallery: for the mean of a person's faces, and for
 * two faces. Of the built-in one from Labeled Faces in the Wild, of another one from its proof on the library's people, else a guess.
 */
export function plainFallbacks(db: Database): { mean: Fallback; face: Fallback } {
  if (currentBackbone(db).id === 0) return { mean: fallbacks.pretrained, face: pairFallbacks.pretrained };
  const proven = provenThresholds(db);
  const of = (thresholds: BackboneProof['thresholds']['mean'] = []): Fallback =>
    thresholds.length === 0 ? fallbacks.trained : { thresholds, probability: null };
  return { mean: of(proven?.mean), face: of(proven?.face) };
}

/**
 * What is known of a head without a gallery. A head that ended on everybody leaves no face of the library to calibrate on: the
 * people who were kept out while it was judged said where strangers begin.
 */
export function fallbackOf(db: Database, headId: number, isTrained: boolean): Fallback {
  if (!isTrained && !isTrainedElsewhere(db, headId)) return plainFallbacks(db).mean;
  const thresholds = listHeads(db).find(({ id }) => id === headId)?.verdict?.thresholds ?? [];
  return thresholds.length === 0 ? fallbacks.trained : { ...fallbacks.trained, thresholds };
}

/** Whether another desk of a shared gallery trained the head. One that went none of the way is the pretrained one. */
export function isTrainedElsewhere(db: Database, headId: number): boolean {
  const head = listHeads(db).find(({ id }) => id === headId);
  return head !== undefined && head.runId === null && head.loss !== null && head.verdict?.share !== 0;
}
