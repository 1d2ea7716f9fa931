/** Backbones: the built-in one, and networks that people bring as ONNX files. */
import { z } from 'zod';
import { figure } from './figure.ts';
import { job } from './jobs.ts';
import { method } from './method.ts';

/**
 * How a face lies in the picture that a network takes. `arcface112`: eyes, nose and mouth at the five points of ArcFace's template;
 * `chip150`: as in Tammes' own chips.
 */
export const faceTemplate = z.enum(['arcface112', 'chip150']);
export type FaceTemplate = z.infer<typeof faceTemplate>;

/** A square that is cut from a photo around a face. `side`: pixels. */
export interface Cut {
  template: FaceTemplate;
  side: number;
}

const colours = z.tuple([z.number(), z.number(), z.number()]);

/** What has to be known of a network to run it: beside its `.onnx` file as JSON, else guessed from the file. */
export const backboneDescriptor = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u),
  template: faceTemplate,
  input: z.strictObject({
    name: z.string().min(1),
    /** Pixels of the square. */
    side: z.int().min(32).max(512),
    /** Whether channels come before rows, or last. */
    layout: z.enum(['nchw', 'nhwc']),
    colours: z.enum(['rgb', 'bgr']),
    /** A value v from 0 to 255 goes in as (v - mean) / deviation, by channel in the order of `colours`. */
    mean: colours,
    deviation: colours.refine((values) => values.every((value) => value !== 0)),
    /** Whether several faces may go in at once. */
    batch: z.boolean(),
  }),
  output: z.strictObject({ name: z.string().min(1), size: z.int().min(2).max(2048) }),
  /** Whether a feature is the mean of the face's and its mirror image's. */
  mirror: z.boolean(),
  licence: z.string().max(200),
});
export type BackboneDescriptor = z.infer<typeof backboneDescriptor>;

/** A cosine at each share of strangers, or of pairs of two people, who come over it. */
const thresholds = z.array(z.object({ rate: z.number(), cosine: z.number() }));

/** How well backbones tell the library's people apart, all on the same faces: the one that was in use, and the new one. */
export const backboneProof = z.object({
  at: z.string(),
  people: z.int(),
  faces: z.int(),
  backbones: z.array(
    z.object({
      name: z.string(),
      /** At which as many pairs of one person are refused as of two accepted. */
      eer: figure,
      /** Share of enrolled people's photos that are named rightly while 1 % of strangers are named; null: too few people to say. */
      dir: figure.nullable(),
    }),
  ),
  /** Of the new one: for the mean of a person's faces, and for two faces. */
  thresholds: z.object({ mean: thresholds, face: thresholds }),
});
export type BackboneProof = z.infer<typeof backboneProof>;

export const backboneInfo = z.object({
  /** 0: the built-in one. */
  id: z.int(),
  name: z.string(),
  /** Whether the library's features are its. */
  active: z.boolean(),
  /** Null for the built-in one, and for one of which there are only vectors: it describes no photos here. */
  descriptor: backboneDescriptor.nullable(),
  /** Numbers of a feature. */
  size: z.int(),
  /** SHA-256 and bytes of its file; empty and 0 without one. */
  hash: z.string(),
  bytes: z.int(),
  /** Faces that it has described, of `total`. */
  described: z.int(),
  total: z.int(),
  /** Runs that were trained on its features. */
  runs: z.int(),
  /** Null: the library had too few people with names. */
  proof: backboneProof.nullable(),
});
export type BackboneInfo = z.infer<typeof backboneInfo>;

/** A network as its file says it is, and what was found out by running it. */
export const backboneCandidate = z.object({
  path: z.string(),
  bytes: z.int(),
  descriptor: backboneDescriptor,
  /** Whether a descriptor lay beside it, its own description said it, or it was guessed. */
  source: z.enum(['beside', 'inside', 'guessed']),
  /** Milliseconds for a face. */
  pace: z.number(),
});
export type BackboneCandidate = z.infer<typeof backboneCandidate>;

export const backboneMethods = {
  'backbones.list': method(z.undefined(), z.array(backboneInfo)),
  /** Looks at an ONNX file and runs it on trial; nothing is stored. */
  'backbones.inspect': method(z.object({ path: z.string().min(1) }), backboneCandidate),
  /** Takes a network into the library: copies its file, describes the faces with names and proves it on them. It is not used yet. */
  'backbones.add': method(z.object({ path: z.string().min(1), descriptor: backboneDescriptor }), job),
  /** Describes the faces that lack its features, and changes to it: 0 is the built-in one. */
  'backbones.use': method(z.object({ backboneId: z.int() }), job),
  /** Removes one that is not in use, with its features, heads and runs; no undo brings it back. */
  'backbones.remove': method(z.object({ backboneId: z.int() }), z.undefined()),
  /** What a window cuts from photos for the backbone in use; null: the built-in one, which the window runs itself. */
  'backbones.cut': method(
    z.undefined(),
    z.object({ template: faceTemplate, side: z.int(), featureVersion: z.int() }).nullable(),
  ),
  /** Features of faces that were cut so. @returns one a cut; `featureVersion`: of the backbone that gave them. */
  'backbones.describe': method(
    z.object({ cuts: z.array(z.instanceof(Uint8Array)).max(500), featureVersion: z.int() }),
    z.array(z.array(z.number())),
  ),
};
