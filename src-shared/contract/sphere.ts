import { z } from 'zod';
import { method } from './method.ts';

/** The best that so many points could do, and how sure that is. */
export const optimum = z.object({
  /** Degrees. */
  angle: z.number(),
  status: z.enum(['proven', 'best-known', 'bound']),
  /** Where it comes from, for example "simplex bound". */
  source: z.string(),
});
export type Optimum = z.infer<typeof optimum>;

export const spread = z.object({
  /** Number of class centres and the dimension that they live in. */
  count: z.int(),
  dim: z.int(),
  /** Smallest angle between two centres, degrees, and the pair's indices. */
  smallestAngle: z.number(),
  smallestPair: z.tuple([z.int(), z.int()]),
  /** Mean over centres of the angle to the nearest other centre, degrees. */
  meanNearestAngle: z.number(),
  /** For each centre its nearest other centre and the angle to it, degrees. */
  nearest: z.array(z.object({ index: z.int(), angle: z.number() })),
  optimum: optimum.nullable(),
  /** smallestAngle / optimum.angle. */
  ratio: z.number().nullable(),
});
export type Spread = z.infer<typeof spread>;

export const sphereMethods = {
  'sphere.spread': method(
    z.object({
      headId: z.int(),
      /** `learned`: the head's own class centres; `means`: mean directions of each person's embeddings. Default: learned where there are any. */
      centres: z.enum(['learned', 'means']).optional(),
    }),
    z.object({
      headId: z.int(),
      source: z.enum(['learned', 'means']),
      names: z.array(z.string()),
      /** A face to show for each centre; null where the library has none. */
      faceIds: z.array(z.int().nullable()),
      /** Unit vectors, one a row. */
      centres: z.array(z.array(z.number())),
      spread,
    }),
  ),
};
