/** Merges another library into one: a preview, and the merge itself, which is one change. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { MergeReport } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { finished } from '../../src-shared/steps.ts';
import { hasOtherFeatures } from '../store/backbones.ts';
import { copyPrivately, copyState, dropOldBackups, makeBackup } from '../store/backup.ts';
import { checkDatabase } from '../store/check.ts';
import { openToCheck } from '../store/database.ts';
import { keyOf, keysFileOf, lockLibrary, unlockLibrary } from '../store/encryption/keyring.ts';
import { change, preview } from '../store/journal.ts';
import { mergeLibrary } from '../store/merge.ts';
import { privateFolder } from '../store/private-files.ts';
import { openStore, type Store } from '../store/store.ts';
import { isLibrary } from './health.ts';

/** What a merge has done. */
export interface Merged {
  /** Null: nothing has changed. */
  entryId: number | null;
  report: MergeReport;
  /** Folder of the backup that was made before. */
  backup: string;
}

/** What merging another library would bring in, and what the two say differently; nothing is changed. @throws as `mergeWith` */
export function previewMerge(store: Store, from: string): MergeReport {
  return withCopy(store, from, (other) => preview(store.db, () => mergeLibrary(store.db, other.db)));
}

/**
 * Merges another library, which stays as it is and may be in use; this one is backed up first.
 * @throws TammesError 'library-absent', 'library-same', 'other-damaged', or 'database-damaged' if this one is damaged.
 */
export function mergeWith(store: Store, from: string): Merged {
  return withCopy(store, from, (other) => {
    const { db, folder } = store;
    if (finished(checkDatabase(db, true)).length > 0) throw new TammesError('database-damaged', {});
    const backup = makeBackup(db, folder, { reason: 'merge', withRuns: true }).folder;
    dropOldBackups(folder);
    const { entryId, result } = change(
      db,
      () => mergeLibrary(db, other.db),
      ({ added: { people, photos, faces } }) => ({
        action: 'merge-library',
        parameters: { people, photos, faces },
      }),
    );
    return { entryId, report: result, backup };
  });
}

/** Gives work a copy of the other library as one state, brought to this version; it goes afterwards, or with the next opening. */
function withCopy<T>(store: Store, from: string, work: (other: Store) => T): T {
  const folder = resolve(from);
  if (!isLibrary(folder)) throw new TammesError('library-absent', { folder });
  if (realpathSync(folder) === realpathSync(store.folder)) throw new TammesError('library-same', { folder });
  const copy = join(store.folder, `merging-${process.pid}-${randomUUID()}.tmp`);
  mkdirSync(copy, { mode: privateFolder });
  try {
    const db = openToCheck(folder);
    try {
      if (finished(checkDatabase(db, true)).length > 0) throw new TammesError('other-damaged', { folder });
      copyState(db, join(copy, 'library.db'));
      const keys = keysFileOf(folder);
      unlockLibrary(copy, keyOf(folder));
      if (keys !== null) copyPrivately(keys, join(copy, basename(keys)));
    } finally {
      db.close();
    }
    const other = openStore(copy);
    try {
      if ([store, other].some(({ db }) => hasOtherFeatures(db)))
        throw new TammesError('merge-other-backbone', {});
      return work(other);
    } finally {
      other.close();
    }
  } finally {
    lockLibrary(copy);
    rmSync(copy, { recursive: true, force: true });
  }
}
