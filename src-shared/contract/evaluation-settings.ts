/** What is evaluated: the protocol, on the library's own people or on photos beside it. */
import { z } from 'zod';

/** What groups are formed by: `quality`, `pose`, `age`, or a column of a table; null: none are. */
const by = z.string().trim().min(1).max(100).nullable().default(null);

/** Whether only people are evaluated of whom no head was trained on any face. */
const unseen = z.boolean().default(false);

/** Photos of each person that are enrolled. */
const each = z.int().min(1).max(50).default(2);
const draws = z.int().min(1).max(100).default(10);

/** On the library's own people. */
export const librarySettings = z.discriminatedUnion('protocol', [
  /** A search among strangers, drawn several times, and pairs of the same faces. */
  z.object({
    protocol: z.literal('open-set'),
    /** Share of the people who are not enrolled. */
    unknown: z.number().min(0.05).max(0.95).default(0.5),
    each,
    draws,
    by,
    unseen,
  }),
  /** A search for people who are all enrolled, drawn several times, and pairs of the same faces. */
  z.object({ protocol: z.literal('holdout'), each, draws, by, unseen }),
  /** Pairs of faces alone. */
  z.object({ protocol: z.literal('pairs'), by, unseen }),
]);
export type LibrarySettings = z.infer<typeof librarySettings>;

const path = z.string().trim().min(1).max(4096);

/** What groups of photos beside the library are formed by. */
const photoGrouping = z.object({
  /** `quality`, `pose`, or a column of the table; null: none are. */
  by,
  /** A table, CSV with a heading, on these photos or the people on them. */
  columns: path.nullable().default(null),
});
export type PhotoGrouping = z.infer<typeof photoGrouping>;

/** On photos that need not be the library's. What is kept has the names of the folders and files without the way to them. */
export const outsideSettings = z.discriminatedUnion('protocol', [
  /** A search among strangers: people to enrol, other photos of them, and people who are not enrolled, each with a sub-folder a person. */
  z.object({
    ...{ protocol: z.literal('folders'), gallery: path, probes: path, strangers: path },
    ...photoGrouping.shape,
  }),
  /** A list of pairs and the folder of its photos; null: the list is a set of insightface, which has its own. */
  z.object({ protocol: z.literal('list'), list: path, images: path.nullable(), ...photoGrouping.shape }),
  /** Pairs of templates, sets of photos of one person: the list of their photos, that of the pairs, and the folder of the photos. */
  z.object({ protocol: z.literal('templates'), templates: path, list: path, images: path }),
]);
export type OutsideSettings = z.infer<typeof outsideSettings>;

export const evaluationSettings = z.discriminatedUnion('protocol', [
  ...librarySettings.options,
  ...outsideSettings.options,
]);
export type EvaluationSettings = z.infer<typeof evaluationSettings>;
