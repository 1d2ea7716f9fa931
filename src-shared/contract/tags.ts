/** Schemas of tags: what people, or tables that they bring in, say of faces beside names. */
import { z } from 'zod';
import { changed } from './journal.ts';
import { method } from './method.ts';

const name = z.string().trim().min(1).max(100);
const value = z.string().trim().max(200);

/** Which faces are meant: those with a tag, whatever its value, or with this one. */
export const tagCondition = z.object({ name, value: value.min(1).nullable().default(null) });
export type TagCondition = z.infer<typeof tagCondition>;

/** A tag with its values, and how many named faces have each. */
export const libraryTag = z.object({
  name: z.string(),
  values: z.array(z.object({ value: z.string(), faces: z.int() })),
});
export type LibraryTag = z.infer<typeof libraryTag>;

/** A tag with its value, and of what it is: of somebody on a photo, of the photo, or of somebody on all photos. */
export const givenTag = z.object({
  name: z.string(),
  value: z.string(),
  of: z.enum(['face', 'photo', 'person']),
});
export type GivenTag = z.infer<typeof givenTag>;

export const tagsMethods = {
  /** By name. */
  'library.tags': method(z.undefined(), z.array(libraryTag)),
  /** What counts for a named face, or is said of a person on all photos; by name. */
  'library.tagsOf': method(
    z.union([z.object({ faceId: z.int() }), z.object({ personId: z.int() })]),
    z.array(givenTag),
  ),
  /**
   * Gives a tag to faces alone, or to people with all their faces, those to come, too; an empty value takes it away again. `unnamed`: faces
   * that got none, as a tag is of somebody on a photo.
   */
  'library.setTag': method(
    z.object({
      of: z.union([
        z.object({ faceIds: z.array(z.int()).min(1) }),
        z.object({ personIds: z.array(z.int()).min(1) }),
      ]),
      name,
      value,
    }),
    changed.extend({ unnamed: z.int() }),
  ),
};
