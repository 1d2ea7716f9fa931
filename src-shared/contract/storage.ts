import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { passphrase } from './encryption.ts';
import { job } from './jobs.ts';
import { changed } from './journal.ts';
import { mergeReport } from './merge.ts';
import { method } from './method.ts';

/** What a library is for: what damage may stop. */
export const libraryUse = z.enum(['names', 'recognition', 'training', 'photos', 'undo', 'runs']);
export type LibraryUse = z.infer<typeof libraryUse>;

/** Something that is wrong with a library. */
const libraryFault = z.object({
  failure: failureSchema,
  /** What does not work, or not wholly, until it is mended. */
  stops: z.array(libraryUse),
});
export type LibraryFault = z.infer<typeof libraryFault>;

/** What a check of a library found. */
export const libraryReport = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** False: only what is quick was looked at, as when a library is opened. */
  thorough: z.boolean(),
  /** Damage; empty: the library is healthy. */
  faults: z.array(libraryFault),
  /** Folders of photos that are not there: no damage, as a disk may not be connected. */
  gone: z.array(failureSchema),
});
export type LibraryReport = z.infer<typeof libraryReport>;

/** Why a backup was made: somebody asked for it, a new version came, a day had passed, another one was restored, or a library was merged. */
export const backupReason = z.enum(['asked', 'migration', 'daily', 'restore', 'merge']);
export type BackupReason = z.infer<typeof backupReason>;

/** A backup in the library's own folder. */
const backupInfo = z.object({
  /** Of its folder. */
  name: z.string(),
  /** ISO 8601. */
  at: z.string(),
  reason: backupReason,
  /** Bytes on the disk. */
  size: z.number(),
  people: z.int(),
  photos: z.int(),
  faces: z.int(),
  heads: z.int(),
});
export type BackupInfo = z.infer<typeof backupInfo>;

/** How many backups of each kind that nobody asked for are kept. */
export const backupsKept = [3, 7, 14] as const;

const backupPlan = z.object({
  /** Whether one is made each day on which something has changed. */
  daily: z.boolean(),
  kept: z.union(backupsKept.map((count) => z.literal(count))),
});
export type BackupPlan = z.infer<typeof backupPlan>;

const backupName = z.object({ name: z.string().max(300) });

/** A folder as people write it. */
const folderPath = z
  .string()
  .min(1)
  .max(4096)
  .meta({ titles: { en: 'Folder', ja: 'フォルダ' } });

/** The other library, and what opens it if it is encrypted. */
const mergeFrom = z.object({ from: folderPath, passphrase: passphrase.optional() });

export const storageMethods = {
  /** The last check, thorough or quick; null: none was made yet. */
  'storage.report': method(z.undefined(), libraryReport.nullable()),
  /** Checks all of the library, as a job. */
  'storage.check': method(z.undefined(), job),
  /** Newest first. */
  'storage.backups': method(z.undefined(), z.array(backupInfo)),
  'storage.plan': method(z.undefined(), backupPlan),
  'storage.setPlan': method(backupPlan, backupPlan),
  /** Makes a backup, as a job. */
  'storage.backUp': method(z.undefined(), job),
  /** What the library holds now and what the backup holds, whose checksums are looked at. */
  'storage.preview': method(
    backupName,
    z.object({
      backup: backupInfo,
      now: backupInfo.pick({ people: true, photos: true, faces: true, heads: true }),
      /** Networks that people brought, whose files are neither in the backup nor in the library's folder. */
      lacking: z.array(z.string()),
    }),
  ),
  /** What merging another library into this one would bring in, and what the two say differently; nothing is changed. */
  'storage.previewMerge': method(mergeFrom, mergeReport),
  /** Merges another library into this one, which is backed up first; the other stays as it is. One change, which undo takes back. */
  'storage.merge': method(mergeFrom, changed.extend({ report: mergeReport, backup: z.string() })),
  /**
   * Moves the library to a folder that does not exist yet, checks the copy, and goes on there. Runs and jobs end in order before.
   * `restarts`: whether the app starts anew for it.
   */
  'storage.move': method(
    z.object({ to: folderPath }),
    z.object({ library: z.string(), restarts: z.boolean() }),
  ),
  /**
   * Puts a backup in the place of the library, which is backed up first. Runs and jobs end in order before.
   * `kept`: the backup of what was there, or null where it was damaged; it then lies in the folder `aside`.
   */
  'storage.restore': method(
    backupName,
    z.object({ kept: z.string().nullable(), aside: z.string().nullable() }),
  ),
};
