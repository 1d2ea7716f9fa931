/** Schemas of the library: folders, photos, faces, scans. */
import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { facesMethods } from './faces.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { leftOut, qualityLimits } from './quality.ts';
import { describedFace, detectorId, pixels } from './vision.ts';

export const librarySummary = z.object({
  path: z.string(),
  photos: z.int(),
  faces: z.int(),
  people: z.int(),
  failures: z.int(),
  /** Photos whose files are all gone. */
  missing: z.int(),
  /** Photos of a person's folder on which another face could be meant, too. */
  ambiguous: z.int(),
  /** What finds the faces of the photos that are read from now on. */
  detector: detectorId,
  /** Photos whose faces another detector found. */
  byOtherDetector: z.int(),
  /** Faces with features of an older version, which are not compared with others until they are updated. */
  outdated: z.int(),
  /** Whether there are faces, and none has a picture: they were imported as vectors. */
  vectors: z.boolean(),
});
export type LibrarySummary = z.infer<typeof librarySummary>;

export const photoFailure = z.intersection(z.object({ path: z.string() }), failureSchema);
export type PhotoFailure = z.infer<typeof photoFailure>;

/** What a scan found, in files. */
export const scanChanges = z.object({
  /** Not seen before, and read. */
  added: z.int(),
  /** As they were: not read again. Those among them that cannot be read are failures. */
  unchanged: z.int(),
  /** Only the file's time is another. */
  touched: z.int(),
  moved: z.int(),
  /** A photo of the library that lies in another file, too. */
  copied: z.int(),
  /** Another photo under the same name. */
  replaced: z.int(),
  restored: z.int(),
  missing: z.int(),
  /** Photos that a table or a sidecar file gives other names. */
  relabelled: z.int(),
  /** As they were, and given what an older version did not note: what the photo looks like, and when it was taken. */
  completed: z.int(),
  /** Photos whose faces were found again, by the library's detector. */
  reread: z.int(),
  /** The library's detector misses a face that has a name given by hand, or all: left as it was. */
  kept: z.int(),
  /** Found to be unreadable by this scan. */
  failed: z.int(),
});
export type ScanChanges = z.infer<typeof scanChanges>;

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
  changes: scanChanges,
  /** Photos that a table of labels names and the folder has not. */
  unmatched: z.object({ count: z.int(), example: z.string() }).nullable(),
});
export type ScanProgress = z.infer<typeof scanProgress>;

/** A photo whose files are gone. Its faces stay, and it is known again when it returns. */
export const missingPhoto = z.object({
  photoId: z.int(),
  path: z.string(),
  /** When it was found to be gone. */
  since: z.string(),
  faces: z.int(),
});
export type MissingPhoto = z.infer<typeof missingPhoto>;

/** What was removed of missing photos. */
export const removal = changed.extend({
  photos: z.int(),
  faces: z.int(),
  /** Who had no other face. */
  people: z.int(),
  /** Photos with a face that somebody chose for a person, or that are back. */
  kept: z.int(),
});
export type Removal = z.infer<typeof removal>;

/** A photo of a person's folder with several faces: one was taken for the person's. */
export const ambiguousPhoto = z.object({
  photoId: z.int(),
  path: z.string(),
  /** The person. */
  name: z.string(),
  faces: z.array(z.object({ id: z.int(), named: z.boolean() })),
});
export type AmbiguousPhoto = z.infer<typeof ambiguousPhoto>;

/** Files that show the same shot. Training keeps them on one side of its split. */
export const duplicateGroup = z.object({
  /** Whether the files are equal to the byte. */
  same: z.boolean(),
  files: z.array(z.object({ photoId: z.int(), path: z.string() })),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

/** A stored face of which the window's vision worker describes the mirror image. */
export const outdatedFace = z.object({
  faceId: z.int(),
  /** The aligned 150x150 chip, RGB; null: it is damaged, and the face is left out of comparisons from now on. */
  chip: z.instanceof(Uint8Array).nullable(),
});
export type OutdatedFace = z.infer<typeof outdatedFace>;

/** A photo to be read by the window's vision worker. Boxes go back in the pixels' own coordinates. */
export const photoToRead = z.object({
  photoKey: z.string(),
  name: z.string(),
  detector: detectorId,
  pixels,
});
export type PhotoToRead = z.infer<typeof photoToRead>;

export const libraryMethods = {
  ...facesMethods,
  'library.summary': method(z.undefined(), librarySummary),
  /** Chooses what finds faces from now on; photos that were read stay as they are. */
  'library.setDetector': method(z.object({ detector: detectorId }), librarySummary),
  /** Begins to find faces again on photos that another detector has read; goes on as a scan does. */
  'library.beginReread': method(z.undefined(), scanProgress),
  /** Some of the faces with features of an older version, by id; none when all have been handed out. */
  'library.outdatedFaces': method(
    z.object({ after: z.int().default(0), limit: z.int().min(1).max(100).default(16) }),
    z.array(outdatedFace),
  ),
  /** Brings such faces up to date from the features of their chips' mirror images. @returns how many are left. */
  'library.storeMirrorFeatures': method(
    z.object({ faces: z.array(z.object({ faceId: z.int(), feature: z.array(z.number()).length(256) })) }),
    z.object({ outdated: z.int() }),
  ),
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
  /** How many labelled faces limits would leave out: of everybody, or of one person. */
  'library.leftOut': method(z.object({ personId: z.int().optional(), limits: qualityLimits }), leftOut),
  'library.failures': method(z.undefined(), z.array(photoFailure)),
  'library.missing': method(z.undefined(), z.array(missingPhoto)),
  /** Removes what is known of missing photos; that can be undone until photos are added. */
  'library.removeMissing': method(z.object({ photoIds: z.array(z.int()) }), removal),
  'library.duplicates': method(z.undefined(), z.array(duplicateGroup)),
  /** Says which face of an ambiguous photo is the person. */
  'library.chooseFace': method(z.object({ faceId: z.int() }), changed),
  'library.ambiguous': method(
    z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(50) }),
    z.object({ total: z.int(), photos: z.array(ambiguousPhoto) }),
  ),
};
