import { z } from 'zod';
import { consent } from './consent.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { leftOut, qualityLimits } from './quality.ts';
import { describedFace } from './vision.ts';

export const person = z.object({
  id: z.int(),
  name: z.string(),
  photos: z.int(),
  /** Faces labelled with this person. */
  faces: z.int(),
  /** Faces by which the person is recognised: those that somebody chose, or all that can be seen well enough; and bare ones. */
  enrolled: z.int(),
  /** Faces that the library has without photo and feature, kept from a shared gallery: by the head of that alone the person is recognised. */
  bare: z.int(),
  /** Whether somebody chose them. */
  chosen: z.boolean(),
  /** The face on the person's card: the one that was chosen, or the best; null without a face. */
  portrait: z.int().nullable(),
  /** Not shown in lists of people and faces unless asked for. */
  hidden: z.boolean(),
  /** A stranger: neither recognised nor suggested. */
  ignored: z.boolean(),
  birthYear: z.int().nullable(),
  note: z.string(),
  consent,
  /** Median angle of the faces to their mean direction under the pretrained head, in degrees; null: not known yet, or one face. */
  spread: z.number().nullable(),
});
export type Person = z.infer<typeof person>;

/** What an enrolment added. */
export const enrolment = changed.extend({
  personId: z.int(),
  name: z.string(),
  added: z.int(),
});
export type Enrolment = z.infer<typeof enrolment>;

/** What enrolling everybody did. */
export const enrolments = changed.extend({
  /** Who is enrolled now. */
  people: z.int(),
  /** Faces that the limits left out. */
  leftOut,
  /** People who were not enrolled, as all of their faces were left out. */
  notEnrolled: z.array(z.string()),
});
export type Enrolments = z.infer<typeof enrolments>;

/** A name as people may give it; control characters would be obeyed by what shows it. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !/\p{Cc}/u.test(name), 'has control characters')
  .meta({ titles: { en: 'Name', ja: '名前' } });

/** Who faces are given to: somebody who is there, a name (somebody new, if nobody has it), or nobody. */
export const receiver = z.union([z.object({ personId: z.int() }), z.object({ name: personName }), z.null()]);

/** A photo on which one person has several faces. */
export const twicePhoto = z.object({
  photoId: z.int(),
  path: z.string(),
  personId: z.int(),
  faceIds: z.array(z.int()),
  /** Somebody said that it is meant so: a collage, a mirror. */
  allowed: z.boolean(),
});
export type TwicePhoto = z.infer<typeof twicePhoto>;

/** A head that was trained on somebody's faces. */
const headOfPerson = z.object({
  name: z.string(),
  /** Class centres that stand for the person. */
  centres: z.int(),
});

/** What forgetting somebody takes away. */
export const forgetting = z.object({
  name: z.string(),
  /** Names in files that mean the person, too. */
  otherNames: z.array(z.string()),
  faces: z.int(),
  /** Photos whose records go as a whole. */
  photos: z.int(),
  /** Photos that stay, without the person's face. */
  photosKept: z.int(),
  /** Photos whose path names the person: others on them stay as faces without a photo. */
  photosLoose: z.int(),
  /** Files of these photos, and files that exports wrote: they lie outside of the library, and stay there. */
  filesLeft: z.object({ photos: z.int(), exported: z.int() }),
  /** Entries of the journal that then say only that something was erased. */
  journalEntries: z.int(),
  /** Evaluations that then show no face of the person; their figures stay. */
  evaluations: z.int(),
  heads: z.array(headOfPerson),
  /** Stopped runs that cannot go on without the person. */
  stoppedRuns: z.array(z.string()),
  /** Backups in the library's own folder: they go as a whole. Those elsewhere are not reached. */
  backups: z.int(),
  /** Notes on other people and on runs that mention the person: they stay, as they tell of others. */
  notesLeft: z.int(),
});
export type Forgetting = z.infer<typeof forgetting>;

/** What becomes of heads that were trained on somebody who is forgotten. */
export const headsAfterwards = z.enum(['rebuild', 'drop']);
export type HeadsAfterwards = z.infer<typeof headsAfterwards>;

/** What went. */
export const forgettingReceipt = forgetting.extend({
  /** ISO 8601. */
  at: z.string(),
  /** Heads that are there without the person's class centres; and those that are gone. */
  rebuilt: z.array(z.string()),
  dropped: z.array(z.string()),
  /** False: another program keeps the library's file, so that its free pages are cleared when it is next opened. */
  complete: z.boolean(),
  /** The database that could not be reached and still has the person's embedding; null: none has. The next connection removes it. */
  stillOn: z.string().nullable(),
  /**
   * The gallery that the library shares with other desks, and whether this library's faces of the person were taken out of it: else the
   * next that it sends takes them out. Faces that other desks have sent stay there until an owner forgets the person. Null: it shares none.
   */
  shared: z.object({ server: z.string(), withdrawn: z.boolean() }).nullable(),
});
export type ForgettingReceipt = z.infer<typeof forgettingReceipt>;

const faceIds = z.array(z.int()).min(1);
/** Whether one person may have two faces on a photo by this change; else it is refused ('person-twice'). */
const allowTwice = z.boolean().default(false);

export const peopleMethods = {
  'people.list': method(z.undefined(), z.array(person)),
  /** Refused if somebody else has the name ('person-exists'): merge them. Files that give the old name mean this person. */
  'people.rename': method(z.object({ personId: z.int(), name: personName }), changed),
  /** Gives all faces of people to one, who keeps name, portrait and the rest; files that give their names mean that one. */
  'people.merge': method(z.object({ personIds: faceIds, into: z.int(), allowTwice }), changed),
  /**
   * Gives faces to somebody: names unknown faces, confirms a suggestion, corrects, splits (to a new name), or takes the name away
   * (`to`: null). Scans do not change that again. That a face is not who it was before is remembered.
   */
  'people.moveFaces': method(
    z.object({ faceIds, to: receiver, allowTwice }),
    changed.extend({ personId: z.int().nullable() }),
  ),
  /** "Not this person": the faces lose that name if they have it, and it is never suggested for them again. */
  'people.reject': method(z.object({ faceIds, personId: z.int() }), changed),
  /** Faces of strangers: not in groups of unknown faces, not suggested; or again. A name takes a face out of them. */
  'people.ignoreFaces': method(z.object({ faceIds, ignored: z.boolean() }), changed),
  'people.update': method(
    z.object({
      personId: z.int(),
      /** null: the best face. */
      portrait: z.int().nullable().optional(),
      hidden: z.boolean().optional(),
      ignored: z.boolean().optional(),
      birthYear: z.int().min(1000).max(3000).nullable().optional(),
      note: z.string().max(10_000).optional(),
      consent: consent.optional(),
    }),
    changed,
  ),
  /** Photos on which one person has several faces, those that nobody has allowed first. */
  'people.twice': method(z.undefined(), z.array(twicePhoto)),
  'people.allowTwice': method(
    z.object({ photoId: z.int(), personId: z.int(), allowed: z.boolean() }),
    changed,
  ),
  /** Chooses exactly which of a person's faces stand for her or him; null: all that can be seen well enough. */
  'people.chooseFaces': method(
    z.object({ personId: z.int(), faceIds: z.array(z.int()).min(1).nullable() }),
    changed,
  ),
  /** Chooses for everybody all faces, or those within the limits. Without that all that can be seen well enough stand for a person. */
  'people.enrolAll': method(
    z.object({ limits: qualityLimits.nullable().default(null) }).prefault({}),
    enrolments,
  ),
  /** What `people.forget` would take away. */
  'people.forgetPreview': method(z.object({ personId: z.int() }), forgetting),
  /**
   * Removes somebody from the library for good, which no undo takes back: faces, features, pictures, names, what the journal and runs
   * hold of the person. `heads`: those that were trained on the person's faces lose the person's class centres (`rebuild`; their other
   * weights were learned from these faces, too), or go with their runs (`drop`). Refused while a run is trained.
   */
  'people.forget': method(
    z.object({ personId: z.int(), heads: headsAfterwards.default('rebuild') }),
    forgettingReceipt,
  ),
  /** Gives a person a face from a photo outside the library; the chip and feature are kept, the photo is not. */
  'people.enrolNew': method(
    z.object({ name: personName, source: z.string(), face: describedFace }),
    enrolment,
  ),
};
