/** Vectors to try engines with, and what they have in common. */
import { randomFrom } from '../../src-shared/random.ts';
import { byCosine, cosine, type GalleryEngine, type Neighbour } from '../../src-shared/recognition/index.ts';

export const common = { head: 'a head', heads: ['a head'], isPresent: () => true, probes: () => [] };

/** Does all of an engine's own work. */
export async function settle(engine: GalleryEngine): Promise<void> {
  while (await engine.work());
}

/** Of length one, around one of a few directions, as faces of people are. */
export function vectorOf(dim: number, seed: number): Float32Array {
  const [around, own] = [randomFrom(1, seed % 50), randomFrom(2, seed)];
  const values = Float32Array.from(
    { length: dim },
    () => around.uniform() - 0.5 + 1.4 * (own.uniform() - 0.5),
  );
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** The definition of what is nearest. */
export function nearest(
  known: ReadonlyMap<number, Float32Array>,
  query: Float32Array,
  limit: number,
): Neighbour[] {
  return [...known]
    .map(([id, vector]) => ({ id, cosine: cosine(query, vector) }))
    .sort(byCosine)
    .slice(0, limit);
}
