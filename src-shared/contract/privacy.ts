/** What is asked of whoever keeps faces of others: how long they are kept, and a record of it. */
import { z } from 'zod';
import { day } from './consent.ts';
import { galleryServer } from './gallery.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';

/** How long people and faces are kept. Nothing goes by itself: what is due is listed, and people decide. */
export const retentionRule = z.object({
  /** Whether people whose consent has ended are due. */
  expired: z.boolean(),
  /** Months after which faces without a name are due; null: never. */
  strangerMonths: z
    .int()
    .min(1)
    .max(1200)
    .nullable()
    .meta({ titles: { en: 'Months', ja: '月数' } }),
});
export type RetentionRule = z.infer<typeof retentionRule>;

/** What is due by the rule today. */
export const retentionDue = z.object({
  /** Whose consent has ended, the longest ago first. */
  people: z.array(z.object({ id: z.int(), name: z.string(), faces: z.int(), until: day })),
  /** Faces without a name on photos that were read before a day; null: the rule names none. */
  strangers: z
    .object({
      before: day,
      faces: z.int(),
      photos: z.int(),
      /** Some of the faces, the oldest first, for `mediaUrl.chip`. */
      some: z.array(z.int()),
    })
    .nullable(),
  /** Backups in the library's own folder: they go as a whole if faces are erased. */
  backups: z.int(),
});
export type RetentionDue = z.infer<typeof retentionDue>;

/** What went. */
export const strangersErased = z.object({
  faces: z.int(),
  photos: z.int(),
  backups: z.int(),
  /** False: another program keeps the library's file, so that its free pages are cleared when it is next opened. */
  complete: z.boolean(),
});
export type StrangersErased = z.infer<typeof strangersErased>;

/** A text of the record of processing that people write; null: nobody has. */
const recordText = z.string().trim().max(10_000).nullable();

/** What a record of processing (GDPR, article 30) says. */
export const privacyRecord = z.object({
  /** The day on which it was made. */
  at: day,
  version: z.string(),
  /** Where the library lies. */
  library: z.string(),
  /** Whether Tammes encrypts it. */
  encrypted: z.boolean(),
  /** The database that people's embeddings are sent to; null: none. */
  server: galleryServer.nullable(),
  /** The database of the gallery that the library shares with other desks; null: it shares none. */
  shared: galleryServer.nullable(),
  people: z.int(),
  photos: z.int(),
  faces: z.int(),
  /** Of these, without a name. */
  strangers: z.int(),
  /** Trained ones. */
  heads: z.int(),
  backups: z.int(),
  /** The day on which the oldest photo was read; null: there is none. */
  since: day.nullable(),
  /** People of whom consent is noted; of these, whose consent ends within 30 days, and whose has ended. */
  consents: z.object({ noted: z.int(), soon: z.int(), ended: z.int() }),
  rule: retentionRule,
  purposes: recordText,
  /** Who is responsible, and how they can be reached. */
  controller: recordText,
});
export type PrivacyRecord = z.infer<typeof privacyRecord>;

export const privacyMethods = {
  'privacy.record': method(z.undefined(), privacyRecord),
  /** Sets texts of the record; what is absent stays, null is the text that Tammes has. */
  'privacy.setTexts': method(
    z.object({ purposes: recordText.optional(), controller: recordText.optional() }),
    changed,
  ),
  'privacy.rule': method(z.undefined(), retentionRule),
  'privacy.setRule': method(retentionRule, changed),
  'privacy.due': method(z.undefined(), retentionDue),
  /**
   * Erases faces without a name for good, which no undo takes back, with all backups in the library's folder.
   * @param before, faces as `privacy.due` said: refused if there are others by now ('strangers-changed').
   */
  'privacy.eraseStrangers': method(z.object({ before: day, faces: z.int() }), strangersErased),
};
