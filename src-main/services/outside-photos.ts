/** Photos beside the library that heads are evaluated on, whichever way they are named. */
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { describeOptions } from '../../src-shared/contract/index.ts';
import { type EnglishFailure, type Failure, toEnglish } from '../../src-shared/errors/index.ts';
import { libraryDetector } from '../store/detector.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { type CentralFace, type DescribeProgress, describeCentralFaces } from './central-faces.ts';
import type { OutsidePhoto, OutsideTask } from './evaluate-outside.ts';
import { type Looks, looksOf } from './groups-of-faces.ts';

/** What is to be compared, and how. */
export type Outside = Omit<OutsideTask, 'headIds'>;

export interface OutsideWatch {
  onProgress?: (progress: DescribeProgress) => void;
  signal?: AbortSignal;
}

/** Reads photos with a library's backbone. */
export interface Readers {
  store: Store;
  pool: VisionPool;
  options: DescribeOptions;
}

/** A photo without a usable face, and who should be on it. */
export type LostPhoto = EnglishFailure & { photo: string; person: string };

/** How a library reads photos: what is kept of it can be compared with what it finds later. */
export const libraryOptions = ({ db }: Store): DescribeOptions =>
  describeOptions.parse({ detector: libraryDetector(db) });

/** The face of each photo, or why there is none, by path. @throws TammesError 'describing-cancelled' */
export async function readFaces(
  { store, pool, options }: Readers,
  paths: readonly string[],
  watch: OutsideWatch,
): Promise<Map<string, CentralFace | Failure>> {
  return (await describeCentralFaces(store, pool, paths, options, watch)).byPath;
}

/** A photo as protocols compare it. */
export function photoOf(
  face: CentralFace | Failure,
  place: Pick<OutsidePhoto, 'person' | 'path' | 'file'>,
): OutsidePhoto {
  const isLost = 'code' in face;
  return {
    ...place,
    feature: isLost ? null : Float32Array.from(face.feature),
    fingerprint: isLost ? null : face.fingerprint,
  };
}

/** What a face says of how well it can be seen; null: none was found. */
export const looksOfPhoto = (face: CentralFace | Failure): Looks | null =>
  'code' in face ? null : looksOf(face.rated);

/** What is said of a photo on which no face was found; nothing of one with a face. */
export const lostPhoto = (face: CentralFace | Failure, photo: string, person: string): LostPhoto[] =>
  'code' in face ? [{ photo, person, ...toEnglish(face) }] : [];
