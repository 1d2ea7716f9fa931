/** The engines that have to conform. */
import { createEngine } from '../../src-main/gallery/engines/index.ts';
import type { EngineOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import type { EngineName } from '../../src-shared/contract/index.ts';
import type { GalleryEngine } from '../../src-shared/recognition/index.ts';
import { pgvectors, TestPostgres } from '../helpers/postgres.ts';
import { hasUsearch } from '../helpers/usearch.ts';
import { common } from './vectors.ts';

export interface TriedEngine {
  name: string;
  engine: EngineName;
  /** Whether it keeps a file beside the library. */
  keeps: boolean;
  open(options: Partial<EngineOptions> & Pick<EngineOptions, 'dim' | 'folder'>): GalleryEngine;
}

/** The servers of a test file, and their databases: none where none runs. Their pgvectors keep an index differently. */
export const servers = await Promise.all(
  pgvectors.map(async (pgvector) => {
    const server = await TestPostgres.start('32MB', [], pgvector);
    return { pgvector, server, database: await server.database('galleries') };
  }),
);
/** Each folder is a library with a gallery of its own. */
const galleries = new Map<string, string>();
function galleryOf(folder: string): string {
  const gallery = galleries.get(folder) ?? crypto.randomUUID();
  galleries.set(folder, gallery);
  return gallery;
}

export const engines: TriedEngine[] = [
  {
    name: 'exact',
    engine: 'exact',
    keeps: false,
    open: (options) => createEngine('exact', { ...common, ...options }).index,
  },
  ...(hasUsearch
    ? [
        {
          name: 'usearch',
          engine: 'usearch' as const,
          keeps: true,
          // However few vectors there are: else it would be the exact engine that is tried.
          open: (options: Parameters<TriedEngine['open']>[0]) =>
            createEngine('usearch', { ...common, exactFrom: Number.POSITIVE_INFINITY, ...options }).index,
        },
      ]
    : []),
  ...servers.map(({ pgvector, database }) => ({
    name: `postgres with pgvector ${pgvector}`,
    engine: 'postgres' as const,
    keeps: false,
    open: (options: Parameters<TriedEngine['open']>[0]) =>
      createPostgresEngine({
        ...common,
        exactFrom: Number.POSITIVE_INFINITY,
        server: { ...database.server, gallery: galleryOf(options.folder) },
        ...options,
      }),
  })),
];
