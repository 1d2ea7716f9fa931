/** What `tammes ingest` and `tammes reread` print as JSON. */
import { z } from 'zod';
import {
  box,
  detectorId,
  labelSource,
  librarySummary,
  scanChanges,
} from '../../src-shared/contract/index.ts';
import { englishFailure, type Failure, toEnglish } from '../../src-shared/errors/index.ts';

/** What became of a file. */
const fileAnswer = z.object({
  path: z.string(),
  kind: scanChanges.keyof(),
  from: z.string().optional(),
  faces: z.int().optional(),
  failure: englishFailure.optional(),
});

const ingested = librarySummary
  .pick({
    photos: true,
    faces: true,
    people: true,
    ambiguous: true,
    detector: true,
    byOtherDetector: true,
    outdated: true,
  })
  .extend({
    folder: z.string(),
    library: z.string(),
    complete: z.boolean(),
    read: z.int(),
    alreadyDone: z.int(),
    changes: scanChanges,
    files: z.array(fileAnswer),
    duplicates: z.int(),
    twoNames: z.int(),
    failures: z.array(englishFailure.extend({ path: z.string() })),
    unmatched: z.array(z.string()),
  });

/** Of `--dry-run`. */
const preview = z.object({
  folder: z.string(),
  toRead: z.int(),
  people: z.array(z.object({ name: z.string(), photos: z.int() })),
  files: z.array(
    z.object({
      path: z.string(),
      state: z.enum(['new', 'changed', 'unchanged']).nullable(),
      naming: z
        .object({
          source: labelSource.extract(['file-name', 'folder', 'xmp', 'csv']),
          faces: z.array(
            z.object({
              name: z.string(),
              area: box.extend({ unit: z.enum(['share', 'pixel']) }).nullable(),
            }),
          ),
        })
        .nullable(),
      failure: englishFailure.optional(),
    }),
  ),
  unmatched: z.array(z.string()),
});

export const ingestAnswer = z.union([ingested, preview]);

export const rereadAnswer = z.union([
  z.object({
    library: z.string(),
    detector: detectorId,
    complete: z.boolean(),
    reread: z.int(),
    kept: z.int(),
    faces: z.int(),
    outdated: z.int(),
    files: z.array(fileAnswer),
  }),
  z.object({
    library: z.string(),
    updated: z.int(),
    mended: z.int(),
    outdated: z.int(),
    damaged: z.array(z.object({ faceId: z.int(), photo: z.string() })),
  }),
]);

/** What became of a file, with its failure in English. */
export function inEnglish<T extends { failure?: Failure }>({ failure, ...rest }: T) {
  return failure === undefined ? rest : { ...rest, failure: toEnglish(failure) };
}
