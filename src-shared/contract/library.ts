import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { method } from './method.ts';
import { box, describedFace, pixels, quality } from './vision.ts';

export const librarySummary = z.object({
  path: z.string(),
  photos: z.int(),
  faces: z.int(),
  people: z.int(),
  failures: z.int(),
});
export type LibrarySummary = z.infer<typeof librarySummary>;

/** A face as the grid shows it; its chip is at `mediaUrl.chip(id)`. */
export const faceCard = z.object({
  id: z.int(),
  photoId: z.int(),
  photoName: z.string(),
  personId: z.int().nullable(),
  box,
  score: z.number(),
  quality,
});
export type FaceCard = z.infer<typeof faceCard>;

export const photoFailure = z.object({
  path: z.string(),
  code: z.enum(errorCodes),
  message: z.string(),
  remedy: z.string(),
});
export type PhotoFailure = z.infer<typeof photoFailure>;

/** State of reading one folder. `done` counts photos finished, failed ones included. */
export const scanProgress = z.object({
  scanId: z.int(),
  folder: z.string(),
  total: z.int(),
  done: z.int(),
  faces: z.int(),
  failures: z.int(),
  /** Photos finished in an earlier run and not read again. */
  alreadyDone: z.int(),
});
export type ScanProgress = z.infer<typeof scanProgress>;

/** A photo to be read by the window's vision worker. Boxes go back in the pixels' own coordinates. */
export const photoToRead = z.object({
  photoKey: z.string(),
  name: z.string(),
  pixels,
});
export type PhotoToRead = z.infer<typeof photoToRead>;

export const libraryMethods = {
  'library.summary': method(z.undefined(), librarySummary),
  /** Lists a folder and says what is still to be read. */
  'library.beginScan': method(z.object({ folder: z.string().min(1) }), scanProgress),
  /** The next photo to read; null when none is left. Files that cannot be decoded are recorded as failures on the way. */
  'library.nextPhoto': method(z.object({ scanId: z.int() }), photoToRead.nullable()),
  /** Stores what the worker found (no face is recorded as a failure) in one transaction. */
  'library.storePhoto': method(
    z.object({ scanId: z.int(), photoKey: z.string(), faces: z.array(describedFace) }),
    scanProgress,
  ),
  /** Records that the worker broke down on a photo; it is tried again by the next scan. */
  'library.failPhoto': method(
    z.object({ scanId: z.int(), photoKey: z.string(), reason: z.string() }),
    scanProgress,
  ),
  /** Ends a scan, finished or not; what is stored stays and a later scan goes on from there. */
  'library.endScan': method(z.object({ scanId: z.int() }), scanProgress),
  /** Undo of a scan: forgets the photos under this folder that no earlier scan had read. */
  'library.undoScan': method(z.object({ scanId: z.int() }), librarySummary),
  'library.faces': method(
    z.object({
      /** null: faces of nobody; undefined: all faces. */
      personId: z.int().nullable().optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(200),
    }),
    z.object({ total: z.int(), faces: z.array(faceCard) }),
  ),
  'library.failures': method(z.undefined(), z.array(photoFailure)),
};
