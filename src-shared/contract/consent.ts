/** Consent of a person to be in the library. For who needs it; without it all works as with it. */
import { z } from 'zod';

/** A day of the calendar, as 2027-01-31. */
export const day = z.iso.date('is no day such as 2027-01-31');

export const consent = z
  .object({
    /** Who consented, for whom, and how. */
    note: z
      .string()
      .max(10_000)
      .meta({ titles: { en: 'Consent', ja: '同意' } }),
    /** When; null: not noted. */
    given: day.nullable().meta({ titles: { en: 'Given on', ja: '同意した日' } }),
    /** The last day on which it counts; null: no end is noted. */
    until: day.nullable().meta({ titles: { en: 'Until', ja: '期限' } }),
  })
  .refine(({ given, until }) => given === null || until === null || given <= until, {
    message: 'ends before it is given',
    path: ['until'],
  });
export type Consent = z.infer<typeof consent>;
