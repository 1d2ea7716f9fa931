/** A library and its shared gallery tell each other what is new. */
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { isRefusedBy } from '../gallery/engines/postgres-client.ts';
import { withShare } from '../gallery/share/client.ts';
import { correct, peopleChangedSince } from '../gallery/share/corrections.ts';
import { headInLibrary } from '../gallery/share/heads.ts';
import { facesGone, stateOfShare, takePeople } from '../gallery/share/pull.ts';
import { type Pushed, pushFaces } from '../gallery/share/push.ts';
import { notLetIn, type ShareRole } from '../gallery/share/roles.ts';
import { accessOf } from '../gallery/share/schema.ts';
import { bareFacesKnown } from '../store/bare-faces.ts';
import { transaction } from '../store/database.ts';
import { nameOfServer } from '../store/gallery-server.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import { listHeads } from '../store/runs.ts';
import { type Correction, readOutbox, writeOutbox } from '../store/share-outbox.ts';
import {
  keepSharedPeople,
  namesOf,
  readSharedNames,
  removeSharedPeople,
  type SharedNames,
} from '../store/shared-people.ts';
import { isStillJoined, type JoinedShare, noteSeen, shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import { followKept } from './follow-kept.ts';
import { activate, ensurePretrained } from './heads.ts';
import {
  decideCorrection,
  followCorrections,
  namesThere,
  nextCorrection,
  noteCorrections,
  queueCorrection,
  settle,
  type Wanted,
} from './share-corrections.ts';

export type { Correction };

type Client = Parameters<typeof accessOf>[0];
/** Hears how many faces are done, of how many. */
type Tell = (done: number, total: number) => void;

/** What a desk has of a gallery. */
export interface Pulled {
  /** Of other desks. */
  people: number;
  faces: number;
  /** Faces left out: their numbers are no embedding of the head. */
  unsound: number;
  /** Corrections that went: of people who are not in the gallery any more. */
  gone: number;
  /** Faces that the library had kept and has no more, as the gallery has not. */
  lost: number;
  head: { name: string; version: number };
}

/** @throws TammesError 'share-not-joined' */
export function joined({ folder }: Store): JoinedShare {
  const share = shareOf(folder);
  if (share === null) throw new TammesError('share-not-joined', {});
  return share;
}

/** @throws TammesError 'share-not-let-in' and what `accessOf` throws */
export async function expectRole(client: Client, share: JoinedShare, ...allowed: ShareRole[]): Promise<void> {
  if (!allowed.includes(await accessOf(client, share))) throw notLetIn(share, allowed[0]!);
}

/** What sending has come to. */
export interface Sent extends Pushed {
  /** Corrections that were made in the gallery now. */
  corrected: number;
  /** Those that were refused, in their order, with what builds on them. */
  waiting: Correction[];
}

/** How often it is tried again while others change the gallery. */
const mostTries = 5;

/**
 * Sends corrections, and this library's people with the embeddings of their enrolled faces. What others have corrected is taken in between.
 * @throws as `pushFaces`, and what `accessOf` throws
 */
export async function pushToShare(store: Store, tell: Tell): Promise<Sent> {
  const share = joined(store);
  await noteChanges(store);
  await ensurePretrained(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'enroller', 'owner');
    const corrected = await sendCorrections(client, share, store);
    for (let tries = 1; ; tries++) {
      const { people, headId, head } = await pull(client, share, store, () => {});
      try {
        const names = namesThere(store, people);
        const pushed = await pushFaces(client, share, store, { here: headId, there: head.id }, names, tell);
        // With what was sent the library knows which of its people are there.
        if ((await stateOfShare(client)) !== people.state) await pull(client, share, store, () => {});
        return { ...pushed, corrected, waiting: readOutbox(store.db).waiting };
      } catch (error) {
        // Somebody whom this desk was about to send has been corrected meanwhile.
        const isStale =
          isRefusedBy(error, '23503', '40P01') ||
          (error instanceof TammesError && error.problem === 'share-differs');
        if (!isStale || tries === mostTries || !(await peopleChangedSince(client, people.state))) throw error;
      }
    }
  });
}

/** Notes what was changed in the library since it has taken what it has. */
export async function noteChanges(store: Store): Promise<void> {
  const taken = await readSharedNames(store.folder);
  if (taken !== null) noteCorrections(store, taken);
}

/** @returns how many were made. */
async function sendCorrections(client: Client, share: JoinedShare, store: Store): Promise<number> {
  let corrected = 0;
  for (let next = nextCorrection(store); next !== null; next = nextCorrection(store)) {
    const refused = await correct(client, share, next);
    settle(store, next, refused);
    if (refused === null) corrected++;
  }
  return corrected;
}

/** Takes the people of the other desks and the head of all. @throws TammesError 'share-empty', 'share-differs' and what `accessOf` throws */
export async function pullFromShare(store: Store, tell: Tell): Promise<Pulled> {
  const share = joined(store);
  return withShare(share, async (client) => {
    const { people, gone, lost } = await pull(client, share, store, tell);
    return { ...countsOf(namesOf(people)), unsound: people.unsound, gone, lost };
  });
}

/** What writes into a library what has come, by its folder. */
const turns = new Map<string, Promise<unknown>>();

/** Of those who write into a library what has come from its gallery, one at a time: what one has taken must not be overtaken. */
export function inTurn<T>({ folder }: Store, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(folder) ?? Promise.resolve()).then(work);
  turns.set(
    folder,
    mine.catch(() => {}),
  );
  return mine;
}

/** @returns what has come, how many corrections of people who are gone went, and how many faces that were kept. */
export async function pull(client: Client, share: JoinedShare, store: Store, tell: Tell) {
  await accessOf(client, share);
  await ensurePretrained(store);
  return inTurn(store, () => take(client, share, store, tell));
}

async function take(client: Client, share: JoinedShare, store: Store, tell: Tell) {
  const { db, folder } = store;
  expectStillJoined(store, share);
  await noteChanges(store);
  const { head, people } = await takePeople(client, share, tell);
  const headId = await headInLibrary(client, share, db, head);
  const before = await readSharedNames(folder);
  expectStillJoined(store, share);
  // First, so that what was taken before still says what was changed here if the process ends in between.
  const gone = followCorrections(store, people);
  await keepSharedPeople(folder, people);
  // The index holds directions of people who may be gone.
  removeKeptIndexes(folder);
  // What another gallery has told by now comes again.
  if (!isStillJoined(folder, share)) removeSharedPeople(folder);
  expectStillJoined(store, share);
  // Whoever chooses another head afterwards keeps it until a new one is published.
  const isActive = listHeads(db).find(({ active }) => active)?.id === headId;
  if (!isActive && before?.head.version !== head.version) activate(store, headId);
  // What another process keeps now is either seen here, or refused there, as the file is newer.
  const kept = transaction(db, () => bareFacesKnown(db, people.gallery));
  const goneThere = await facesGone(client, kept);
  expectStillJoined(store, share);
  const lost = followKept(store, people, goneThere);
  noteSeen(folder, share, { state: people.state, head: head.hash });
  return { head, headId, people, gone, lost };
}

/** @throws TammesError 'share-not-joined' if the library has left the gallery meanwhile: nothing of it may come back. */
function expectStillJoined(store: Store, share: JoinedShare): void {
  if (isStillJoined(store.folder, share)) return;
  if (shareOf(store.folder) === null) removeShared(store);
  throw new TammesError('share-not-joined', {});
}

/** Removes what the library has of a gallery, and what it would have told there. */
export function removeShared({ db, folder }: Store): void {
  transaction(db, () => writeOutbox(db, { ...readOutbox(db), links: [], waiting: [] }));
  removeSharedPeople(folder);
  // The index of a gallery holds the directions of all its people.
  removeKeptIndexes(folder);
}

export const countsOf = ({ people, faceCount, head }: SharedNames) => ({
  people: people.length,
  faces: faceCount,
  head: { name: head.name, version: head.version },
});

/** Takes what is new. @returns whether anything was. @throws as `pullFromShare` */
export async function refresh(
  client: Client,
  share: JoinedShare,
  store: Store,
  tell: Tell = () => {},
): Promise<boolean> {
  await accessOf(client, share);
  const state = await stateOfShare(client);
  const { seen } = share;
  // Another process may have written an older file since that was noted.
  if (seen?.state === state && (await readSharedNames(store.folder))?.state === state) {
    noteSeen(store.folder, share, seen);
    return false;
  }
  await pull(client, share, store, tell);
  return true;
}

/** What a correction has come to. */
export interface Corrected {
  /** If it was refused or waits. */
  correction: Correction | null;
  /** Why the gallery was not reached. */
  failure: Failure | null;
  /** Whether two people became one. */
  merged: boolean;
}

/**
 * Corrects somebody's name for all desks, or makes two people one; it waits here if the gallery is not reached.
 * @throws as `queueCorrection`, TammesError 'share-nothing-taken', 'share-not-let-in' and what `accessOf` throws
 */
export async function correctInGallery(store: Store, wanted: Wanted): Promise<Corrected> {
  const share = joined(store);
  let taken = await takenBefore(store);
  noteCorrections(store, taken);
  const { last } = readOutbox(store.db);
  let merged: boolean | null = null;
  const add = () => {
    expectStillJoined(store, share);
    return queueCorrection(store, taken, nameOfServer(share), wanted);
  };
  let failure: Failure | null = null;
  try {
    await withShare(share, async (client) => {
      await expectRole(client, share, 'enroller', 'owner');
      if (!wanted.mayMerge && (await refresh(client, share, store))) taken = await takenBefore(store);
      merged = add();
      await sendCorrections(client, share, store);
      await pull(client, share, store, () => {});
    });
  } catch (error) {
    if (!(error instanceof TammesError) || error.problem !== 'share-lost') throw error;
    merged ??= add();
    failure = toFailure(error);
  }
  const correction = readOutbox(store.db).waiting.find(({ number }) => number > last) ?? null;
  return { correction, failure, merged: merged === true };
}

/**
 * Settles a correction that was refused or waits: see `decideCorrection`. Nothing is sent.
 * @returns what still waits. @throws TammesError 'share-correction-unknown'
 */
export async function decideInGallery(
  store: Store,
  number: number,
  whose: 'mine' | 'theirs',
): Promise<Correction[]> {
  joined(store);
  decideCorrection(store, await takenBefore(store), number, whose);
  return readOutbox(store.db).waiting;
}

/** @throws TammesError 'share-nothing-taken' */
async function takenBefore({ folder }: Store): Promise<SharedNames> {
  const taken = await readSharedNames(folder);
  if (taken === null) throw new TammesError('share-nothing-taken', {});
  return taken;
}
