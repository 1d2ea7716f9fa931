/** Schemas of class centres, their spread and optima. */
import { z } from 'zod';
import { method } from './method.ts';

/** The largest smallest angle for a number of points, and how sure that is. */
export const optimum = z.object({
  /** Degrees. Only with `proven` and `best-known` are there points that reach it. */
  angle: z.number(),
  /**
   * `proven`: no arrangement does better. `best-known`: none is known that does. `bound`: no more is known than that
   * none does better, and perhaps none comes near.
   */
  status: z.enum(['proven', 'best-known', 'bound']),
  /** Where it comes from, for example "simplex". */
  source: z.string(),
  /** The lowest angle that is proven to be out of reach of all above it, degrees: `angle` itself unless `best-known`. */
  bound: z.object({ angle: z.number(), source: z.string() }),
});
export type Optimum = z.infer<typeof optimum>;

const pair = z.tuple([z.int(), z.int()]);

export const spread = z.object({
  /** Number of class centres and the dimension that they live in. */
  count: z.int(),
  dim: z.int(),
  /** Smallest angle between two centres, degrees, and the pair's indices. */
  smallestAngle: z.number(),
  smallestPair: pair,
  /** Mean over centres of the angle to the nearest other centre, degrees. */
  meanNearestAngle: z.number(),
  /** For each centre its nearest other centre and the angle to it, degrees. */
  nearest: z.array(z.object({ index: z.int(), angle: z.number() })),
  /** Quantiles of the angle to the nearest other centre, degrees. */
  nearestQuantiles: z.object({
    p5: z.number(),
    p25: z.number(),
    p50: z.number(),
    p75: z.number(),
    p95: z.number(),
    largest: z.number(),
  }),
  /** Pairs of centres by their angle, in 180 bins of one degree. */
  histogram: z.array(z.int()),
  /** Sums over pairs of centres at chord r, which counts as 0.001 where it is less. */
  energies: z.object({
    /** Σ log(1/r). */
    log: z.number(),
    /** Σ 1/r, Thomson's. */
    riesz1: z.number(),
    /** Σ 1/r². */
    riesz2: z.number(),
    /** Mean of 1/r²: the regulariser `mhe` at weight 1. */
    mhe: z.number(),
    /** Mean of 1/(r + 1): the regulariser `uniform` at weight 1. */
    uniform: z.number(),
  }),
  /** Pairs at the smallest angle within a tolerance: those that touch where caps of half that angle lie about all centres. */
  kissing: z.object({
    /** Degrees. */
    tolerance: z.number(),
    count: z.int(),
    /** The first 10,000. */
    pairs: z.array(pair),
  }),
  optimum: optimum.nullable(),
  /** smallestAngle / optimum.angle. */
  ratio: z.number().nullable(),
});
export type Spread = z.infer<typeof spread>;

/** How samples lie about their class centres: each class's cap, and the gaps between caps. */
export const caps = z.object({
  /** Angles of each class's samples to its centre, degrees; null for a class without samples. */
  classes: z.array(
    z.object({ samples: z.int(), mean: z.number(), p95: z.number(), largest: z.number() }).nullable(),
  ),
  /**
   * For each class the other whose cap comes nearest, and the gap: the angle between the centres less both
   * radii (95 % of the samples), degrees; below 0 the caps overlap. Null for a class without samples, or without others.
   */
  gaps: z.array(z.object({ index: z.int(), gap: z.number() }).nullable()),
  /** Whether no two caps overlap. */
  separable: z.boolean(),
  overlapping: z.object({
    count: z.int(),
    /** The deepest 1,000, deepest first. */
    pairs: z.array(z.object({ pair, gap: z.number() })),
  }),
});
export type Caps = z.infer<typeof caps>;

const ofHead = z.object({
  headId: z.int(),
  /** `learned`: the head's own class centres; `means`: mean directions of each person's embeddings. Default: learned, if the head has any. */
  centres: z.enum(['learned', 'means']).optional(),
});

export const sphereMethods = {
  'sphere.spread': method(
    ofHead,
    z.object({
      headId: z.int(),
      source: z.enum(['learned', 'means']),
      names: z.array(z.string()),
      /** A face to show for each centre; null if the library has none. */
      faceIds: z.array(z.int().nullable()),
      /** Unit vectors, one a row. */
      centres: z.array(z.array(z.number())),
      spread,
      caps,
    }),
  ),
  /** `sphere.spread` of the head, where it is being worked out, then fails with 'cancelled'. */
  'sphere.cancel': method(z.object({ headId: z.int() }), z.undefined()),
  /** The samples of the same centres; if there are more than `limit`, a regular selection. */
  'sphere.samples': method(
    ofHead.extend({ limit: z.int().min(1).max(100_000).default(5000) }),
    z.object({
      /** Samples in all. */
      total: z.int(),
      faceIds: z.array(z.int()),
      /** The centre of each sample's own person, as an index into those of `sphere.spread`. */
      labels: z.array(z.int()),
      /** Unit vectors, one a row. */
      embeddings: z.array(z.array(z.number())),
    }),
  ),
};
