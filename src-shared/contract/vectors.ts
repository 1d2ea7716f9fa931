/** Schemas of vectors that become a library without photos. */
import { z } from 'zod';
import { backboneDescriptor } from './backbones.ts';
import { job } from './jobs.ts';
import { method } from './method.ts';

const path = z.string().min(1).max(4096);

export const vectorSource = z.object({
  /** npz, CSV or Parquet with `feature`, and perhaps `person` and `shot`. */
  vectors: path,
  /** A file with `person`, and perhaps `shot`: for the same `face`, or without this column for the same rows in the same order. */
  labels: path.optional(),
  /** The network that made them, if they are not the built-in backbone's: vectors of any size. */
  network: backboneDescriptor.shape.name.optional(),
});
export type VectorSource = z.infer<typeof vectorSource>;

/** What the files hold. */
export const foundVectors = z.object({
  rows: z.int(),
  /** Numbers of each row. */
  size: z.int(),
  people: z.int(),
  /** Rows without a name. */
  unnamed: z.int(),
  /** Rows of one shot count as one. */
  shots: z.int(),
  /** The first people, with their rows. */
  sample: z.array(z.object({ name: z.string(), rows: z.int() })),
});
export type FoundVectors = z.infer<typeof foundVectors>;

export const vectorMethods = {
  /** Reads the files and says what is in them, or what is wrong with them. */
  'vectors.inspect': method(vectorSource, foundVectors),
  /**
   * Makes a library of vectors without photos: in a new folder, or of the library that is open if that has no face. What is wrong with
   * the files is told before the work begins.
   */
  'vectors.import': method(vectorSource.extend({ into: path.nullable().default(null) }), job),
};
