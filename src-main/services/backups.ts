/** Backups of a library. */
import { rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BackupInfo, Output } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { finished } from '../../src-shared/steps.ts';
import {
  type Backup,
  backupsOf,
  countsOf,
  dropOldBackups,
  lackingNetworks,
  listBackups,
  makeBackup,
  soundBackup,
} from '../store/backup.ts';
import { checkDatabase } from '../store/check.ts';
import { type Restored, restoreBackup } from '../store/restore.ts';
import type { Store } from '../store/store.ts';
import { doUpkeep } from './upkeep-thread.ts';

export { backupManifest } from '../store/backup.ts';

/**
 * Copies a library. To another folder the networks that people brought go along; beside backups in the library's own they lie already.
 * @param to a folder for backups; absent: the library's own.
 * @throws TammesError 'database-damaged'
 */
export function backUp({ db, folder }: Store, to?: string): Backup {
  // A backup of a damaged library would take the place of a sound one.
  if (finished(checkDatabase(db, true)).length > 0) throw new TammesError('database-damaged', {});
  const target = to === undefined ? backupsOf(folder) : resolve(to);
  const withNetworks = target !== backupsOf(folder);
  const backup = makeBackup(db, folder, { to: target, reason: 'asked', withRuns: true, withNetworks });
  dropOldBackups(folder);
  return backup;
}

/** The backups in a folder, newest first. @param from absent: those in the library's own folder. */
export function backupsIn(library: string, from?: string): Backup[] {
  return listBackups(from === undefined ? backupsOf(resolve(library)) : resolve(from));
}

/** Puts a backup in the place of a library, which must not be open. See `restoreBackup` of store/restore.ts. */
export function restore(backup: string, library: string, replace: boolean): Restored {
  return restoreBackup(resolve(backup), resolve(library), replace);
}

/** A backup as windows know it. */
export function backupInfo({ folder, at, reason, size, people, photos, faces, heads }: Backup): BackupInfo {
  return { name: basename(folder), at, reason, size, people, photos, faces, heads };
}

/** One of the library's own. @throws TammesError 'backup-unknown' */
export function backupNamed(library: string, name: string): Backup {
  const backup = backupsIn(library).find(({ folder }) => basename(folder) === name);
  if (backup === undefined) throw new TammesError('backup-unknown', { folder: name });
  return backup;
}

/** What a restore would put in the place of what. @throws TammesError 'backup-unknown' or 'backup-damaged' */
export function previewRestore({ db, folder }: Store, name: string): Output<'storage.preview'> {
  const backup = soundBackup(backupNamed(folder, name).folder);
  const { people, photos, faces, heads } = countsOf(db);
  const lacking = lackingNetworks(backup, folder);
  return { backup: backupInfo(backup), now: { people, photos, faces, heads }, lacking };
}

/**
 * Backs up a library and puts one of its own backups in its place.
 * @param close closes it meanwhile.
 * @throws TammesError 'backup-unknown', 'backup-damaged', or 'library-busy' while another program has it open.
 */
export async function restoreOwn(
  library: string,
  name: string,
  close: () => Promise<void>,
): Promise<Output<'storage.restore'>> {
  const { folder } = soundBackup(backupNamed(library, name).folder);
  const kept = await doUpkeep({ kind: 'backup', folder: library, reason: 'restore', unless: null }).catch(
    (error: unknown) => {
      // Of a damaged library no backup is made: its files are put aside.
      if (toFailure(error).problem !== 'database-damaged') throw error;
      return null;
    },
  );
  await close();
  const { aside } = restore(folder, library, true);
  if (kept === null) return { kept, aside };
  if (aside !== null) rmSync(aside, { recursive: true, force: true });
  dropOldBackups(library);
  return { kept: basename(String(kept)), aside: null };
}
