/** Recognises the people on all photos of a folder, into the table that `store/recognised.ts` keeps. */
import { relative } from 'node:path';
import type { Match } from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { libraryDetector } from '../store/detector.ts';
import { libraryFalseAccept } from '../store/false-accept.ts';
import { listPhotos } from '../store/folder.ts';
import {
  addWaiting,
  clearRecognised,
  countRecognised,
  featuresAfter,
  keepRecognised,
  keepUnrecognised,
  setMatch,
  type WaitingPhoto,
  waitingPhotos,
} from '../store/recognised.ts';
import { markOfSharedPeople } from '../store/shared-people.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import type { JobControls } from './jobs.ts';
import { matchFeatures } from './matching.ts';

/** Candidates that are kept of each face. */
const candidates = 5;
/** Faces that are matched at once, without their photos being read again. */
const block = 256;

/** What recognition needs. */
export interface Recognisers {
  store: Store;
  galleries: Galleries;
  headId: number;
}

/**
 * Lists a folder, then reads its photos in processes and matches their faces; what is done at any time lies in the table,
 * which was cleared before. Links to folders are followed once, as a scan does.
 *
 * @throws TammesError if the folder cannot be listed, or there is nobody to compare with.
 */
export async function recogniseFolder(
  recognisers: Recognisers,
  openPool: () => Pick<VisionPool, 'width' | 'describe' | 'close'>,
  folder: string,
  { signal, tell }: JobControls,
): Promise<void> {
  const { db } = recognisers.store;
  let total = 0;
  for await (const entry of listPhotos(folder)) {
    if (signal.aborted) return;
    if ('failure' in entry) continue;
    const { path, size, modified } = entry.file;
    addWaiting(db, { path, name: relative(folder, path), size, modified });
    tell(++total, null);
  }
  tell(0, total);
  const pool = openPool();
  // A photo on a disk that does not answer would hold up the end.
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop);
  const waiting = waitingPhotos(db);
  let done = 0;
  const work = async () => {
    for (const photo of waiting) {
      if (signal.aborted) return;
      await recognisePhoto(recognisers, pool, photo, signal);
      tell(++done, total);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(pool.width, Math.max(1, total)) }, work));
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** Recognises a folder into an empty table. @returns whether all of the folder is in it. */
export async function recogniseOnce(
  recognisers: Recognisers,
  openPool: () => Pick<VisionPool, 'width' | 'describe' | 'close'>,
  folder: string,
  controls: JobControls,
): Promise<boolean> {
  clearRecognised(recognisers.store.db);
  await recogniseFolder(recognisers, openPool, folder, controls);
  return !controls.signal.aborted;
}

async function recognisePhoto(
  recognisers: Recognisers,
  pool: Pick<VisionPool, 'describe'>,
  { id, path }: WaitingPhoto,
  signal: AbortSignal,
): Promise<void> {
  const { db } = recognisers.store;
  const photo = await pool.describe(path, { detector: libraryDetector(db) }).catch(toFailure);
  if (signal.aborted) return;
  if ('code' in photo) return keepUnrecognised(db, id, photo);
  const { matches } = await matchAll(
    recognisers,
    photo.faces.map(({ feature }) => feature),
  );
  const { width, height, faces } = photo;
  keepRecognised(db, id, { width, height, faces: faces.map((face, i) => ({ face, match: matches[i]! })) });
}

/** Says anew who the faces of the table are. */
export async function matchAgain(recognisers: Recognisers, { signal, tell }: JobControls): Promise<void> {
  const { db } = recognisers.store;
  const { faces: total } = countRecognised(db);
  let done = 0;
  for (let lastId = 0; ; ) {
    tell(done, total);
    const faces = featuresAfter(db, lastId, block);
    if (faces.length === 0 || signal.aborted) return;
    const { matches } = await matchAll(
      recognisers,
      faces.map(({ feature }) => feature),
    );
    for (const [i, { id }] of faces.entries()) setMatch(db, id, matches[i]!);
    done += faces.length;
    lastId = faces.at(-1)!.id;
  }
}

function matchAll(
  { store, galleries, headId }: Recognisers,
  features: readonly ArrayLike<number>[],
): Promise<{ matches: Match[] }> {
  return matchFeatures(store, galleries, headId, features, candidates);
}

/** What answers depend on, to be compared later. */
export function stateOf({ db, folder }: Store, galleryVersion: number): string {
  return JSON.stringify([galleryVersion, markOfSharedPeople(folder), libraryFalseAccept(db)]);
}
