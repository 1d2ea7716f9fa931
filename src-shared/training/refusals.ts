/** Faces that are known not to be somebody, as hard pairs: which of them a stage may train on, and which a step is shown. */
import type { TrainSpec } from '../contract/index.ts';
import { randomFrom, shuffled } from '../random.ts';

/** A face that is not of a person. */
export interface Refusal {
  /** Index of its feature. Faces that have a name come first among the features, and the others after them. */
  sample: number;
  /** Photo that it is on, as in `TrainData.photos`. */
  photo: number;
  /** Index into `TrainData.people`: whom it does not show. */
  person: number;
}

/** A refusal beside the photos of its person that are trained on: samples, photo by photo. */
interface HardPair {
  sample: number;
  photos: readonly (readonly number[])[];
}

/** What a stage makes of refusals. */
export interface HardPairs {
  pairs: readonly HardPair[];
  /** How many a step is shown: always as many, so that steps have one shape. Each pair comes once in an epoch, or more often. */
  perStep: number;
}

/**
 * The refusals that may be trained on: those of people with photos of two shots among the samples to train on, to measure by. Faces that
 * are kept out are not, and neither is a face without a name on a photo with one that is: it may be the same face, found twice.
 *
 * @param photos photo of each sample with a name. @param labels person of each. @param keptOut samples that judge or validate.
 */
export function usableRefusals(
  refusals: readonly Refusal[],
  { photos, labels }: { photos: readonly number[]; labels: readonly number[] },
  train: readonly number[],
  keptOut: readonly number[],
): Refusal[] {
  if (refusals.length === 0) return [];
  const isOut = new Set(keptOut);
  const photosOut = new Set(keptOut.map((i) => photos[i]!));
  const shots = new Map<number, Set<number>>();
  for (const i of train) shots.set(labels[i]!, (shots.get(labels[i]!) ?? new Set()).add(photos[i]!));
  return refusals.filter(
    ({ sample, photo, person }) =>
      (shots.get(person)?.size ?? 0) > 1 &&
      (sample < labels.length ? !isOut.has(sample) && labels[sample] !== person : !photosOut.has(photo)),
  );
}

/** @param usable as `usableRefusals` gives them. @param steps of an epoch. */
export function hardPairs(
  usable: readonly Refusal[],
  { photos, labels }: { photos: readonly number[]; labels: readonly number[] },
  train: readonly number[],
  { refusals: weight, batchSize }: Pick<TrainSpec, 'refusals' | 'batchSize'>,
  steps: number,
): HardPairs {
  if (weight === 0 || usable.length === 0) return { pairs: [], perStep: 0 };
  const samplesOf = Map.groupBy(train, (i) => labels[i]!);
  const photosOf = new Map<number, number[][]>();
  for (const { person } of usable) {
    if (photosOf.has(person)) continue;
    photosOf.set(person, [...Map.groupBy(samplesOf.get(person)!, (i) => photos[i]!).values()]);
  }
  return {
    pairs: usable.map(({ sample, person }) => ({ sample, photos: photosOf.get(person)! })),
    perStep: Math.min(Math.ceil(usable.length / steps), batchSize),
  };
}

/**
 * The samples of a step's hard pairs: the faces that are not somebody, then for each a photo of that person, then another one.
 * Depends on the seed and the step alone.
 * @param step the number of the step, from 1.
 */
export function drawPairs({ pairs, perStep }: HardPairs, seed: number, step: number): number[] {
  const [refused, anchors, others]: number[][] = [[], [], []];
  const random = randomFrom(seed, 9, step);
  let order: ArrayLike<number> = [];
  let round = -1;
  for (let at = (step - 1) * perStep; at < step * perStep; at++) {
    if (Math.floor(at / pairs.length) !== round) {
      round = Math.floor(at / pairs.length);
      order = shuffled(pairs.length, randomFrom(seed, 8, round));
    }
    const { sample, photos } = pairs[order[at % pairs.length]!]!;
    const first = random.integer(photos.length);
    const second = (first + 1 + random.integer(photos.length - 1)) % photos.length;
    refused!.push(sample);
    for (const [list, photo] of [
      [anchors!, photos[first]!],
      [others!, photos[second]!],
    ] as const)
      list.push(photo[random.integer(photo.length)]!);
  }
  return [...refused!, ...anchors!, ...others!];
}
