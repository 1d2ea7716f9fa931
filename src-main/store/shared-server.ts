/** The shared gallery that a library has joined. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressBook } from './address-book.ts';
import { isSameDatabase, type ServerAddress, serverAddress } from './gallery-server.ts';

const joined = serverAddress.extend({
  /** What this library is called there: a face that it sends again is known by this and its number. */
  desk: z.uuid(),
  /**
   * When what the library has of the gallery was last the newest, what its journal had come to, and the hash of its head; null: it has
   * nothing yet.
   */
  seen: z.object({ at: z.string(), state: z.string(), head: z.string() }).nullable(),
});
export type JoinedShare = z.infer<typeof joined>;

const shares = addressBook('shared-galleries.json', joined);
/** The names that libraries keep when they leave: who joins again is no other desk. */
const desks = addressBook('shared-desks.json', z.uuid());

/** Null: it has joined none. */
export const shareOf = (folder: string): JoinedShare | null => shares.of(folder);

/** Joins, or joins again with another address or login. */
export function keepShare(folder: string, to: ServerAddress): JoinedShare {
  const desk = desks.of(folder) ?? randomUUID();
  const share = { ...to, desk, seen: null };
  desks.keep(folder, desk);
  shares.keep(folder, share);
  return share;
}

/** Whether the library is still in the gallery, with whatever login: not after it has left, or joined another. */
export function isStillJoined(folder: string, share: JoinedShare): boolean {
  const now = shareOf(folder);
  return now !== null && isSameDatabase(now, share);
}

/** Notes that what the library has is the newest, if it is still in that gallery. */
export function noteSeen(
  folder: string,
  share: JoinedShare,
  what: Omit<NonNullable<JoinedShare['seen']>, 'at'>,
): void {
  const now = shareOf(folder);
  if (now === null || !isSameDatabase(now, share)) return;
  shares.keep(folder, { ...now, seen: { at: new Date().toISOString(), ...what } });
}

export const dropShare = (folder: string): void => shares.drop(folder);
