/** What `bench labels` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

/** Means over the trials of one set and share. */
const found = z.object({
  method: z.string(),
  /** Names that are held to be wrong. */
  doubted: z.number(),
  /** Share of these that are wrong, and share of the wrong ones that are among them. */
  precision: z.number(),
  recall: z.number(),
  /** Share of wrong ones among as many of the worst as names are wrong. */
  first: z.number(),
  /** How many of the doubted are wrong, as the method says itself; null: it does not. */
  expected: z.number().nullable(),
});
export type Found = z.infer<typeof found>;

const trial = z.object({
  set: z.string(),
  /** Whose faces have a wrong name: those of others who are there, or of strangers who are nowhere else. */
  kind: z.enum(['others', 'strangers']).default('others'),
  faces: z.int(),
  people: z.int(),
  /** Share of names that were made wrong, and how many that are. */
  share: z.number(),
  wrong: z.int(),
  methods: z.array(found),
});
export type LabelTrial = z.infer<typeof trial>;

/** DIR at the compared false-alarm rates, a mean over trials. */
const recognition = z.object({
  given: z.array(z.number()),
  removed: z.array(z.number()),
  right: z.array(z.number()),
});
export type Recognition = z.infer<typeof recognition>;

export const labelsResult = z.object({
  header: headerSchema,
  seeds: z.int(),
  trials: z.array(trial),
  /** What wrong names do to recognition: with them, without the doubted faces, and if all names are right. By share. */
  recognition: z.array(recognition.extend({ set: z.string(), share: z.number() })),
});
export type LabelsResult = z.infer<typeof labelsResult>;
