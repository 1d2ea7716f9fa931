/** Made-up directions of people and faces of theirs, in files that every engine reads. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { normals, randomFrom } from '../../../src-shared/random.ts';

export const dim = 128;
/** Dimensions in which people differ: embeddings of faces fill few of theirs, and an index of numbers without any order would say nothing. */
export const inner = 32;
/** How far a face is from its person in them, which gives a cosine of about 0.86. */
const ofFace = 0.6;
const ofNoise = 0.3;

const axes = normals(inner * dim, 1, randomFrom(1));

/** @param person by number. @param face absent: the person's direction. @returns [dim], of length one. */
export function directionOf(person: number, face?: number): Float32Array {
  const random = randomFrom(2, person);
  const within = normals(inner, 1, random);
  if (face !== undefined) {
    const own = normals(inner, ofFace, randomFrom(3, person, face));
    for (let k = 0; k < inner; k++) within[k]! += own[k]!;
  }
  const values = normals(dim, ofNoise, face === undefined ? random : randomFrom(4, person, face));
  for (let k = 0; k < inner; k++) for (let i = 0; i < dim; i++) values[i]! += within[k]! * axes[k * dim + i]!;
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

/** Writes vectors one after another, float32. */
export async function writeVectors(path: string, vectors: Iterable<Float32Array>): Promise<void> {
  const file = createWriteStream(path);
  for (const vector of vectors) if (!file.write(new Uint8Array(vector.buffer))) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}
