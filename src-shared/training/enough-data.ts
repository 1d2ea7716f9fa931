/** What labelled faces hold for training, and whether that is enough for a head to be worth it. */
import type { TrainingOutlook } from '../contract/index.ts';
import { photosByPerson, smallestToJudge } from './open-set-folds.ts';

/**
 * People with several photos from whom on CosFace gained for people never seen, and the fewest with whom it did, beside people with a
 * single photo, of whom two did as much as one of the others (docs/LOSSES.md).
 */
const [enough, fewest] = [380, 200];

/** @param photos photo of each sample. @param labels person of each sample. */
export function outlookOf(
  photos: readonly number[],
  labels: readonly number[],
): Omit<TrainingOutlook, 'withoutTag' | 'refusals'> {
  const counts = [...photosByPerson(photos, labels).values()].map((own) => own.length);
  const people = counts.filter((count) => count > 1).length;
  const singles = counts.length - people;
  return {
    people,
    singles,
    photos: counts.reduce((sum, count) => sum + count, 0),
    needed: Math.max(fewest, Math.round(enough - singles / 2)),
    canJudge: people >= smallestToJudge,
  };
}
