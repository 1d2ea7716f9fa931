/** The engines of a gallery. */
import type { EngineName } from '../../../src-shared/contract/index.ts';
import { type Failure, failureOf } from '../../../src-shared/errors/index.ts';
import type { GalleryEngine } from '../../../src-shared/recognition/index.ts';
import { serverOf } from '../../store/gallery-server.ts';
import { createExactEngine } from './exact.ts';
import type { EngineOptions } from './options.ts';
import { createPostgresEngine } from './postgres.ts';
import { createUsearchEngine } from './usearch.ts';
import { whyNoUsearch } from './usearch-package.ts';

/** Why an engine does not run here for a library; null: it does. @param folder of the library. */
export function whyNotEngine(engine: EngineName, folder: string): Failure | null {
  if (engine === 'usearch') return whyNoUsearch();
  return engine === 'postgres' && serverOf(folder) === null ? failureOf('gallery-not-connected', {}) : null;
}

/** @returns the engine, or the exact one and why the engine does not run here: people are recognised all the same. */
export function createEngine(
  engine: EngineName,
  options: EngineOptions,
): { index: GalleryEngine; failure: Failure | null } {
  const failure = whyNotEngine(engine, options.folder);
  const name = failure === null ? engine : 'exact';
  return { index: create(name, options), failure };
}

function create(engine: EngineName, options: EngineOptions): GalleryEngine {
  const server = engine === 'postgres' ? serverOf(options.folder) : null;
  if (server !== null) return createPostgresEngine({ ...options, server });
  return engine === 'usearch' ? createUsearchEngine(options) : createExactEngine(options.dim);
}
