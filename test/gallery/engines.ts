/** The engines that have to conform, and vectors to try them with. */

import { createEngine } from '../../src-main/gallery/engines/index.ts';
import type { EngineOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { byCosine, cosine, type GalleryEngine, type Neighbour } from '../../src-shared/recognition/index.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { hasUsearch } from '../helpers/usearch.ts';

export interface TriedEngine {
  name: string;
  /** Whether it keeps a file beside the library. */
  keeps: boolean;
  open(options: Partial<EngineOptions> & Pick<EngineOptions, 'dim' | 'folder'>): GalleryEngine;
}

export const common = { head: 'a head', heads: ['a head'], isPresent: () => true, probes: () => [] };

/** The server of a test file, and its database; null: none runs on this machine. */
export const server = hasPostgres ? await TestPostgres.start() : null;
export const database = (await server?.database('galleries')) ?? null;
/** Each folder is a library with a gallery of its own. */
const galleries = new Map<string, string>();
function galleryOf(folder: string): string {
  const gallery = galleries.get(folder) ?? crypto.randomUUID();
  galleries.set(folder, gallery);
  return gallery;
}

export const engines: TriedEngine[] = [
  { name: 'exact', keeps: false, open: (options) => createEngine('exact', { ...common, ...options }).index },
  ...(hasUsearch
    ? [
        {
          name: 'usearch',
          keeps: true,
          // However few vectors there are: else it would be the exact engine that is tried.
          open: (options: Parameters<TriedEngine['open']>[0]) =>
            createEngine('usearch', { ...common, exactFrom: Number.POSITIVE_INFINITY, ...options }).index,
        },
      ]
    : []),
  ...(database !== null
    ? [
        {
          name: 'postgres',
          keeps: false,
          open: (options: Parameters<TriedEngine['open']>[0]) =>
            createPostgresEngine({
              ...common,
              exactFrom: Number.POSITIVE_INFINITY,
              server: { ...database.server, gallery: galleryOf(options.folder) },
              ...options,
            }),
        },
      ]
    : []),
];

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
