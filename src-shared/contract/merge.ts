/** What comes of merging another library into this one. */
import { z } from 'zod';

/** What two libraries say differently: this one's word stays. */
export const mergeConflictKind = z.enum([
  /** A face is somebody else there. */
  'name',
  /** There a face is somebody who it is not here; or it is not there who it is here. */
  'refused',
  /** A face with a name there is a stranger's here. */
  'stranger',
  /** A face of there was taken away here; a face of here was taken away there. */
  'face-removed',
  'face-kept',
  /** Of a person. */
  'note',
  'birth-year',
  'consent',
  'portrait',
  'hidden',
  'ignored',
  /** Another name in files means somebody else there. */
  'alias',
]);
export type MergeConflictKind = z.infer<typeof mergeConflictKind>;

const mergeConflict = z.object({
  kind: mergeConflictKind,
  /** Whom it concerns; null: nobody with a name. */
  person: z.string().nullable(),
  /** Path of the photo; null: it concerns none. */
  photo: z.string().nullable(),
  /** What is said here, which stays, and there; empty where the kind says it all. */
  here: z.string(),
  there: z.string(),
});
export type MergeConflict = z.infer<typeof mergeConflict>;

export const mergeReport = z.object({
  /** What comes in. */
  added: z.object({
    people: z.int(),
    photos: z.int(),
    /** Files in which photos lie. */
    files: z.int(),
    faces: z.int(),
    /** Faces of before that get a name. */
    names: z.int(),
    refusals: z.int(),
    /** Facts of people of before: notes, birth years, consent, portraits. */
    facts: z.int(),
  }),
  /** What both have. */
  same: z.object({ people: z.int(), photos: z.int(), faces: z.int() }),
  conflicts: z.array(mergeConflict),
});
export type MergeReport = z.infer<typeof mergeReport>;
