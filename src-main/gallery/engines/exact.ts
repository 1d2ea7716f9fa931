import type { GalleryEngine } from '../../../src-shared/recognition/index.ts';
import { createFlatIndex } from '../../compute/flat-index.ts';

/** The engine that compares with everybody: right at once, with nothing to build. @param dim numbers of a vector. */
export function createExactEngine(dim: number): GalleryEngine {
  const index = createFlatIndex(dim);
  return {
    get size() {
      return index.size;
    },
    set: (id, vector) => index.set(id, vector),
    remove: (id) => index.remove(id),
    search: (queries, limit) => index.search(queries, limit),
    searchExactly: (queries, limit) => index.search(queries, limit),
    work: async () => false,
    state: async () => ({
      engine: 'exact',
      answers: 'exactly',
      vectors: index.size,
      memory: index.bytes,
      disk: 0,
      index: null,
      failure: null,
    }),
    close: () => index.close(),
  };
}
