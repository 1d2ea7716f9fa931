import type { Threshold } from '../contract/index.ts';
import { cosine, type GalleryPerson, meanDirection } from './gallery.ts';

/** Scores of each kind that a calibration needs: with fewer a single face would move it. */
const fewest = 5;

/** A gallery's scores against itself. */
export interface Scores {
  /** Faces against their own person's mean without them. */
  genuine: number[];
  /** Faces against the best other person's mean: what a stranger's best match looks like. */
  impostor: number[];
}

/**
 * Scores the faces of a gallery as if each were a new photo.
 * @param probes faces that may be scored. A trained head should be scored on faces that it has not seen:
 * those it was trained on fit too well. Null for all.
 */
export function galleryScores(gallery: readonly GalleryPerson[], probes: ReadonlySet<number> | null): Scores {
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (const person of gallery) {
    for (const { faceId, embedding } of person.faces) {
      if (probes !== null && !probes.has(faceId)) continue;
      const others = person.faces.filter((face) => face.faceId !== faceId);
      if (others.length > 0) {
        genuine.push(cosine(embedding, meanDirection(others.map((face) => face.embedding))));
      }
      const strangers = gallery.filter((other) => other !== person);
      if (strangers.length > 0)
        impostor.push(Math.max(...strangers.map(({ mean }) => cosine(embedding, mean))));
    }
  }
  return { genuine, impostor };
}

/**
 * The line between known and unknown: where the share of genuine scores under it and that of impostor scores
 * at or over it balance (equal error rate); the middle of the gap where the two do not overlap.
 *
 * @param otherwise cosine to take when there are fewer than five scores of either kind.
 */
export function calibrateThreshold({ genuine, impostor }: Scores, otherwise: number): Threshold {
  const counts = { genuine: genuine.length, impostor: impostor.length };
  if (genuine.length < fewest || impostor.length < fewest) {
    return { cosine: otherwise, source: 'default', ...counts, falseReject: null, falseAccept: null };
  }
  const scores = [...genuine, ...impostor].sort((a, b) => a - b);
  // Between neighbouring scores nothing changes: the middles are all the thresholds there are.
  const middles = scores.slice(1).map((score, i) => (score + scores[i]!) / 2);
  const rates = (threshold: number) => ({
    falseReject: share(genuine, (score) => score < threshold),
    falseAccept: share(impostor, (score) => score >= threshold),
  });
  let best = { threshold: scores[0]!, gap: Number.POSITIVE_INFINITY, sum: Number.POSITIVE_INFINITY };
  for (const threshold of middles) {
    const { falseReject, falseAccept } = rates(threshold);
    const gap = Math.abs(falseReject - falseAccept);
    const sum = falseReject + falseAccept;
    if (gap < best.gap || (gap === best.gap && sum < best.sum)) best = { threshold, gap, sum };
  }
  return { cosine: best.threshold, source: 'library', ...counts, ...rates(best.threshold) };
}

function share(scores: readonly number[], test: (score: number) => boolean): number {
  return scores.filter(test).length / scores.length;
}
