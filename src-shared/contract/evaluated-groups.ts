/** How heads fare with groups of people and photos. */
import { z } from 'zod';
import { figure } from './evaluation.ts';

/** By a measure: the share of each group's pairs, or photos, null where they are too few. */
const groupShares = z.object({
  /** Same-person pairs of the group over the threshold (TAR), and pairs of two people of the group (FAR). */
  trueAccept: figure.nullable(),
  falseAccept: figure.nullable(),
});

/** The group with the most less that with the least, by their places; the interval allows for having chosen these two. */
const groupGap = figure.extend({ most: z.int(), least: z.int() }).nullable();

/** How heads fare with groups of faces at one threshold for all. */
export const groups = z.object({
  by: z.string(),
  /** Named faces of which the library does not say to which group they belong. */
  unknown: z.int(),
  rows: z.array(
    z.object({
      name: z.string(),
      people: z.int(),
      faces: z.int(),
      /** Pairs whose faces both are in the group: of one person, and of two. */
      same: z.int(),
      different: z.int(),
      /** Photos of the group's people, and those without a face that was found; null: not known of groups of this kind. */
      photos: z.object({ all: z.int(), notFound: z.int() }).nullable(),
      /** The share of these; it is no head's. */
      notFound: figure.nullable(),
    }),
  ),
  notFoundGap: groupGap,
  heads: z.array(
    z.object({
      /** Over which this share of all pairs of two people comes. */
      threshold: z.number(),
      rate: z.number(),
      /** In the order of `rows`. */
      groups: z.array(groupShares),
      trueAcceptGap: groupGap,
      falseAcceptGap: groupGap,
    }),
  ),
});
export type GroupsResult = z.infer<typeof groups>;

/** What groups can be formed by, and how many named faces have a group. */
export const grouping = z.object({ by: z.string(), groups: z.int(), faces: z.int() });
export type Grouping = z.infer<typeof grouping>;
