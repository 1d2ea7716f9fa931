/** The faces of photos that somebody is enrolled by: of each photo the most prominent one. */
import type { QualityLimits } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf } from '../../src-shared/errors/index.ts';
import { poorBecause } from '../../src-shared/quality/index.ts';
import { prominentFace } from '../../src-shared/vision/index.ts';
import type { PhotoWithFaces, StoredFace } from '../vision/photo-with-faces.ts';
import type { LooseFace } from './people.ts';

/** What photos give to somebody. */
export interface MainFaces {
  faces: LooseFace[];
  /** Why the others give nothing. */
  skipped: Failure[];
  /** Photos with another face that could be the person's as well. */
  ambiguous: string[];
}

/** The largest and sharpest face of a photo. */
export function mainFace({ faces }: PhotoWithFaces): { face: StoredFace; ambiguous: boolean } {
  const { index, ambiguous } = prominentFace(
    faces.map(({ box, quality }) => ({ box, sharpness: quality.sharpness })),
  );
  return { face: faces[index]!, ambiguous };
}

/** @param photos their names, and what was found on them. @param limits null: poor faces are good enough, too. */
export function mainFaces(
  photos: readonly { name: string; source: string; answer: PhotoWithFaces | Failure }[],
  limits: QualityLimits | null,
): MainFaces {
  const result: MainFaces = { faces: [], skipped: [], ambiguous: [] };
  for (const { name, source, answer } of photos) {
    if ('code' in answer) {
      result.skipped.push(answer);
      continue;
    }
    const { face, ambiguous } = mainFace(answer);
    const poor = limits && poorBecause(face, limits);
    if (poor !== null) {
      result.skipped.push(failureOf('face-poor', { path: name, flaw: poor }));
      continue;
    }
    if (ambiguous) result.ambiguous.push(name);
    result.faces.push({ source, face });
  }
  return result;
}
