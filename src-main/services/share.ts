/** A gallery that several desks share in a PostgreSQL database. */
import type { GalleryServerInfo, ShareEntrance } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { withShare } from '../gallery/share/client.ts';
import { forgetInShare, vacuumShare, withdrawFaces } from '../gallery/share/forget.ts';
import { hasHead, publishHead, withoutPeople } from '../gallery/share/heads.ts';
import type { ShareRole } from '../gallery/share/roles.ts';
import { accessOf, makeShare } from '../gallery/share/schema.ts';
import { currentBackbone, currentVersion } from '../store/backbones.ts';
import { type BareCounts, countBareFaces } from '../store/bare-faces.ts';
import {
  infoOfServer,
  isSameDatabase,
  nameOfServer,
  parseServer,
  type ServerAddress,
  serverOf,
} from '../store/gallery-server.ts';
import { bareCounts } from '../store/people.ts';
import { type Correction, readOutbox } from '../store/share-outbox.ts';
import { markOfSharedPeople, readSharedNames } from '../store/shared-people.ts';
import { dropShare, keepShare, shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import { findHead } from './heads.ts';
import { expected, noteCorrections } from './share-corrections.ts';
import { countsOf, expectRole, joined, type Pulled, pull, refresh, removeShared } from './share-sync.ts';

/** Milliseconds that recognition waits for the gallery before it goes on with what it has. */
const patience = 3000;

/**
 * Makes a shared gallery in a database, or brings one up to date, and joins it.
 * @param password null: that of the address.
 * @throws TammesError as `joinShare`, and 'gallery-server-newer'
 */
export async function initShare(
  store: Store,
  address: string,
  password: string | null = null,
): Promise<ShareEntrance> {
  const to = serverAt(address, password);
  refuseConnected(store);
  await withShare(to, (client) => makeShare(client, to));
  return joinShare(store, address, password);
}

function serverAt(address: string, password: string | null): ServerAddress {
  const parsed = parseServer(address);
  return password === null ? parsed : { ...parsed, password };
}

/**
 * Joins a shared gallery: nothing is sent, and nothing taken yet.
 * @param password null: that of the address.
 * @throws TammesError 'share-and-connect', 'share-not-there', 'share-not-let-in', 'share-lost' or 'gallery-address-wrong'
 */
export async function joinShare(
  store: Store,
  address: string,
  password: string | null = null,
): Promise<ShareEntrance> {
  const to = serverAt(address, password);
  refuseConnected(store);
  const entrance = await withShare(to, async (client) => ({
    role: await accessOf(client, to),
    isEmpty: !(await hasHead(client)),
  }));
  const before = shareOf(store.folder);
  // People of another gallery are not to be recognised as if they were of this one.
  if (before !== null && !isSameDatabase(before, to)) removeShared(store);
  keepShare(store.folder, to);
  return entrance;
}

/** One of the two would send the other's people on. */
function refuseConnected({ folder }: Store): void {
  const server = serverOf(folder);
  if (server !== null) throw new TammesError('share-and-connect', { server: nameOfServer(server) });
}

/** Leaves the gallery: its people are not recognised here any more; what this desk has sent stays there. @returns which it was; null: none. */
export function leaveShare(store: Store): string | null {
  const share = shareOf(store.folder);
  removeShared(store);
  dropShare(store.folder);
  // Another process may have taken people just before.
  removeShared(store);
  return share && nameOfServer(share);
}

/** How many people a library has kept of shared galleries. */
export const countKept = ({ db }: Store): number => bareCounts(db).size;

/** Publishes a head, by which all desks recognise from now on. @param wanted its name or number; absent: the active one. */
export async function publishToShare(
  store: Store,
  wanted: string | undefined,
): Promise<{ name: string; version: number }> {
  const share = joined(store);
  const { id, name } = await findHead(store, wanted);
  if (currentBackbone(store.db).id !== 0)
    throw new TammesError('share-head-unfit', { head: name, why: 'backbone' });
  const version = await withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    return publishHead(client, store.db, id);
  });
  return { name, version };
}

/** What recognition at a desk goes by. */
export interface Freshness {
  /** The gallery's server. */
  server: string;
  /** When what the library has was last the newest; null: it has nothing yet. */
  seenAt: string | null;
  /** Why it is not the newest now; null: it is. */
  failure: Failure | null;
}

/** Takes what is new in the gallery, if there is something and it answers soon. @returns null: the library has joined none. */
export async function refreshShare(store: Store): Promise<Freshness | null> {
  const share = shareOf(store.folder);
  if (share === null) return null;
  let failure: Failure | null = null;
  try {
    await withShare(share, (client) => refresh(client, share, store), patience);
  } catch (error) {
    failure = toFailure(error);
  }
  const has = markOfSharedPeople(store.folder) !== '';
  const seenAt = has ? (shareOf(store.folder)?.seen?.at ?? null) : null;
  return { server: nameOfServer(share), seenAt, failure };
}

/** Whether a head is the one of the gallery, by which alone people of other desks are recognised; null: nothing has come from there. */
export function isHeadOfShare({ db, folder }: Store, headId: number): boolean | null {
  const seen = shareOf(folder)?.seen ?? null;
  return seen && withoutPeople(db, headId).hash === seen.head;
}

/** What the library has kept of shared galleries, and how much of it a head does not recognise; null: nothing. */
export function countKeptBy({ db }: Store, headId: number): BareCounts | null {
  return countBareFaces(db, { ...withoutPeople(db, headId), featureVersion: currentVersion(db) });
}

/** How a desk stands to its gallery, as far as it knows by itself. */
export interface LocalShareState extends Pick<Freshness, 'seenAt'> {
  server: GalleryServerInfo;
  /** What the library has of it; null: nothing yet. */
  has: Omit<Pulled, 'unsound' | 'gone' | 'lost'> | null;
  /** People whom it keeps as its own. */
  kept: number;
  /** Corrections that wait to be sent, or were refused, in their order. */
  waiting: Correction[];
}

/** Null: it has joined none. */
export async function localStateOfDesk(store: Store): Promise<LocalShareState | null> {
  const { db, folder } = store;
  const share = shareOf(folder);
  if (share === null) return null;
  const names = await readSharedNames(folder);
  if (names !== null) noteCorrections(store, names);
  return {
    server: infoOfServer(share),
    seenAt: names === null ? null : (share.seen?.at ?? null),
    has: names && countsOf(names),
    kept: countKept(store),
    waiting: readOutbox(db).waiting,
  };
}

/** Names of everybody in the gallery, as far as the library knows: as they are there, and as they will be after what waits. */
export async function namesInGallery({
  db,
  folder,
}: Store): Promise<{ there: string[]; corrected: string[] }> {
  const names = await readSharedNames(folder);
  if (names === null) return { there: [], corrected: [] };
  const sorted = (of: Iterable<{ name: string }>) =>
    Array.from(of, ({ name }) => name).sort((a, b) => a.localeCompare(b));
  return { there: sorted(names.known), corrected: sorted(expected(readOutbox(db), names).values()) };
}

/** What the login of a desk may do; `failure`: why the gallery does not say. */
export interface ShareAccess {
  role: ShareRole | null;
  failure: Failure | null;
}

/** Looks without taking anything. @throws TammesError 'share-not-joined' */
export async function accessOfDesk(store: Store): Promise<ShareAccess> {
  const share = joined(store);
  try {
    return { role: await withShare(share, (client) => accessOf(client, share), patience), failure: null };
  } catch (error) {
    return { role: null, failure: toFailure(error) };
  }
}

/** What became of somebody who was forgotten in the gallery. */
export interface ForgottenThere {
  faces: number;
  /** Why this desk has not taken what is left; null: it has. */
  failure: Failure | null;
  /** Why the server has not overwritten what went; null: it has. */
  uncleared: Failure | null;
}

/**
 * An owner forgets somebody in the gallery; this desk takes what is left at once, the others when they take it next.
 * @throws TammesError 'share-person-unknown', 'share-not-let-in' and what `accessOf` throws
 */
export async function forgetInGallery(store: Store, name: string): Promise<ForgottenThere> {
  const share = joined(store);
  const faces = await withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    return forgetInShare(client, name);
  });
  if (faces === null) throw new TammesError('share-person-unknown', { server: nameOfServer(share), name });
  // Whoever is gone is gone, whatever becomes of the rest.
  const failureOf = (rest: Promise<unknown>) => rest.then(() => null, toFailure);
  const hasTaken = markOfSharedPeople(store.folder) !== '';
  return {
    faces,
    failure: hasTaken
      ? await failureOf(withShare(share, (client) => pull(client, share, store, () => {})))
      : null,
    uncleared: await failureOf(withShare(share, vacuumShare)),
  };
}

/**
 * Takes the faces of somebody who is forgotten in the library out of the gallery, as far as this desk has sent them.
 * @returns null: the library shares none; `withdrawn` false: the gallery was not reached, or this login may not.
 */
export async function withdrawFromShare(
  folder: string,
  faceIds: readonly number[],
): Promise<{ server: string; withdrawn: boolean } | null> {
  const share = shareOf(folder);
  if (share === null) return null;
  const server = nameOfServer(share);
  try {
    const withdrawn = await withShare(share, (client) => withdrawFaces(client, share.desk, faceIds));
    return { server, withdrawn };
  } catch {
    return { server, withdrawn: false };
  }
}
