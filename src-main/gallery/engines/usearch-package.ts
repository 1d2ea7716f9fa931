/** The optional package usearch: an index of vectors in memory and in a file (HNSW, Malkov and Yashunin 2016). */
import { createRequire } from 'node:module';
import { type Failure, TammesError, toFailure } from '../../../src-shared/errors/index.ts';
import { firstLine } from '../../../src-shared/first-line.ts';

export const usearchPackage = 'usearch';

/** What Tammes uses of its index. */
export interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  /** @returns how many went. */
  remove(key: bigint): number;
  /** Of one query. It looks closely at as many vectors as are asked for, or as `expansion_search` says if that is more. */
  search(query: Float32Array, count: number, threads: number): { keys: BigUint64Array };
  size(): number;
  save(path: string): void;
  load(path: string): void;
}

interface UsearchModule {
  Index: new (config: {
    dimensions: number;
    metric: 'ip';
    quantization: 'i8';
    connectivity: number;
    expansion_add: number;
    expansion_search: number;
    multi: boolean;
  }) => UsearchIndex;
}

const require = createRequire(import.meta.url);
let loaded: UsearchModule | undefined;

/** @throws TammesError 'usearch-not-installed' or 'usearch-not-loaded' */
export function loadUsearch(): UsearchModule {
  if (loaded !== undefined) return loaded;
  try {
    loaded = require(usearchPackage) as UsearchModule;
    return loaded;
  } catch (cause) {
    const reason = firstLine(cause);
    const isAbsent =
      (cause as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' && reason.includes(usearchPackage);
    throw isAbsent
      ? new TammesError('usearch-not-installed', {}, { cause })
      : new TammesError('usearch-not-loaded', { reason }, { cause });
  }
}

/** Why usearch does not run here; null: it does. */
export function whyNoUsearch(): Failure | null {
  try {
    loadUsearch();
    return null;
  } catch (error) {
    return toFailure(error);
  }
}
