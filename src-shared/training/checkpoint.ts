/** All that a run needs to go on from where it was, as bytes. */
import { z } from 'zod';
import { TammesError } from '../errors/index.ts';
import { decodeTensors, encodeTensors, type StoredTensor } from './safetensors.ts';
import { entriesUnder, prefixed } from './tensor-names.ts';

/** How far a stage of a run has come. */
export interface Position {
  /** Last finished epoch. */
  epoch: number;
  /** Batches done of the epoch after it. */
  batch: number;
  /** Optimiser steps taken so far. */
  step: number;
  /** Best score of an epoch so far; `notYet` before the first. */
  best: number;
  /** The epoch that it was reached in last. */
  bestEpoch: number;
  /** Epochs since it was reached first. */
  sinceBest: number;
}

/** Under every score. */
export const notYet = -Number.MAX_VALUE;

/**
 * A stage, to go on from where it was, to the bit. Random numbers depend on the seed and the step alone, and so have no
 * state of their own.
 */
export interface Snapshot extends Position {
  /** What is trained: `head/…` and `loss/…`. */
  parameters: Record<string, StoredTensor>;
  /** What else changes from step to step: the optimiser's, the loss's, running means, averages. */
  state: Record<string, StoredTensor>;
}

/** What came of a fold: its head's weights, and how many epochs they took. */
export interface FoldResult {
  epochs: number;
  weights: Record<string, StoredTensor>;
}

export interface Checkpoint extends Snapshot {
  /** Of the stages before this one, which are all folds. */
  done: FoldResult[];
}

const count = z.coerce.number().int().min(0);
const metadataSchema = z.object({
  format: z.literal('tammes-checkpoint'),
  epoch: count,
  // Absent in checkpoints of version 0.1, which were made at the end of an epoch.
  batch: count.default(0),
  step: count,
  best: z.coerce.number().optional(),
  // What `best` was in earlier versions.
  bestCorrect: z.coerce.number().int().min(0).optional().catch(undefined),
  bestEpoch: count.default(0),
  sinceBest: count.default(0),
  /** Epochs of the folds that are done. */
  done: z
    .string()
    .transform((text) => z.array(count).parse(JSON.parse(text)))
    .default([]),
});

export function encodeCheckpoint({ parameters, state, done, ...position }: Checkpoint): Uint8Array {
  const tensors = { ...prefixed('parameter:', parameters), ...prefixed('state:', state) };
  for (const [i, { weights }] of done.entries()) Object.assign(tensors, prefixed(`fold:${i}:`, weights));
  // Sorted: a run that was resumed has its numbers in another order.
  const numbers = Object.entries(position)
    .sort()
    .map(([name, value]) => [name, String(value)]);
  return encodeTensors({
    tensors,
    metadata: {
      format: 'tammes-checkpoint',
      ...Object.fromEntries(numbers),
      done: JSON.stringify(done.map(({ epochs }) => epochs)),
    },
  });
}

/** @throws TammesError 'bad-input' if the bytes are no checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeTensors(bytes, 'The checkpoint');
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) {
    throw new TammesError('checkpoint-foreign', {});
  }
  const { format: _, best, bestCorrect, done, ...position } = parsed.data;
  return {
    ...position,
    best: best ?? bestCorrect ?? notYet,
    done: done.map((epochs, i) => ({ epochs, weights: entriesUnder(tensors, `fold:${i}:`) })),
    parameters: entriesUnder(tensors, 'parameter:'),
    state: entriesUnder(tensors, 'state:'),
  };
}
