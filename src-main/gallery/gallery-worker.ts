/**
 * Entry of the thread that holds a library's galleries: it reads the database by itself, so that neither loading nor
 * calibrating nor searching keeps the process that asks from anything else. Between questions it builds what engines need.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { GalleryState, Output, Verification } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { openReader } from '../store/database.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import { headHash } from '../store/runs.ts';
import { choiceOf, HeadGallery, type MatchQuery, type VerifyQuery } from './head-gallery.ts';

/** A question of a head's gallery, answered with the same number. */
export interface GalleryTask {
  id: number;
  headId: number;
  query:
    | { match: MatchQuery }
    | { verify: VerifyQuery }
    /** `settled`: when the engine has no work left. */
    | { state: 'now' | 'settled' };
}

export type GalleryAnswer = { id: number } & (
  | { result: Output<'matching.match'> | Verification | GalleryState }
  | { failure: Failure }
  /** More answers follow. */
  | { progress: GalleryState }
);

/** Heads whose galleries are held at once: the last that were asked. */
const mostGalleries = 2;
/** Milliseconds between two messages on how far a gallery is. */
const tellEvery = 250;

const { folder, key } = workerData as { folder: string; key: LibraryKey | null };
unlockLibrary(folder, key);
const db = openReader(folder);
/** By head, the one asked last at the end. */
const galleries = new Map<number, HeadGallery>();
/** Who waits until a head's gallery has no work left. */
const waiting: { id: number; headId: number; toldAt: number }[] = [];

let last: Promise<unknown> = Promise.resolve();
let isWorking = false;

parentPort!.on('message', (task: GalleryTask) => {
  last = last.then(() => answer(task)).then(workLater);
});

async function answer({ id, headId, query }: GalleryTask): Promise<void> {
  try {
    const gallery = await galleryOf(headId);
    if ('match' in query) tell({ id, result: await gallery.match(query.match) });
    else if ('verify' in query) tell({ id, result: await gallery.verify(query.verify) });
    else {
      const state = await gallery.state();
      if (query.state === 'now') tell({ id, result: state });
      else waiting.push({ id, headId, toldAt: Number.NEGATIVE_INFINITY });
    }
  } catch (error) {
    fail(id, headId, error);
  }
}

function fail(id: number, headId: number, error: unknown): void {
  // What went wrong in the middle may have left a gallery that is not the database's.
  drop(headId);
  tell({ id, failure: toFailure(error) });
}

const tell = (answer: GalleryAnswer) => parentPort!.postMessage(answer);

/** Questions that have come by then go first. */
function workLater(): void {
  if (isWorking) return;
  isWorking = true;
  setImmediate(() => {
    last = last.then(work);
  });
}

/** Does some work of the gallery that was asked last, and of the one before when that has none left. */
async function work(): Promise<void> {
  let isMore = false;
  for (const [headId, gallery] of [...galleries].reverse()) {
    isMore = await workOn(headId, gallery);
    if (isMore) break;
  }
  isWorking = false;
  if (isMore) workLater();
}

async function workOn(headId: number, gallery: HeadGallery): Promise<boolean> {
  try {
    const isMore = await gallery.work();
    await tellWaiting(headId, gallery, isMore);
    return isMore;
  } catch (error) {
    for (const { id } of takeWaiting(headId)) tell({ id, failure: toFailure(error) });
    drop(headId);
    return galleries.size > 0;
  }
}

async function tellWaiting(headId: number, gallery: HeadGallery, isMore: boolean): Promise<void> {
  if (!isMore) {
    for (const { id } of takeWaiting(headId)) tell({ id, result: await gallery.state() });
    return;
  }
  const now = performance.now();
  for (const one of waiting) {
    if (one.headId !== headId || now < one.toldAt + tellEvery) continue;
    one.toldAt = now;
    tell({ id: one.id, progress: await gallery.state() });
  }
}

function takeWaiting(headId: number) {
  const taken = waiting.filter((one) => one.headId === headId);
  for (const one of taken) waiting.splice(waiting.indexOf(one), 1);
  return taken;
}

async function galleryOf(headId: number): Promise<HeadGallery> {
  const choice = choiceOf(db, folder);
  for (const [id, gallery] of galleries)
    if (headHash(db, id) !== gallery.hash || gallery.choice !== choice) drop(id);
  if (headHash(db, headId) === null) throw new TammesError('head-unknown', { headId });
  const gallery = galleries.get(headId) ?? (await HeadGallery.open(db, folder, headId));
  galleries.delete(headId);
  galleries.set(headId, gallery);
  for (const old of [...galleries.keys()].slice(0, -mostGalleries)) drop(old);
  return gallery;
}

/** Whoever waits for its work waits for that of the one that is opened instead. */
function drop(headId: number): void {
  galleries.get(headId)?.close();
  galleries.delete(headId);
  for (const { id } of takeWaiting(headId))
    last = last.then(() => answer({ id, headId, query: { state: 'settled' } })).then(workLater);
}
