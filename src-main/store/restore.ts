/** Puts a backup in the place of a library. */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type Backup, copyPrivately, lackingNetworks, soundBackup } from './backup.ts';
import { openFile } from './database.ts';
import { isKeysFile, keyOf, keysFileOf } from './encryption/keyring.ts';
import { removeFeatureCache } from './feature-cache.ts';
import { removeKeptIndexes } from './kept-index.ts';
import { removeKeptNeighbours } from './kept-neighbours.ts';
import { privateFolder } from './private-files.ts';
import { isAlive } from './runs.ts';
import { removeSharedPeople } from './shared-people.ts';
import type { Database } from './sql.ts';

/** Folders with what a restored library has replaced begin so. */
export const asidePrefix = 'before-restore-';

/** What became of a library that was there. */
export interface Restored extends Backup {
  /** Where it lies now; null: there was none. */
  aside: string | null;
  /** Networks whose files are nowhere: no photo can be described by them until they are added again. */
  lacking: string[];
}

/**
 * Restores a backup whose checksums are right. What was in the library's folder is put into a folder beside it and not deleted. At
 * every moment the library is the old one or the restored one: if the process ends, what it began can be done again.
 *
 * @param replace false: a library that is there is refused.
 * @throws TammesError 'backup-unknown', 'backup-damaged', 'library-there', or 'library-busy' while a program has it open.
 */
export function restoreBackup(backup: string, library: string, replace: boolean): Restored {
  const content = soundBackup(backup);
  const database = join(library, 'library.db');
  const isThere = existsSync(database);
  if (isThere && !replace) throw new TammesError('library-there', { folder: library });
  const id = randomUUID();
  const staged = join(library, `restoring-${id}.tmp`);
  const aside = join(library, `${asidePrefix}${new Date().toISOString().replace(/[:.]/g, '-')}`);
  try {
    for (const { path } of content.files) copyPrivately(join(backup, path), join(staged, path));
    mkdirSync(join(staged, 'runs'), { recursive: true, mode: privateFolder });
    if (isThere) {
      closeLog(library);
      mkdirSync(aside, { mode: privateFolder });
      for (const end of ['-wal', '-shm', '-journal'])
        if (existsSync(database + end)) renameSync(database + end, join(aside, `library.db${end}`));
      keepCopy(database, join(aside, 'library.db'));
      for (const name of readdirSync(library).filter(isKeysFile))
        copyPrivately(join(library, name), join(aside, name));
    }
    // Of another form: it could not be read, or would lie in clear beside what is encrypted.
    if (keysOrNone(staged) !== keysOrNone(library)) {
      removeFeatureCache(library);
      removeKeptNeighbours(library);
      removeKeptIndexes(library);
      removeSharedPeople(library);
    }
    // Each has the name of its key: the keys of what is there stay beside it until it is replaced. Those of the same key are newer here.
    for (const name of readdirSync(staged).filter(isKeysFile))
      if (!existsSync(join(library, name))) renameSync(join(staged, name), join(library, name));
    // Backups of before a migration hold the database alone.
    if (content.files.some(({ path }) => path.startsWith('runs/')) || !isThere) {
      if (existsSync(join(library, 'runs'))) {
        mkdirSync(aside, { recursive: true, mode: privateFolder });
        renameSync(join(library, 'runs'), join(aside, 'runs'));
      }
      renameSync(join(staged, 'runs'), join(library, 'runs'));
    }
    addNetworks(staged, library);
    renameSync(join(staged, 'library.db'), database);
    removeOtherKeys(library);
    return {
      ...content,
      aside: existsSync(aside) ? aside : null,
      lacking: lackingNetworks(content, library),
    };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Files of networks are named by what is in them: those that are there stay. */
function addNetworks(staged: string, library: string): void {
  const [from, to] = [join(staged, 'backbones'), join(library, 'backbones')];
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: privateFolder });
  for (const name of readdirSync(from))
    if (!existsSync(join(to, name))) renameSync(join(from, name), join(to, name));
}

/** The number of the key that a database needs; null: none, or nobody can tell. */
function keysOrNone(folder: string): string | null {
  try {
    const path = keysFileOf(folder);
    return path && basename(path);
  } catch {
    return null;
  }
}

/** Keys of libraries that were here before. */
function removeOtherKeys(library: string): void {
  const own = keysFileOf(library);
  for (const name of readdirSync(library).filter(isKeysFile))
    if (join(library, name) !== own) rmSync(join(library, name));
}

/** A second name costs no space. */
function keepCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyPrivately(from, to);
  }
}

/** Takes what the log holds into the database. A damaged one keeps its log. @throws TammesError 'library-busy' */
function closeLog(library: string): void {
  let db: Database | undefined;
  try {
    db = openFile(join(library, 'library.db'), keyOf(library), { timeout: 0 });
    // Alone: with another program's connection this is refused.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (cause) {
    const kind = ((cause as { errcode?: number }).errcode ?? 0) & 0xff;
    if (kind === 5 || kind === 6) throw new TammesError('library-busy', { folder: library }, { cause });
  } finally {
    db?.close();
  }
}

/** What a restore or a merge that was ended left behind goes with the next opening; what a process is at work on stays. */
export function removeStaged(library: string): void {
  for (const name of readdirSync(library)) {
    const merging = /^merging-(\d+)-[\w-]+\.tmp$/.exec(name);
    const isLeft = merging === null ? /^restoring-[\w-]+\.tmp$/.test(name) : !isAlive(Number(merging[1]));
    if (isLeft) rmSync(join(library, name), { recursive: true, force: true });
  }
}
