import { z } from 'zod';
import { TammesError } from '../errors.ts';
import { decodeTensors, encodeTensors, type Weights } from './safetensors.ts';

/** All that a run needs to go on: at the end of an epoch nothing else has a state. */
export interface Checkpoint {
  /** Last finished epoch. */
  epoch: number;
  /** Optimiser steps taken so far. */
  step: number;
  parameters: Record<string, Weights>;
  state: Record<string, Weights>;
}

const metadataSchema = z.object({
  format: z.literal('tammes-checkpoint'),
  epoch: z.coerce.number().int().min(0),
  step: z.coerce.number().int().min(0),
});

export function encodeCheckpoint({ epoch, step, parameters, state }: Checkpoint): Uint8Array {
  const tensors: Record<string, Weights> = {};
  for (const [name, value] of Object.entries(parameters)) tensors[`parameter:${name}`] = value;
  for (const [name, value] of Object.entries(state)) tensors[`state:${name}`] = value;
  const metadata = { format: 'tammes-checkpoint', epoch: String(epoch), step: String(step) };
  return encodeTensors({ tensors, metadata });
}

/** @throws TammesError 'bad-input' where the bytes are no checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeTensors(bytes, 'The checkpoint');
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) {
    throw new TammesError('bad-input', 'The checkpoint is of another kind.', 'Start a new run.');
  }
  const part = (prefix: string) =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  const { epoch, step } = parsed.data;
  return { epoch, step, parameters: part('parameter:'), state: part('state:') };
}
