/** Trains one head on one split and scores it on the photos that it has not seen. */
import type { TrainSpec } from '../../../src-shared/contract/index.ts';
import { meanDirection, searchAll } from '../../../src-shared/recognition/index.ts';
import { spreadOf } from '../../../src-shared/sphere/index.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import {
  decodeHead,
  embed,
  type Head,
  splitOfRun,
  type TrainData,
  train,
} from '../../../src-shared/training/index.ts';
import { normalised } from '../../../src-shared/vectors.ts';

export interface Score {
  /** Held-out faces whose first name is right, everybody enrolled with all faces that were trained on. */
  right: number;
  /** The same with a single face of each person enrolled: harder, and so tells good heads apart. */
  rightOfOne: number;
  /** Held-out faces. */
  of: number;
  /** Smallest angle between two class centres, degrees: learned ones where the head has any, else means. */
  smallestAngle: number;
}

/** @throws TammesError 'diverged' */
export async function trainHead(tf: Tf, spec: TrainSpec, data: TrainData): Promise<Head> {
  for await (const event of train(tf, spec, data, { clock: () => performance.now() })) {
    if (event.type === 'finished') return decodeHead(event.head, spec.loss);
  }
  throw new Error('Training ended without a head.');
}

/**
 * Identification as the app does it: the faces that a run with this spec trains on are the gallery, those that it
 * keeps out are the probes, and the nearest mean direction gives the name.
 */
export function scoreHead(
  head: Head,
  spec: TrainSpec,
  { features, labels, photos, people }: TrainData,
): Score {
  const split = splitOfRun(spec, photos, labels);
  const embeddings = embed(head, features);
  const faces = (indices: readonly number[]) =>
    indices.map((i) => ({ person: people[labels[i]!]!, embedding: embeddings[i]! }));
  const countRight = (enrolled: readonly number[]) =>
    searchAll(faces(enrolled), faces(split.validation)).filter(({ rank }) => rank === 1).length;
  const byPerson = [...Map.groupBy(split.train, (i) => labels[i]!).values()];
  const means = byPerson.map((own) => meanDirection(own.map((i) => embeddings[i]!)));
  const centres = learnedCentres(head) ?? means;
  return {
    right: countRight(split.train),
    rightOfOne: countRight(byPerson.map(([first]) => first!)),
    of: split.validation.length,
    smallestAngle: spreadOf(centres).smallestAngle,
  };
}

function learnedCentres({ centres, dim }: Head): Float32Array[] | null {
  if (centres === null) return null;
  const rows = centres.values.length / dim;
  return Array.from({ length: rows }, (_, row) =>
    normalised(centres.values.slice(row * dim, (row + 1) * dim)),
  );
}
