import { z } from 'zod';
import { method } from './method.ts';
import { leftOut, qualityLimits } from './quality.ts';
import { describedFace } from './vision.ts';

export const person = z.object({
  id: z.int(),
  name: z.string(),
  photos: z.int(),
  /** Faces labelled with this person. */
  faces: z.int(),
  /** Faces in the gallery; 0 when not enrolled. */
  enrolled: z.int(),
});
export type Person = z.infer<typeof person>;

/** What an enrolment added, so that it can be undone. */
export const enrolment = z.object({
  enrolmentId: z.int(),
  personId: z.int(),
  name: z.string(),
  added: z.int(),
});
export type Enrolment = z.infer<typeof enrolment>;

/** What enrolling everybody did. */
export const enrolments = z.object({
  enrolments: z.array(enrolment),
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

export const peopleMethods = {
  'people.list': method(z.undefined(), z.array(person)),
  /** Enrols faces that are already in the library; those without a label get this person's. */
  'people.enrol': method(z.object({ name: personName, faceIds: z.array(z.int()).min(1) }), enrolment),
  /** Enrols every person in the library with all labelled faces, or with those within the limits. */
  'people.enrolAll': method(
    z.object({ limits: qualityLimits.nullable().default(null) }).prefault({}),
    enrolments,
  ),
  /** Enrols a face from a photo outside the library; the chip and feature are kept, the photo is not. */
  'people.enrolNew': method(
    z.object({ name: personName, source: z.string(), face: describedFace }),
    enrolment,
  ),
  /** Undoes enrolments exactly: gallery entries, labels, people and faces that they made. */
  'people.undoEnrol': method(z.object({ enrolmentIds: z.array(z.int()).min(1) }), z.array(person)),
};
