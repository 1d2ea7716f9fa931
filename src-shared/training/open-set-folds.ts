import { inOrder } from '../random.ts';

/** A gallery, photos of people in it, and photos of others; indices of samples. */
export interface OpenSetDeal {
  enrolled: number[];
  probes: number[];
  strangers: number[];
}

/** One way to train on some people and judge by photos and people that are kept out. */
export interface OpenSetFold {
  /** Samples to train on. */
  train: number[];
  /** The people trained on, searched for by other photos of theirs; null if nobody has any to spare. */
  trained: OpenSetDeal | null;
  /** People never seen: half of those kept out enrolled and the others strangers, then the other way round. */
  unseen: OpenSetDeal[];
}

export interface OpenSetFoldOptions {
  /** Share of the people with several photos who are kept out as strangers, 0..0.5; at least four people. */
  strangers: number;
  /** Share of each other person's photos that are kept out. */
  photos: number;
  /** How often it is done, each time with other people as strangers. */
  folds: number;
  seed: number;
  /** Whether people with a single photo are trained on, too; by default they are not. */
  trainSingles?: boolean;
}

/** Who has fewer photos gives none of them away: two are needed to learn what stays the same from one to the other. */
const keptToTrain = 2;
/** Fewer people kept out than this cannot be enrolled and strangers to each other in turn. */
const fewestStrangers = 4;
/** Fewer people with several photos make no fold. */
export const smallestToJudge = 2 * fewestStrangers;

/**
 * Splits that judge a head by what it is for: people are kept out as strangers besides photos. People with a single photo
 * are strangers in every fold, unless they are trained on: then each fold keeps out as many of them as of the others. Who is kept out is stratified by the number of photos: people in
 * the order of their photos are dealt to as many blocks as the share makes, and each fold keeps out one block.
 *
 * @param photos photo of each sample; all samples of a person on it go to the same side. Near-duplicates count as one photo.
 * @param labels person of each sample.
 * @returns fewer folds than asked for if there are fewer blocks; none if fewer than four people could be kept out.
 */
export function openSetFolds(
  photos: readonly number[],
  labels: readonly number[],
  { strangers, photos: share, folds, seed, trainSingles = false }: OpenSetFoldOptions,
): OpenSetFold[] {
  const people = photosByPerson(photos, labels);
  const several = [...people.keys()].filter((label) => people.get(label)!.length > 1);
  const blocks = Math.min(Math.round(1 / strangers), Math.floor(several.length / fewestStrangers));
  if (blocks < 2) return [];
  const blockOf = dealBlocks(several, people, blocks, seed);
  const singles = [...people.keys()].filter((label) => people.get(label)!.length === 1);
  const singleBlockOf = trainSingles ? dealBlocks(singles, people, blocks, seed) : null;
  return Array.from({ length: Math.min(folds, blocks) }, (_, fold) => {
    const out = several.filter((label) => blockOf.get(label) === fold);
    const isOut = (label: number) => singleBlockOf === null || singleBlockOf.get(label) === fold;
    const single = singles.filter(isOut).flatMap((label) => people.get(label)!.flat());
    const train = singles.filter((label) => !isOut(label)).flatMap((label) => people.get(label)!.flat());
    const kept: number[] = [];
    for (const label of several) {
      if (blockOf.get(label) === fold) continue;
      const personPhotos = inOrder(people.get(label)!, seed, 2, fold, label);
      const wanted = share === 0 ? 0 : Math.max(1, Math.round(share * personPhotos.length));
      const given = Math.max(0, Math.min(wanted, personPhotos.length - keptToTrain));
      kept.push(...personPhotos.slice(0, given).flat());
      train.push(...personPhotos.slice(given).flat());
    }
    train.sort((a, b) => a - b);
    const strange = [...out.flatMap((label) => people.get(label)!.flat()), ...single];
    const trained = kept.length === 0 ? null : { enrolled: train, probes: kept, strangers: strange };
    return { train, trained, unseen: dealUnseen(out, people, single, seed, fold) };
  });
}

/** A person's photos, each as the samples of that person on it. */
type PhotosOf = ReadonlyMap<number, readonly (readonly number[])[]>;

export function photosByPerson(photos: readonly number[], labels: readonly number[]): PhotosOf {
  const samplesOf = Map.groupBy(photos.keys(), (i) => labels[i]!);
  return new Map(
    [...samplesOf].map(([label, samples]) => [label, [...Map.groupBy(samples, (i) => photos[i]!).values()]]),
  );
}

function dealBlocks(
  labels: readonly number[],
  people: PhotosOf,
  blocks: number,
  seed: number,
): Map<number, number> {
  const order = inOrder(labels, seed, 1).sort((a, b) => people.get(b)!.length - people.get(a)!.length);
  return new Map(order.map((label, i) => [label, i % blocks]));
}

/** Each half of the people enrolled with up to two photos, the other half and all with one photo strangers. */
export function dealUnseen(
  labels: readonly number[],
  people: PhotosOf,
  single: readonly number[],
  seed: number,
  fold: number,
): OpenSetDeal[] {
  const order = inOrder(labels, seed, 3, fold);
  return [0, 1].map((side) => {
    const deal: OpenSetDeal = { enrolled: [], probes: [], strangers: [...single] };
    for (const [i, label] of order.entries()) {
      const personPhotos = inOrder(people.get(label)!, seed, 4, fold, label);
      if (i % 2 !== side) deal.strangers.push(...personPhotos.flat());
      else {
        const enrolled = Math.min(2, Math.floor(personPhotos.length / 2));
        deal.enrolled.push(...personPhotos.slice(0, enrolled).flat());
        deal.probes.push(...personPhotos.slice(enrolled).flat());
      }
    }
    return deal;
  });
}
