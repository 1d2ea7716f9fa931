/** How heads fare with groups of people and photos. */
import { z } from 'zod';
import { facePair, figure } from './figure.ts';

/** By a measure: the share of each group's pairs, or photos, null where they are too few. */
const groupShares = z.object({
  /** Same-person pairs of the group over the threshold (TAR), and pairs of two people of the group (FAR). */
  trueAccept: figure.nullable(),
  falseAccept: figure.nullable(),
  /** Pairs of one person that are rejected, and pairs of two that are accepted; null: older evaluations. */
  failed: z
    .object({
      same: z.int(),
      different: z.int(),
      /** The worst of each. */
      worstSame: z.array(facePair),
      worstDifferent: z.array(facePair),
    })
    .nullable()
    .default(null),
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
      /** The people of these pairs, which tell whether they are enough; null: older evaluations. */
      pairPeople: z.object({ same: z.int(), different: z.int() }).nullable().default(null),
      /** A few of the faces, of as many people as there are. */
      sample: z.array(z.int()).default([]),
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
