import type { TrainSpec } from '../contract/index.ts';
import { randomFrom, shuffled } from '../random.ts';

/** Which samples are trained on and which are kept to validate, as indices in rising order. */
export interface Split {
  train: number[];
  validation: number[];
}

/**
 * Keeps a share of each person's photos for validation. All faces of a photo go to the same side, each
 * person keeps at least one photo to train on, and one with two photos or more gives at least one where
 * the share is not zero. A photo that shows several people is dealt out with the first of them.
 *
 * @param photos photo of each sample; near-duplicates count as one photo, or they would be validated on what was trained.
 * @param labels person of each sample.
 * @param share 0..0.9.
 */
export function splitByPhoto(
  photos: readonly number[],
  labels: readonly number[],
  share: number,
  seed: number,
): Split {
  const dealer = new Map<number, number>();
  for (const [i, photo] of photos.entries()) if (!dealer.has(photo)) dealer.set(photo, labels[i]!);
  const photosOf = Map.groupBy(dealer.keys(), (photo) => dealer.get(photo)!);
  const validates = new Set<number>();
  for (const [label, personPhotos] of photosOf) {
    const wanted = share === 0 ? 0 : Math.max(1, Math.round(share * personPhotos.length));
    const order = shuffled(personPhotos.length, randomFrom(seed, 1, label));
    for (const index of order.slice(0, Math.min(wanted, personPhotos.length - 1)))
      validates.add(personPhotos[index]!);
  }
  // Somebody who is only on photos that were dealt out with others may have been left nothing to train on.
  const indices = photos.map((_, i) => i);
  const trained = new Set(indices.filter((i) => !validates.has(photos[i]!)).map((i) => labels[i]!));
  for (const i of indices) {
    if (trained.has(labels[i]!)) continue;
    trained.add(labels[i]!);
    validates.delete(photos[i]!);
  }
  return {
    train: indices.filter((i) => !validates.has(photos[i]!)),
    validation: indices.filter((i) => validates.has(photos[i]!)),
  };
}

/**
 * The split of a run. Unless asked for, people with a single photo are on neither side: with nothing to compare it
 * with, that photo would only pull a class centre after it.
 */
export function splitOfRun(
  { validation, seed, trainSingles }: Pick<TrainSpec, 'validation' | 'seed' | 'trainSingles'>,
  photos: readonly number[],
  labels: readonly number[],
): Split {
  const split = splitByPhoto(photos, labels, validation, seed);
  if (trainSingles) return split;
  const photosOf = new Map<number, Set<number>>();
  for (const [i, label] of labels.entries()) {
    photosOf.set(label, (photosOf.get(label) ?? new Set()).add(photos[i]!));
  }
  return { ...split, train: split.train.filter((i) => photosOf.get(labels[i]!)!.size > 1) };
}
