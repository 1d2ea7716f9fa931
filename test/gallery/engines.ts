/** The engines that have to conform. */
import { createEngine } from '../../src-main/gallery/engines/index.ts';
import type { EngineOptions } from '../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../src-main/gallery/engines/postgres.ts';
import type { GalleryEngine } from '../../src-shared/recognition/index.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { hasUsearch } from '../helpers/usearch.ts';
import { common } from './vectors.ts';

export interface TriedEngine {
  name: string;
  /** Whether it keeps a file beside the library. */
  keeps: boolean;
  open(options: Partial<EngineOptions> & Pick<EngineOptions, 'dim' | 'folder'>): GalleryEngine;
}

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
