import { z } from 'zod';
import { method } from './method.ts';
import { pixels } from './vision.ts';

/** How the line between known and unknown was drawn. */
export const threshold = z.object({
  /** Smallest cosine that counts as known. */
  cosine: z.number(),
  /** `library`: from this gallery's own scores; `default`: too few of them, a fixed value was taken. */
  source: z.enum(['library', 'default']),
  /** Scores of faces against their own person (left out of the person's mean). */
  genuine: z.int(),
  /** Scores of faces against the best other person. */
  impostor: z.int(),
  /** Share of genuine scores under the threshold and of impostor scores at or over it, on these same scores. */
  falseReject: z.number().nullable(),
  falseAccept: z.number().nullable(),
});
export type Threshold = z.infer<typeof threshold>;

export const candidate = z.object({
  personId: z.int(),
  name: z.string(),
  /** Cosine between the probe's embedding and the person's mean direction. */
  cosine: z.number(),
  /** The gallery face nearest to the probe and its cosine. */
  nearestFaceId: z.int(),
  nearestCosine: z.number(),
});
export type Candidate = z.infer<typeof candidate>;

export const match = z.object({
  known: z.boolean(),
  /** Best first. */
  candidates: z.array(candidate),
  /** Cosine of the first less that of the second; null with fewer than two people. */
  margin: z.number().nullable(),
});
export type Match = z.infer<typeof match>;

export const matchingMethods = {
  /** Matches features of faces against the gallery. Head: `training.heads`' id. */
  'matching.match': method(
    z.object({
      headId: z.int(),
      features: z.array(z.array(z.number()).length(256)),
      limit: z.int().min(1).max(100).default(5),
    }),
    z.object({ threshold, people: z.int(), matches: z.array(match) }),
  ),
  /** Decodes any photo that Tammes reads into upright pixels of bounded size. `name` only serves messages. */
  'matching.decode': method(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }), pixels),
};
