/** What is kept of an evaluation so that another one, made on the same faces, can be compared with it. It names nobody. */
import { z } from 'zod';
import type { Draws } from '../../src-shared/recognition/index.ts';

/** `at`: the share of strangers or of different-person pairs (DIR, TAR); null: it holds without one. */
const figure = z.object({
  name: z.enum(['top1', 'top5', 'auc', 'eer', 'accuracy', 'DIR', 'TAR']),
  at: z.number().nullable(),
  /** People whom it rests on; null: those of the part. */
  people: z.int().nullable().default(null),
  /** Of each head, what each draw of people gave: float32, as base64. */
  drawn: z.array(z.string()),
  /** The same of draws of pairs; evaluations of versions before these were drawn have none. */
  drawnPairs: z.array(z.string()).default([]),
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

/** @param heads what was drawn of each. */
export const packDraws = (
  heads: readonly Draws[],
): Pick<PairingPart['figures'][number], 'drawn' | 'drawnPairs'> => ({
  drawn: heads.map(({ people }) => pack(people)),
  drawnPairs: heads.map(({ pairs }) => pack(pairs)),
});

export const unpackDraws = ({ drawn, drawnPairs }: PairingPart['figures'][number], head: number): Draws => ({
  people: unpack(drawn[head]!),
  pairs: unpack(drawnPairs[head] ?? ''),
});

const pack = (drawn: Float32Array) =>
  Buffer.from(drawn.buffer, drawn.byteOffset, drawn.byteLength).toString('base64');

const unpack = (text: string) => new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
