import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Faces } from '../../src-shared/story/index.ts';
import { createVisionPool } from '../vision/pool.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';

/** The faces of a folder with a sub-folder a person; a photo on which none is found is left out. */
export async function demoFeatures(folder: string): Promise<Faces> {
  const faces: Faces = {
    features: [],
    labels: [],
    people: (await readdir(folder)).sort(),
    pretrained: await readPretrainedWeights(),
  };
  const pool = createVisionPool();
  try {
    for (const [label, person] of faces.people.entries()) {
      const files = (await readdir(join(folder, person))).sort();
      const photos = await Promise.all(
        files.map((file) => pool.describe(join(folder, person, file)).catch(() => null)),
      );
      for (const photo of photos) {
        if (photo === null) continue;
        faces.features.push(Float32Array.from(photo.faces[0]!.feature));
        faces.labels.push(label);
      }
    }
  } finally {
    await pool.close();
  }
  return faces;
}
