/**
 * Entry of the thread that holds a library's galleries: it reads the database by itself, so that neither loading nor
 * calibrating nor searching keeps the process that asks from anything else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Output, Verification } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { openReader } from '../store/database.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import { headHash } from '../store/runs.ts';
import { HeadGallery, type MatchQuery, type VerifyQuery } from './head-gallery.ts';

/** A question of a head's gallery, answered with the same number. */
export interface GalleryTask {
  id: number;
  headId: number;
  /** Without a limit of candidates two faces are compared with each other. */
  query: MatchQuery | VerifyQuery;
}

export type GalleryAnswer = { id: number } & (
  | { result: Output<'matching.match'> | Verification }
  | { failure: Failure }
);

/** Heads whose galleries are held at once: the last that were asked. */
const mostGalleries = 2;

const { folder, key } = workerData as { folder: string; key: LibraryKey | null };
unlockLibrary(folder, key);
const db = openReader(folder);
/** By head, the one asked last at the end. */
const galleries = new Map<number, HeadGallery>();

let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (task: GalleryTask) => {
  last = last.then(async () => parentPort!.postMessage(await answer(task)));
});

async function answer({ id, headId, query }: GalleryTask): Promise<GalleryAnswer> {
  try {
    const gallery = await galleryOf(headId);
    return { id, result: await ('limit' in query ? gallery.match(query) : gallery.verify(query)) };
  } catch (error) {
    // What went wrong in the middle may have left a gallery that is not the database's.
    drop(headId);
    return { id, failure: toFailure(error) };
  }
}

async function galleryOf(headId: number): Promise<HeadGallery> {
  for (const [id, { hash }] of galleries) if (headHash(db, id) !== hash) drop(id);
  if (headHash(db, headId) === null) throw new TammesError('head-unknown', { headId });
  const gallery = galleries.get(headId) ?? (await HeadGallery.open(db, folder, headId));
  galleries.delete(headId);
  galleries.set(headId, gallery);
  for (const old of [...galleries.keys()].slice(0, -mostGalleries)) drop(old);
  return gallery;
}

function drop(headId: number): void {
  galleries.get(headId)?.close();
  galleries.delete(headId);
}
