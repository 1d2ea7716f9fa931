/** Whether there are enough people to train on for a head to be worth it. */
import { smallestToJudge } from './open-set-folds.ts';

/** People with several photos, and how many would do. */
export interface TooFewPeople {
  people: number;
  needed: number;
  /** Whether so few can be judged at all. */
  canJudge: boolean;
}

/**
 * People with two photos or more from whom on the mean gain of CosFace for people never seen was above zero, though within its interval;
 * fewer people lost (docs/LOSSES.md).
 */
const enough = 370;

/** Null if there are enough. @param photos photo of each sample. @param labels person of each sample. */
export function tooFewPeople(photos: readonly number[], labels: readonly number[]): TooFewPeople | null {
  const photosOf = Map.groupBy(photos.keys(), (i) => labels[i]!);
  const people = [...photosOf.values()].filter((own) => new Set(own.map((i) => photos[i]!)).size > 1).length;
  return people >= enough ? null : { people, needed: enough, canJudge: people >= smallestToJudge };
}
