/** Verification of pairs of photos, as in the protocol of Labeled Faces in the Wild. */
import { basename, dirname, extname } from 'node:path';
import type { DescribeOptions, PairsEvaluation } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toEnglish } from '../../src-shared/errors/index.ts';
import { cosine, type Pair, type PairPhoto, verify } from '../../src-shared/recognition/index.ts';
import { embed, type Head } from '../../src-shared/training/index.ts';
import { listFolder } from '../store/folder.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { type CentralFace, type DescribeProgress, describeCentralFaces } from './central-faces.ts';

/** Score of a pair with a photo on which no face was found: rejected at every threshold. */
const rejected = -1;

/** What to compare, and how. */
export interface PairsToEvaluate {
  pairs: readonly Pair[];
  /** Folder with the photos as Labeled Faces in the Wild names them: `Name/Name_0001.jpg`. */
  images: string;
  head: { name: string; head: Head };
  options: DescribeOptions;
}

/**
 * The protocol of Labeled Faces in the Wild on a list of pairs. Photos without a face are named in the result; their
 * pairs count as rejected at every threshold, as ISO/IEC 19795-1 has failures to acquire.
 *
 * @throws TammesError if photos of the list are not in the folder, or 'cancelled'.
 */
export async function evaluatePairs(
  store: Store,
  pool: VisionPool,
  { pairs, images, head, options }: PairsToEvaluate,
  watch: { onProgress?: (progress: DescribeProgress) => void; signal?: AbortSignal },
): Promise<Omit<PairsEvaluation, 'groups'>> {
  const started = performance.now();
  const photos = new Map(pairs.flatMap((pair) => pair.photos.map((photo) => [keyOf(photo), photo])));
  const paths = await findPhotos(images, photos);
  const { byPath, cached } = await describeCentralFaces(
    store,
    pool,
    [...paths.values()].toSorted(),
    options,
    watch,
  );
  const faces = new Map<string, CentralFace | Failure>();
  for (const [key, path] of paths) faces.set(key, byPath.get(path)!);
  const found = [...faces].filter((entry): entry is [string, CentralFace] => 'feature' in entry[1]);
  const embeddings = embed(
    head.head,
    found.map(([, { feature }]) => feature),
  );
  const embeddingOf = new Map(found.map(([key], i) => [key, embeddings[i]!]));
  const comparisons = pairs.map(({ photos: [a, b], same, fold }) => {
    const [first, second] = [embeddingOf.get(keyOf(a)), embeddingOf.get(keyOf(b))];
    const score = first && second ? cosine(first, second) : rejected;
    return { people: [a.person, b.person] as const, same, fold, score };
  });
  const nameOf = (key: string) => paths.get(key)!;
  const timesIn = countPairs(pairs);
  const failures = [...faces].flatMap(([key, face]) =>
    'code' in face ? [{ photo: nameOf(key), pairs: timesIn.get(key)!, ...toEnglish(face) }] : [],
  );
  const failedPairs = pairs.filter(({ photos: ends }) =>
    ends.some((photo) => !embeddingOf.has(keyOf(photo))),
  );
  return {
    protocol: 'pairs',
    head: head.name,
    options,
    people: new Set([...photos.values()].map(({ person }) => person)).size,
    photos: photos.size,
    cached,
    pairs: countKinds(pairs),
    ...verify(comparisons),
    failures,
    failedPairs: countKinds(failedPairs),
    ambiguous: found
      .filter(([, face]) => face.ambiguous)
      .map(([key, face]) => ({ photo: nameOf(key), pairs: timesIn.get(key)!, faces: face.faces })),
    seconds: (performance.now() - started) / 1000,
  };
}

/** What tells a photo of a list from others. */
export const keyOf = ({ person, number }: PairPhoto) => `${person}/${number}`;
const photoName = ({ person, number }: PairPhoto) => `${person}_${String(number).padStart(4, '0')}`;

function countKinds(pairs: readonly Pair[]): { same: number; different: number } {
  const same = pairs.filter((pair) => pair.same).length;
  return { same, different: pairs.length - same };
}

/** Pairs that each photo is in. */
function countPairs(pairs: readonly Pair[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of pairs.flatMap(({ photos }) => [...new Set(photos.map(keyOf))])) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Where the photos lie: `Name_0001.jpg` anywhere in the folder, or `1.jpg` in a folder with the person's name; leading zeros
 * and the kind of file do not matter.
 * @param photos by `keyOf`. @returns paths by `keyOf`.
 * @throws TammesError 'pairs-photos-absent', or 'list-incomplete': figures of a part of a list would pass for those of the whole.
 */
export async function findPhotos(
  images: string,
  photos: ReadonlyMap<string, PairPhoto>,
): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for await (const entry of listFolder(images)) {
    if ('failure' in entry) continue;
    const { path } = entry.file;
    const stem = basename(path, extname(path)).normalize('NFC');
    const [, name, number] = stem.match(/^(?:(.*)_)?(\d+)$/) ?? [];
    if (number === undefined) continue;
    const key = keyOf({ person: name ?? basename(dirname(path)).normalize('NFC'), number: Number(number) });
    if (photos.has(key) && !paths.has(key)) paths.set(key, path);
  }
  const missing = [...photos].flatMap(([key, photo]) => (paths.has(key) ? [] : [photoName(photo)]));
  const [example] = missing;
  if (example === undefined) return paths;
  if (paths.size === 0) throw new TammesError('pairs-photos-absent', { folder: images, example });
  const [counted, of] = [missing.length, photos.size];
  throw new TammesError('list-incomplete', { folder: images, photo: example, missing: counted, of });
}
