import { z } from 'zod';
import { method } from './method.ts';
import { featureNumbers, pixels } from './vision.ts';

/** The largest share of strangers taken for somebody, by which a threshold is chosen. */
export const falseAcceptRate = z.number().min(1e-4).max(0.5);

/** Rates by name. */
export const falseAcceptPresets = { cautious: 0.001, balanced: 0.01, generous: 0.1 } as const;
export type FalseAcceptPreset = keyof typeof falseAcceptPresets;

/** The line between known and unknown, and what it costs. */
export const threshold = z.object({
  /** Smallest cosine that counts as known. */
  cosine: z.number(),
  /** The rate of strangers taken for somebody that was asked for. */
  wanted: falseAcceptRate,
  /** `library`: counted on this gallery's scores; `default`: they are too few to count so rare a case, a known value was taken. */
  source: z.enum(['library', 'default']),
  /** Scores of faces against their own person (left out of the person's mean). */
  genuine: z.int(),
  /** Scores of faces against the best other person. */
  impostor: z.int(),
  /**
   * On these same scores: the share of faces whose own person does not come first at or over the threshold, and the share of
   * best others at or over it. Null for a default, and without such scores.
   */
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

export const match = z.object({
  known: z.boolean(),
  /** Best first. */
  candidates: z.array(candidate),
  /** Cosine of the first less that of the second; null with fewer than two people. */
  margin: z.number().nullable(),
  /**
   * Probability that the face is the first candidate's, if half of the faces that are asked about are of enrolled people. Null
   * if nobody is enrolled, or nothing is known of how the head's scores spread.
   */
  probability: z.number().nullable(),
});
export type Match = z.infer<typeof match>;

/** Whether two faces are the same person's. */
export const verification = z.object({
  same: z.boolean(),
  cosine: z.number(),
  /** That they are the same person's, if half of the pairs that are asked about are. Null if nothing is known of such scores. */
  probability: z.number().nullable(),
  /** The line between same and different for pairs of single faces, which is another than that of `matching.match`. */
  threshold: z.object({
    cosine: z.number(),
    wanted: falseAcceptRate,
    /** `library`: counted on pairs of enrolled faces; `default`: these are too few, a known value was taken. */
    source: z.enum(['library', 'default']),
  }),
  /** How pairs of enrolled faces score: the place of this pair's cosine among them is to be seen. */
  histogram: z.object({
    /** Cosine at which the first bin begins, and the width of each. */
    from: z.number(),
    step: z.number(),
    /** Pairs of one person, and of two. */
    same: z.array(z.int()),
    different: z.array(z.int()),
  }),
});
export type Verification = z.infer<typeof verification>;

export const matchingMethods = {
  /** Matches features of faces against the gallery. Head: `training.heads`' id. */
  'matching.match': method(
    z.object({
      headId: z.int(),
      features: z.array(featureNumbers),
      /** What the features are; absent: the built-in backbone's. */
      featureVersion: z.int().optional(),
      limit: z.int().min(1).max(100).default(5),
    }),
    z.object({
      threshold,
      people: z.int(),
      /** Enrolled faces that seem to have a wrong name: the threshold is counted without them. */
      suspects: z.int(),
      matches: z.array(match),
    }),
  ),
  /** Compares two faces with each other: the same person or not. */
  'matching.verify': method(
    z.object({
      headId: z.int(),
      features: z.array(featureNumbers).length(2),
      featureVersion: z.int().optional(),
    }),
    verification,
  ),
  /** What the library's threshold is chosen by. */
  'matching.falseAccept': method(z.undefined(), falseAcceptRate),
  'matching.setFalseAccept': method(z.object({ rate: falseAcceptRate }), falseAcceptRate),
  /** Decodes any photo that Tammes reads into upright pixels of bounded size. `name` only serves messages. */
  'matching.decode': method(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }), pixels),
};
