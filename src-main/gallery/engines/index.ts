/** The engines of a gallery. */
import type { EngineName } from '../../../src-shared/contract/index.ts';
import type { Failure } from '../../../src-shared/errors/index.ts';
import type { GalleryEngine } from '../../../src-shared/recognition/index.ts';
import { createExactEngine } from './exact.ts';
import { createUsearchEngine, type UsearchOptions } from './usearch.ts';
import { whyNoUsearch } from './usearch-package.ts';

/** Why an engine does not run here; null: it does. */
export function whyNotEngine(engine: EngineName): Failure | null {
  return engine === 'usearch' ? whyNoUsearch() : null;
}

/** @returns the engine, or the exact one and why the engine does not run here: people are recognised all the same. */
export function createEngine(
  engine: EngineName,
  options: UsearchOptions,
): { index: GalleryEngine; failure: Failure | null } {
  const failure = whyNotEngine(engine);
  const index =
    engine === 'exact' || failure !== null ? createExactEngine(options.dim) : createUsearchEngine(options);
  return { index, failure };
}
