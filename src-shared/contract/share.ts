/** A gallery that several libraries share in a database: see docs/SHARED.md. */
import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { galleryServer } from './gallery.ts';
import { job } from './jobs.ts';
import { method } from './method.ts';

/** What a login may do there. */
export const shareRole = z.enum(['reader', 'enroller', 'owner']);
export type ShareRole = z.infer<typeof shareRole>;

/** What owners can give others. Who else owns a gallery is for whoever manages the server to say. */
export const grantedRole = z.enum(['reader', 'enroller']);
export type GrantedRole = z.infer<typeof grantedRole>;

/** A login that has access to the gallery. */
export const shareMember = z.object({
  login: z.string(),
  role: shareRole,
  /** Whether it is the one that asks. */
  isOwn: z.boolean(),
});
export type ShareMember = z.infer<typeof shareMember>;

/** What whoever has got access joins by. */
export const shareEntry = z.object({
  address: z.string(),
  /** Whether the address leads to the machine on which it is used: elsewhere it needs the server's name. */
  isLocal: z.boolean(),
  /** Whether the server's certificate is verified by a file, which the other needs, too. */
  needsCertificates: z.boolean(),
  /** Of a login that was made, and known to nobody else; null: it was there. */
  password: z.string().nullable(),
  /** What it may do now, and what it might do before; null: nothing. */
  role: shareRole,
  before: shareRole.nullable(),
});
export type ShareEntry = z.infer<typeof shareEntry>;

/** A correction of a person for all desks that waits to be sent, or was refused; commands call it by its number. */
export const waitingCorrection = z.object({
  number: z.int(),
  from: z.string(),
  to: z.string(),
  /** Whether it makes one of two people. */
  merges: z.boolean(),
  at: z.string(),
  /** Somebody has corrected the same person since, or somebody else has the new name; who has, and when, if it is known. Null: it waits. */
  refused: z
    .object({ why: z.enum(['changed', 'taken']), login: z.string().nullable(), at: z.string().nullable() })
    .nullable(),
});
export type WaitingCorrection = z.infer<typeof waitingCorrection>;

/** What goes on between a library and its gallery: sending, taking what is new, and making that the library's own. */
export const shareWork = z.enum(['push', 'pull', 'keep']);
export type ShareWork = z.infer<typeof shareWork>;

const count = z.int();
/** What the last of these has come to. */
export const shareNews = z.discriminatedUnion('work', [
  z.object({
    work: z.literal('push'),
    ...{ people: count, faces: count, added: count, changed: count, withdrawn: count },
    /** Not sent: an owner has forgotten these people. */
    forgotten: count,
    /** Corrections that were made for all desks. */
    corrected: count,
  }),
  z.object({
    work: z.literal('pull'),
    ...{ people: count, faces: count },
    /** Faces left out, as their numbers are no embedding; and faces that were kept and went, as the gallery has them no more. */
    ...{ unsound: count, lost: count },
  }),
  z.object({ work: z.literal('keep'), ...{ people: count, faces: count, added: count, unsound: count } }),
]);
export type ShareNews = z.infer<typeof shareNews>;

/** How a library stands to its gallery, as far as it knows without asking there. */
export const shareState = z.object({
  server: galleryServer,
  /** When what it has was last the newest, ISO 8601; null: it has nothing yet. */
  seenAt: z.string().nullable(),
  /** People and faces of other desks, and the head of all; null: nothing yet. */
  has: z
    .object({ people: count, faces: count, head: z.object({ name: z.string(), version: count }) })
    .nullable(),
  /** People whom it has kept as its own. */
  kept: count,
  waiting: z.array(waitingCorrection),
  /** Since the library was opened. */
  last: shareNews.nullable(),
});
export type ShareState = z.infer<typeof shareState>;

/** What a library that joins finds. */
const shareEntrance = z.object({
  /** Of its login. */
  role: shareRole,
  /** Whether no head is published yet, without which there are no people. */
  isEmpty: z.boolean(),
});
export type ShareEntrance = z.infer<typeof shareEntrance>;

/** @param password null: that of the address, of PGPASSWORD or of the passfile. */
const login = z.object({
  address: z.string().trim().min(1).max(2000),
  password: z.string().max(1000).nullable(),
});
const name = z.string().trim().min(1).max(200);
/** As it is on the server, where spaces tell one login from another. */
const member = z.string().min(1).max(200);

export const shareMethods = {
  /** Null: it has joined none. */
  'share.state': method(z.undefined(), shareState.nullable()),
  /** Asks the gallery what the login may do; `failure`: why it does not say. */
  'share.access': method(
    z.undefined(),
    z.object({ role: shareRole.nullable(), failure: failureSchema.nullable() }),
  ),
  /** Makes a gallery in a database, or brings one up to date, and joins it. */
  'share.init': method(login, shareEntrance),
  /** Nothing is sent, and nothing taken. */
  'share.join': method(login, shareEntrance),
  /** Names of everybody in the gallery, as far as the library knows: as they are there, and as they will be after what waits. */
  'share.people': method(
    z.undefined(),
    z.object({ there: z.array(z.string()), corrected: z.array(z.string()) }),
  ),
  /**
   * Corrects somebody for all desks; who has the new name is the same person then, if that may be.
   * @returns the correction if it waits or was refused, why the gallery was not reached, and whether two people became one.
   */
  'share.rename': method(
    z.object({ from: name, to: name, mayMerge: z.boolean() }),
    z.object({
      waiting: waitingCorrection.nullable(),
      failure: failureSchema.nullable(),
      merged: z.boolean(),
    }),
  ),
  /**
   * For good. @returns how many faces went; why this library has not taken what is left, and why the server has not overwritten what went;
   * null: it has.
   */
  'share.forget': method(
    z.object({ name }),
    z.object({ faces: count, failure: failureSchema.nullable(), uncleared: failureSchema.nullable() }),
  ),
  'share.begin': method(z.object({ work: shareWork }), job),
  /** Whose correction counts: see `tammes gallery share mine` and `theirs`. */
  'share.decide': method(z.object({ number: count, whose: z.enum(['mine', 'theirs']) }), z.void()),
  /** Of owners alone, as the next two. */
  'share.members': method(z.undefined(), z.array(shareMember)),
  /** Gives a login access, or changes what it may do. `role` null: as it is, or a reader; `mayMake`: whether one is made if there is none. */
  'share.grant': method(
    z.object({ login: member, role: grantedRole.nullable(), mayMake: z.boolean() }),
    shareEntry,
  ),
  'share.revoke': method(z.object({ login: member }), z.void()),
  'share.publish': method(z.object({ headId: count }), z.object({ name: z.string(), version: count })),
  /** @returns which gallery it was. */
  'share.leave': method(z.undefined(), z.object({ server: z.string().nullable() })),
};
