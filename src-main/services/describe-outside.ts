/** Reads the photos beside the library that heads are evaluated on: three folders, or those of a list of pairs. */
import { readFile } from 'node:fs/promises';
import { basename, extname, relative, resolve } from 'node:path';
import type { OutsideSettings } from '../../src-shared/contract/index.ts';
import { describeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError } from '../../src-shared/errors/index.ts';
import { type PairPhoto, parsePairs } from '../../src-shared/recognition/index.ts';
import { libraryDetector } from '../store/detector.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { type CentralFace, type DescribeProgress, describeCentralFaces } from './central-faces.ts';
import type { OutsidePhoto, OutsideTask } from './evaluate-outside.ts';
import { findPhotos, keyOf, photoName } from './evaluation.ts';
import { photosOfFolder } from './labelled-photos.ts';
import { type OpenSetFolder, openSetFolders, refuseMixed } from './open-set-folders.ts';
import { unpackVerificationSet, type VerificationSet } from './verification-set.ts';

/** What is to be compared, and how. */
type Outside = Pick<OutsideTask, 'settings' | 'photos' | 'compared'>;

interface Watch {
  onProgress: (progress: DescribeProgress) => void;
  signal: AbortSignal;
}

/** Reads photos with the library's detector and backbone. */
interface Readers {
  store: Store;
  pool: VisionPool;
}

/**
 * Describes the photos that the settings name, and says which are compared.
 * @throws TammesError for a folder or list that cannot be used or is not whole, or 'describing-cancelled'.
 */
export function describeOutside(readers: Readers, settings: OutsideSettings, watch: Watch): Promise<Outside> {
  return settings.protocol === 'folders'
    ? describeFolders(readers, settings, watch)
    : describeList(readers, settings, watch);
}

async function describeFolders(
  readers: Readers,
  settings: Extract<OutsideSettings, { protocol: 'folders' }>,
  watch: Watch,
): Promise<Outside> {
  const listed = {} as Record<OpenSetFolder, { path: string; person: string; folder: string }[]>;
  for (const part of openSetFolders) {
    const folder = resolve(settings[part]);
    const { named } = await photosOfFolder(folder);
    listed[part] = named.map((photo) => ({ ...photo, folder }));
  }
  refuseMixed(listed);
  const all = openSetFolders.flatMap((part) => listed[part]);
  const faces = await describe(
    readers,
    all.map(({ path }) => path),
    watch,
  );
  const photos = all.map(({ path, person, folder }) =>
    photoOf(faces.get(path)!, { person, path, file: relative(folder, path) }),
  );
  let first = 0;
  const places = (part: OpenSetFolder) => listed[part].map(() => first++);
  const enrolled = places('gallery').filter((i) => photos[i]!.feature !== null);
  const compared = {
    kind: 'search',
    enrolled,
    probes: places('probes'),
    strangers: places('strangers'),
  } as const;
  const named = Object.fromEntries(openSetFolders.map((part) => [part, basename(resolve(settings[part]))]));
  return { settings: { ...settings, ...named }, photos, compared };
}

async function describeList(
  readers: Readers,
  settings: Extract<OutsideSettings, { protocol: 'list' }>,
  watch: Watch,
): Promise<Outside> {
  const list = resolve(settings.list);
  const { pairs, images, remove } = await readList(list, settings.images);
  try {
    const wanted = new Map(pairs.flatMap((pair) => pair.photos.map((photo) => [keyOf(photo), photo])));
    const paths = await findPhotos(images, wanted);
    refuseMissing(images, wanted, paths);
    const faces = await describe(readers, [...paths.values()].toSorted(), watch);
    // The photos of a set of insightface lie there only now.
    const stays = settings.images !== null;
    const photos = [...wanted].map(([key, { person }]) => {
      const path = paths.get(key)!;
      const place = stays ? { path, file: relative(images, path) } : { path: null, file: null };
      return photoOf(faces.get(path)!, { person, ...place });
    });
    const placeOf = new Map([...wanted.keys()].map((key, place) => [key, place]));
    const places = (same: boolean) =>
      pairs
        .filter((pair) => pair.same === same)
        .map(({ photos: [a, b] }) => [placeOf.get(keyOf(a))!, placeOf.get(keyOf(b))!] as const);
    return {
      settings: {
        protocol: 'list',
        list: basename(list),
        images: settings.images === null ? null : basename(images),
      },
      photos,
      compared: { kind: 'pairs', same: places(true), different: places(false) },
    };
  } finally {
    await remove();
  }
}

async function readList(list: string, images: string | null): Promise<VerificationSet> {
  if (extname(list).toLowerCase() === '.bin' && images === null) return unpackVerificationSet(list);
  if (images === null) throw new TammesError('list-without-photos', { file: list });
  const text = await readFile(list, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path: list }, { cause });
  });
  return { pairs: parsePairs(text, basename(list)), images: resolve(images), remove: async () => {} };
}

/** Figures of a part of a list would pass for those of the whole. */
function refuseMissing(
  folder: string,
  wanted: ReadonlyMap<string, PairPhoto>,
  paths: ReadonlyMap<string, string>,
): void {
  const missing = [...wanted].filter(([key]) => !paths.has(key));
  const [first] = missing;
  if (first === undefined) return;
  const photo = photoName(first[1]);
  throw new TammesError('list-incomplete', { folder, photo, missing: missing.length, of: wanted.size });
}

async function describe(
  { store, pool }: Readers,
  paths: readonly string[],
  watch: Watch,
): Promise<Map<string, CentralFace | Failure>> {
  const options = describeOptions.parse({ detector: libraryDetector(store.db) });
  const { byPath } = await describeCentralFaces(store, pool, paths, options, watch);
  return byPath;
}

function photoOf(
  face: CentralFace | Failure,
  place: Pick<OutsidePhoto, 'person' | 'path' | 'file'>,
): OutsidePhoto {
  const isLost = 'code' in face;
  return {
    ...place,
    feature: isLost ? null : Float32Array.from(face.feature),
    fingerprint: isLost ? null : face.fingerprint,
  };
}
