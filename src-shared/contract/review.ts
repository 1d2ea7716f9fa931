/** Faces that wait for a decision: without a name, in groups and by person, and with a name that may be wrong. */
import { z } from 'zod';
import { changed } from './journal.ts';
import { method } from './method.ts';

/**
 * Share of the work that is done, from 0 to 1, where what is answered is being worked out anew; null: it is up to date. What has
 * been named, deleted or decided meanwhile is never answered.
 */
const progress = z.number().nullable();

const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(10_000).default(100) };

/** A person whom faces may be of. */
export const likely = z.object({
  personId: z.int(),
  /** Cosine with the mean of the person's faces. */
  cosine: z.number(),
  /** Null if nothing is known of how the head's scores spread. */
  probability: z.number().nullable(),
});
export type Likely = z.infer<typeof likely>;

/** Faces without a name that look like one person. */
export const faceGroup = z.object({
  /** Its face with the smallest id: a group keeps its id for as long as it has that face. */
  id: z.int(),
  size: z.int(),
  /** The first of its faces, the most typical one first. */
  faceIds: z.array(z.int()),
  /** Whom of those that have a name they look like; null: like nobody. */
  likely: likely.nullable(),
});
export type FaceGroup = z.infer<typeof faceGroup>;

/** A face without a name, and whose it may be. */
export const suggestion = likely.extend({
  faceId: z.int(),
  /** Of the person's faces the one that is most like it. */
  nearestFaceId: z.int(),
  /** Whether a stranger comes so near so seldom as the library's rate of false accepts says. Others are a maybe. */
  sure: z.boolean(),
});
export type Suggestion = z.infer<typeof suggestion>;

/** One side of a doubt: how near a face is to a person. */
const side = z.object({
  personId: z.int(),
  /** Cosine with the mean of the person's other faces. */
  cosine: z.number(),
  /** Of these faces the one that is most like it. */
  nearestFaceId: z.int(),
  /** Whether that face is on a photo of the same shot: a copy under two names, most likely. */
  sameShot: z.boolean(),
});

/** A face that is nearer to another person than to its own, or like nobody. */
export const doubt = z.object({
  faceId: z.int(),
  personId: z.int(),
  /** Null if the person has no other face. */
  own: side.nullable(),
  /** Null: the face is unlike the others of its person, and like nobody else. */
  other: side.nullable(),
  /** That the name is wrong; null if too few faces have a name to say. */
  probability: z.number().nullable(),
});
export type Doubt = z.infer<typeof doubt>;

/** A name by which files say who is on a photo. */
const fileName = z.object({
  name: z.string(),
  /** Null: nobody is called so. */
  personId: z.int().nullable(),
  paths: z.array(z.string()),
  /** Another face of this person; null: there is none. */
  faceId: z.int().nullable(),
});

/** A photo whose files lie under the names of several people. It is one photo, as the files are equal, and only one name counts. */
export const twoNames = z.object({
  faceId: z.int(),
  /** The name that counts. */
  own: fileName.extend({ personId: z.int() }),
  others: z.array(fileName),
});
export type TwoNames = z.infer<typeof twoNames>;

export const reviewMethods = {
  /** How many wait. Null before they have been worked out for the first time since the library was opened. */
  'review.counts': method(
    z.undefined(),
    z.object({
      progress,
      /** Somebody has stopped the comparing: what has changed is not worked out until `review.compare` asks for it. */
      stopped: z.boolean(),
      /** Faces without a name, alone or in groups. */
      unnamed: z.int(),
      groups: z.int().nullable(),
      /** Faces in groups. */
      grouped: z.int().nullable(),
      suggestions: z.int().nullable(),
      doubtful: z.int().nullable(),
      /** Photos whose files lie under the names of several people. */
      twoNames: z.int(),
      /** Decisions in all, for a badge: groups, faces in no group that are suggested to somebody, doubts, and photos under two names. */
      waiting: z.int().nullable(),
    }),
  ),
  /** Stops comparing faces, or goes on with it from the beginning. */
  'review.compare': method(z.object({ on: z.boolean() }), z.undefined()),
  /** Groups of two and more faces, the largest first. `faces`: how many of each are told. */
  'review.groups': method(
    z.object({ ...page, faces: z.int().min(1).max(100).default(12) }).prefault({}),
    z.object({ progress, total: z.int(), groups: z.array(faceGroup) }),
  ),
  /** All faces of a group, the most typical first. Fails with 'unknown-id' if there is no such group any more. */
  'review.groupFaces': method(z.object({ groupId: z.int() }), faceGroup),
  /** The likeliest first. Without a person: of all. */
  'review.suggestions': method(
    z.object({ ...page, personId: z.int().optional() }).prefault({}),
    z.object({
      progress,
      total: z.int(),
      suggestions: z.array(suggestion),
      /** Everybody to whom faces are suggested, whoever is asked about, the most first. */
      people: z.array(z.object({ personId: z.int(), count: z.int(), sure: z.int() })),
    }),
  ),
  /** The worst first. */
  'review.doubtful': method(
    z.object(page).prefault({}),
    z.object({
      progress,
      total: z.int(),
      /** How many of all doubts are wrong names: the sum of their probabilities; null if these are not known. */
      expected: z.number().nullable(),
      doubts: z.array(doubt),
    }),
  ),
  /** Photos under several names, by path. What was named by hand or kept is decided. */
  'review.twoNames': method(
    z.object(page).prefault({}),
    z.object({ progress: z.null(), total: z.int(), photos: z.array(twoNames) }),
  ),
  /** The name of a face is right: it is not doubted any more unless it gets another. */
  'review.keep': method(z.object({ faceId: z.int() }), changed),
};
