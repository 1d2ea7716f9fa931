/** Moves a library to another folder: a copy that is checked, one step that switches, and then the old one goes. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { finished } from '../../src-shared/steps.ts';
import {
  beginMove,
  forgetMove,
  markCopy,
  moveFiles,
  placeAfterMove,
  placeBeforeMove,
  unfinishedCopy,
} from '../moved-library.ts';
import { copyPrivately, copyState, countsOf, digest } from './backup.ts';
import { checkDatabase } from './check.ts';
import { openAlone, openToCheck } from './database.ts';
import { keyOf, unlockLibrary } from './encryption/keyring.ts';
import type { LibraryKey } from './encryption/keys.ts';
import { isOfLibrary, privateFolder } from './private-files.ts';
import { stateOf } from './seals.ts';
import type { Database } from './sql.ts';

/** What goes with it, and is not worth a copy: logs that are taken into the database, and what was left half done. */
const passing = /^(library\.db(-wal|-shm|-journal)|library\.db\.[\w-]+\.tmp|[a-z]+-[\w-]+\.tmp)$/;

/** What belongs to a library and is copied. Other things in its folder are not Tammes', and stay; so does the note of earlier moves. */
const isCopied = (name: string) => isOfLibrary(name) && !passing.test(name) && name !== moveFiles.from;

/** The files of a library but for its database, by their paths from its folder on. */
export function otherFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => isCopied(name) && name !== 'library.db')
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(folder, entry.name) : entry.isFile() ? [entry.name] : [],
    );
}

function filesBelow(folder: string, path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name);
    if (entry.isDirectory()) return entry.name.endsWith('.tmp') ? [] : filesBelow(folder, below);
    return entry.isFile() && !entry.name.endsWith('.tmp') ? [below] : [];
  });
}

/** Whether a library may be moved to a folder: there is none, or it holds only the note of a library that was moved away. */
export function isVacant(folder: string): boolean {
  return !existsSync(folder) || (placeAfterMove(folder) !== null && holdsOnlyNote(folder));
}

const noteFiles: readonly string[] = Object.values(moveFiles);
const holdsOnlyNote = (folder: string) => readdirSync(folder).every((name) => noteFiles.includes(name));

/**
 * Moves a library that nobody has open. At every moment one good library is there: until the copy gets its name it is the old one, and
 * from then on the new one, as the note at the old place counts from that moment on. What is left of the old one then goes; if the
 * process ends before, the next opening of the new one does it.
 *
 * @param onStep hears the share that is done. @throws TammesError 'library-busy', 'database-damaged', 'move-not-proven'
 */
export function moveLibrary(from: string, to: string, onStep: (share: number) => void): { files: number } {
  const db = openAlone(from);
  const staged = beginMove(from, to);
  let files = 0;
  try {
    if (finished(checkDatabase(db, true)).length > 0) throw new TammesError('database-damaged', {});
    onStep(0.2);
    mkdirSync(staged, { recursive: true, mode: privateFolder });
    const paths = otherFiles(from);
    for (const [i, path] of paths.entries()) {
      copyPrivately(join(from, path), join(staged, path));
      if (digest(join(from, path)).sha256 !== digest(join(staged, path)).sha256)
        throw new TammesError('move-not-proven', { path });
      onStep(0.2 + (0.35 * (i + 1)) / paths.length);
    }
    // After the keys of an encrypted one, with which it is opened.
    copyDatabase(db, staged, keyOf(from));
    onStep(0.95);
    files = paths.length + 1;
    markCopy(staged, from);
    if (existsSync(to)) vacate(to);
    renameSync(staged, to);
  } finally {
    db.close();
    rmSync(staged, { recursive: true, force: true });
    if (placeAfterMove(from) === null) forgetMove(from);
  }
  removeMoved(from);
  onStep(1);
  return { files };
}

/** As one state; then all rows, their seals and what they refer to are looked at. */
function copyDatabase(db: Database, staged: string, key: LibraryKey | null): void {
  const path = join(staged, 'library.db');
  copyState(db, path);
  unlockLibrary(staged, key);
  const copy = openToCheck(staged);
  try {
    const isSame =
      JSON.stringify(countsOf(copy)) === JSON.stringify(countsOf(db)) && stateOf(copy) === stateOf(db);
    if (!isSame || finished(checkDatabase(copy, true)).length > 0)
      throw new TammesError('move-not-proven', { path });
  } finally {
    copy.close();
  }
}

/** Takes the note away that an earlier move has left where a library comes back to. */
function vacate(folder: string): void {
  for (const name of noteFiles) rmSync(join(folder, name), { force: true });
  rmdirSync(folder);
}

/** Removes what is left of a library at its old place; the note stays, and so does what is not Tammes'. */
function removeMoved(folder: string): void {
  const names = readdirSync(folder).filter((name) => isCopied(name) || passing.test(name));
  // The database last: as long as it is there, the next opening goes on.
  for (const name of names.sort((a, b) => Number(a === 'library.db') - Number(b === 'library.db')))
    rmSync(join(folder, name), { recursive: true, force: true });
}

/** Ends a move that was cut short: goes on if the library is at its new place, and else takes back what was begun. */
export function finishMove(folder: string): void {
  const staged = unfinishedCopy(folder);
  if (staged !== null) {
    rmSync(staged, { recursive: true, force: true });
    forgetMove(folder);
  }
  const before = placeBeforeMove(folder);
  if (before !== null && existsSync(join(before, 'library.db'))) removeMoved(before);
}
