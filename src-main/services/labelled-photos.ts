/** The photos of people that identification draws from: a folder's or the library's. */
import { resolve } from 'node:path';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type EnglishFailure, type Failure, TammesError, toEnglish } from '../../src-shared/errors/index.ts';
import type { DealtPhoto } from '../../src-shared/recognition/index.ts';

import { finished } from '../../src-shared/steps.ts';
import { rowProducts } from '../compute/row-products.ts';

import { listFolder } from '../store/folder.ts';
import { nearDuplicates } from '../store/near-duplicates.ts';
import { copiesAmong } from '../store/shot-faces.ts';
import { groupPhotos, haveSameFace } from '../store/shots.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { type CentralFace, type DescribeProgress, describeCentralFaces } from './central-faces.ts';
import { facesOfUnseen, libraryFaces } from './library-faces.ts';

/** Photos of people, as the protocols of identification deal them out. */
export interface LabelledPhotos {
  /** `feature` is null if no face was found. */
  photos: (DealtPhoto & { feature: ArrayLike<number> | null })[];
  failures: (EnglishFailure & { photo: string; person: string })[];
  ambiguous: { photo: string; faces: number }[];
  /** Photos that were known from an earlier time. */
  cached: number;
  /** Photos of which nothing says who is on them. */
  unnamed: number;
}

/**
 * The labelled faces of the library. Those that the head was trained on may be enrolled, but are no probes: they fit too well.
 * @param fewestUnseen only people whom the head was not trained on, so many at least; null: all. @throws TammesError 'too-few-unseen'
 */
export async function libraryPhotos(
  store: Store,
  headId: number,
  fewestUnseen: number | null,
): Promise<LabelledPhotos> {
  const all = await libraryFaces(store, [headId]);
  const faces = fewestUnseen === null ? all : facesOfUnseen(all, fewestUnseen);
  return {
    photos: faces,
    failures: [],
    ambiguous: [],
    cached: faces.length,
    unnamed: 0,
  };
}

/**
 * The photos of a folder, named as `ingest` names them; of several faces the one closest to the centre is taken.
 * @throws TammesError for a folder that cannot be listed, or 'cancelled'.
 */
export async function facesOfFolder(
  store: Store,
  pool: VisionPool,
  images: string,
  options: DescribeOptions,
  watch: { onProgress?: (progress: DescribeProgress) => void; signal?: AbortSignal },
): Promise<LabelledPhotos> {
  const { named, unreadable, unnamed } = await photosOfFolder(images);
  const paths = named.map(({ path }) => path);
  const { byPath, cached } = await describeCentralFaces(store, pool, paths, options, watch);
  const found = named.map((photo) => ({ ...photo, face: byPath.get(photo.path)! }));
  const shots = shotsOf(found);
  return {
    photos: found.map(({ person, face, path }, i) => ({
      person,
      shot: shots.get(i) ?? path,
      mayProbe: true,
      feature: 'code' in face ? null : face.feature,
    })),
    failures: [
      ...unreadable.map((failure) => ({ ...failure, person: '' })),
      ...found.flatMap(({ path, person, face }) =>
        'code' in face ? [{ photo: path, person, ...toEnglish(face) }] : [],
      ),
    ],
    ambiguous: found.flatMap(({ path, face }) =>
      !('code' in face) && face.ambiguous ? [{ photo: path, faces: face.faces }] : [],
    ),
    cached,
    unnamed,
  };
}

/** Photos of a folder, with who is on each by its sub-folder or its name. */
export interface FolderPhotos {
  named: { path: string; person: string }[];
  unreadable: (EnglishFailure & { photo: string })[];
  unnamed: number;
}

/** Lists a folder without reading its photos. @throws TammesError for one that cannot be listed, or 'nobody-named'. */
export async function photosOfFolder(images: string): Promise<FolderPhotos> {
  const found: FolderPhotos = { named: [], unreadable: [], unnamed: 0 };
  for await (const entry of listFolder(resolve(images))) {
    if ('failure' in entry) {
      found.unreadable.push({ photo: entry.path, ...toEnglish(entry.failure) });
      continue;
    }
    const { path, naming } = entry.file;
    const people = new Set(naming?.faces.map(({ name }) => name));
    if (people.size === 1) found.named.push({ path, person: [...people][0]! });
    else found.unnamed++;
  }
  if (found.named.length === 0) throw new TammesError('nobody-named', { folder: images });
  return found;
}

/** The shot of each photo with a face, by index: copies of a picture, whole or cropped, have the same. */
function shotsOf(photos: readonly { person: string; face: CentralFace | Failure }[]): Map<number, number> {
  const faces = photos.flatMap(({ person, face }, i) => ('code' in face ? [] : [{ i, person, ...face }]));
  const numbered = faces.map(({ person, picture }, photo) => ({ photo, person, picture }));
  const copies = [...Map.groupBy(numbered, ({ person }) => person).values()].flatMap((photosOfPerson) =>
    finished(copiesAmong(photosOfPerson, rowProducts)),
  );
  const near = nearDuplicates(
    faces.map(({ fingerprint }) => fingerprint),
    undefined,
    (i, j) => haveSameFace([faces[i]!.picture], [faces[j]!.picture]),
  );
  const groups = groupPhotos(faces.length, [...copies, ...near]);
  return new Map(faces.map(({ i }, k) => [i, groups[k]!]));
}
