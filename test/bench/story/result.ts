/** What `bench story` finds, as it is kept: the claims of the story's figures. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const claim = z.object({
  text: z.string(),
  quantity: z.string(),
  unit: z.enum(['°', '']),
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  seeds: z.array(z.int()),
  expected: z.object({ relation: z.enum(['below', 'above']), bound: z.number() }),
  holds: z.boolean(),
});

const figure = z.object({
  figure: z.int(),
  title: z.string(),
  seeds: z.array(z.int()),
  backend: z.string(),
  seconds: z.number(),
  claims: z.array(claim),
});
export type StoryFigure = z.infer<typeof figure>;

export const storyResult = z.object({
  header: headerSchema,
  /** In the order of the story. */
  figures: z.array(figure),
});
export type StoryResult = z.infer<typeof storyResult>;
