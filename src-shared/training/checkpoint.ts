import { z } from 'zod';
import { TammesError } from '../errors/index.ts';
import { decodeTensors, encodeTensors, type StoredTensor } from './safetensors.ts';

/** How far a run has come. */
export interface Position {
  /** Last finished epoch. */
  epoch: number;
  /** Batches done of the epoch after it. */
  batch: number;
  /** Optimiser steps taken so far. */
  step: number;
  /** Best validation so far, samples right; -1 before the first. */
  bestCorrect: number;
  /** Epochs since it was reached. */
  sinceBest: number;
}

/**
 * All that a run needs to go on from where it was, to the bit. Random numbers depend on the seed and the step
 * alone, and so have no state of their own.
 */
export interface Checkpoint extends Position {
  /** What is trained: `head/…` and `loss/…`. */
  parameters: Record<string, StoredTensor>;
  /** What else changes from step to step: the optimiser's, the loss's, running means, averages. */
  state: Record<string, StoredTensor>;
}

const count = z.coerce.number().int().min(0);
const metadataSchema = z.object({
  format: z.literal('tammes-checkpoint'),
  epoch: count,
  // Absent in checkpoints of version 0.1, which were made at the end of an epoch.
  batch: count.default(0),
  step: count,
  bestCorrect: z.coerce.number().int().min(-1).default(-1),
  sinceBest: count.default(0),
});

export function encodeCheckpoint({ parameters, state, ...position }: Checkpoint): Uint8Array {
  const tensors: Record<string, StoredTensor> = {};
  for (const [name, value] of Object.entries(parameters)) tensors[`parameter:${name}`] = value;
  for (const [name, value] of Object.entries(state)) tensors[`state:${name}`] = value;
  const numbers = Object.entries(position).map(([name, value]) => [name, String(value)]);
  return encodeTensors({
    tensors,
    metadata: { format: 'tammes-checkpoint', ...Object.fromEntries(numbers) },
  });
}

/** @throws TammesError 'bad-input' where the bytes are no checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeTensors(bytes, 'The checkpoint');
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) {
    throw new TammesError('checkpoint-foreign', {});
  }
  const part = (prefix: string) =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  const { format: _, ...position } = parsed.data;
  return { ...position, parameters: part('parameter:'), state: part('state:') };
}
