/** Photos on the command line, described by the library's detector. */
import { type Failure, toFailure } from '../../src-shared/errors/index.ts';
import { libraryDetector } from '../store/detector.ts';
import type { Store } from '../store/store.ts';
import type { PhotoWithFaces } from '../vision/photo-with-faces.ts';
import type { VisionPool } from '../vision/pool.ts';

/** Finds and describes the faces of photos by the library's detector; nothing is stored. @returns one entry a path, in order. */
export function describePhotos(
  { db }: Store,
  pool: VisionPool,
  paths: readonly string[],
): Promise<(PhotoWithFaces | Failure)[]> {
  const detector = libraryDetector(db);
  return Promise.all(paths.map((path) => pool.describe(path, { detector }).catch(toFailure)));
}
