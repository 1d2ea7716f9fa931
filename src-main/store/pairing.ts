/** What is kept of an evaluation so that another one, made on the same faces, can be compared with it. It names nobody. */
import { z } from 'zod';

/** `at`: the share of strangers or of different-person pairs (DIR, TAR); null: it holds without one. */
const figure = z.object({
  name: z.enum(['top1', 'auc', 'eer', 'accuracy', 'DIR', 'TAR']),
  at: z.number().nullable(),
  /** People whom it rests on; null: those of the part. */
  people: z.int().nullable().default(null),
  /** Of each head, what each draw of people gave: float32, as base64. */
  drawn: z.array(z.string()),
});

const part = z.object({
  /** SHA-256 of the faces that were compared, who is who, and how they were dealt. */
  faces: z.string(),
  /** People whom the figures rest on. */
  people: z.int(),
  figures: z.array(figure),
});
export type PairingPart = z.infer<typeof part>;

/** Null: not measured. */
export const pairing = z.object({ search: part.nullable(), pairs: part.nullable() });
export type Pairing = z.infer<typeof pairing>;

export const packDraws = (drawn: Float32Array): string =>
  Buffer.from(drawn.buffer, drawn.byteOffset, drawn.byteLength).toString('base64');

export const unpackDraws = (text: string): Float32Array =>
  new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
