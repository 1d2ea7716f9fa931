/** Lists of pairs of photos as their authors publish them, read and described. */
import { readFile } from 'node:fs/promises';
import { basename, extname, relative, resolve } from 'node:path';
import type { OutsideSettings, PhotoGrouping } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type Pair, parsePairs } from '../../src-shared/recognition/index.ts';
import { findPhotos, keyOf } from './evaluation.ts';
import { groupingOf, keptGrouping } from './groups-of-photos.ts';
import {
  looksOfPhoto,
  type Outside,
  type OutsideWatch,
  photoOf,
  type Readers,
  readFaces,
} from './outside-photos.ts';
import { unpackVerificationSet, type VerificationSet } from './verification-set.ts';

type ListSettings = Extract<OutsideSettings, { protocol: 'list' }>;

/** A list of pairs with the folder of its photos, and how it is kept. */
export interface ListedPairs extends VerificationSet {
  settings: ListSettings;
  grouping: PhotoGrouping;
}

/**
 * Reads a list of pairs, or unpacks a set of insightface. Call `remove` at the end.
 * @param images the folder of its photos; null: it has its own. @throws TammesError for a list that cannot be used.
 */
export async function readList(
  list: string,
  images: string | null,
  grouping: PhotoGrouping,
): Promise<ListedPairs> {
  const settings: ListSettings = {
    protocol: 'list',
    list: basename(list),
    images: images === null ? null : basename(resolve(images)),
    ...keptGrouping(grouping),
  };
  if (extname(list).toLowerCase() === '.bin' && images === null)
    return { settings, grouping, ...(await unpackVerificationSet(list)) };
  if (images === null) throw new TammesError('list-without-photos', { file: list });
  const text = await readFile(list, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path: list }, { cause });
  });
  const pairs = parsePairs(text, basename(list));
  return { settings, grouping, pairs, images: resolve(images), remove: async () => {} };
}

/** The photos of a list, where they lie, and how they will be grouped. @throws TammesError as `findPhotos` and `groupingOf` */
export async function findListed({ pairs, images, grouping }: ListedPairs) {
  const wanted = new Map(pairs.flatMap((pair) => pair.photos.map((photo) => [keyOf(photo), photo])));
  const paths = await findPhotos(images, wanted);
  const named = Array.from(wanted, ([key, { person }]) => ({ person, path: paths.get(key)! }));
  return { wanted, paths, groupPhotos: await groupingOf(grouping, named) };
}

/**
 * Describes the photos of a list.
 * @throws TammesError as `findListed`, or 'describing-cancelled'.
 */
export async function describePairs(
  readers: Readers,
  listed: ListedPairs,
  watch: OutsideWatch,
): Promise<Outside> {
  const { pairs, images, settings } = listed;
  const { wanted, paths, groupPhotos } = await findListed(listed);
  const faces = await readFaces(readers, [...paths.values()].toSorted(), watch);
  // The photos of a set of insightface lie there only now.
  const stays = settings.images !== null;
  const photos = [...wanted].map(([key, { person }]) => {
    const path = paths.get(key)!;
    const place = stays ? { path, file: relative(images, path) } : { path: null, file: null };
    return photoOf(faces.get(path)!, { person, ...place });
  });
  const placeOf = new Map([...wanted.keys()].map((key, place) => [key, place]));
  const same = pairs.filter((pair) => pair.same);
  const different = pairs.filter((pair) => !pair.same);
  const places = (some: readonly Pair[]) =>
    some.map(({ photos: [a, b] }) => [placeOf.get(keyOf(a))!, placeOf.get(keyOf(b))!] as const);
  const foldsOf = (some: readonly Pair[]) => some.map(({ fold }) => fold);
  const folds = { same: foldsOf(same), different: foldsOf(different) };
  return {
    settings,
    photos,
    compared: { kind: 'pairs', same: places(same), different: places(different), folds },
    groups: groupPhotos?.([...wanted.keys()].map((key) => looksOfPhoto(faces.get(paths.get(key)!)!))) ?? null,
  };
}
