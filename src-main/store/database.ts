/** Opens the library's SQLite file, migrates it, and prepares statements once. */
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TammesError, toError, toFailure } from '../../src-shared/errors/index.ts';
import { placeAfterMove } from '../moved-library.ts';
import { dropOldBackups, makeBackup } from './backup.ts';
import { openCiphered } from './cipher-sqlite.ts';
import { keyOf, keysFileOf, neededKey } from './encryption/keyring.ts';
import { databaseKey, type LibraryKey } from './encryption/keys.ts';
import { dropJournalTriggers, makeJournalTriggers } from './journal-triggers.ts';
import { migrations } from './migrations.ts';
import { openClear } from './node-sqlite.ts';
import { makePrivate, privateFile, privateFolder } from './private-files.ts';
import {
  addSealFunction,
  areTablesSound,
  brokenRows,
  dropSealTriggers,
  hasSeals,
  sealEverything,
  sealedTables,
} from './seals.ts';
import type { Database, OpenOptions } from './sql.ts';

/**
 * Opens a database file with the function of the seals' triggers.
 * @param key null: it is in clear; `withCiphers`: others that are attached to it may be encrypted.
 */
export function openFile(
  path: string,
  key: LibraryKey | null,
  options: OpenOptions & { skipChecks?: boolean; withCiphers?: boolean },
): Database {
  const db =
    key === null && !options.withCiphers
      ? openClear(path, options)
      : openCiphered(path, key && databaseKey(key), options);
  addSealFunction(db);
  return db;
}

/** Opens the database of a library, with its key if it is encrypted. @throws TammesError 'library-locked', or why ciphers are missing */
function openLibraryFile(folder: string, options: OpenOptions): Database {
  return openFile(join(folder, 'library.db'), neededKey(folder), options);
}

/**
 * Opens a library's database, making the folder and bringing the schema up to date.
 *
 * WAL mode lets the app, the command line and a trainer read while another writes; a writer that finds
 * the database taken waits.
 *
 * @throws TammesError if the folder cannot be written, the library is damaged, or a newer Tammes has made it.
 */
export function openDatabase(folder: string): Database {
  let db: Database | undefined;
  try {
    refuseEmpty(folder);
    refuseMoved(folder);
    if (!existsSync(join(folder, 'library.db'))) makeDatabase(folder);
    makePrivate(folder);
    db = openSettled(folder);
    // What is deleted is overwritten with zeros: names and features are not to be found in the file afterwards.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;',
    );
    migrate(db, folder);
    return db;
  } catch (cause) {
    db?.close();
    throw cause instanceof TammesError ? cause : notOpened(folder, cause);
  }
}

/** Waits until nobody encrypts the library, or decrypts it: another file takes its place then. */
function openSettled(folder: string): Database {
  for (;;) {
    const before = keysFileOf(folder);
    const db = openLibraryFile(folder, { timeout: 10_000 });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      if (keysFileOf(folder) === before) return db;
    } catch (error) {
      db.close();
      throw error;
    }
    db.close();
  }
}

/** A power cut may leave a file without content: it must not become a new library in silence. */
function refuseEmpty(folder: string): void {
  const path = join(folder, 'library.db');
  const isEmpty = (file: string) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  // The log may still hold everything.
  if (existsSync(path) && isEmpty(path) && isEmpty(`${path}-wal`))
    throw new TammesError('library-damaged', { folder, fault: 'empty' });
}

/** A library that was moved is not begun anew at its old place, nor written to there. */
function refuseMoved(folder: string): void {
  const to = placeAfterMove(folder);
  if (to !== null) throw new TammesError('library-moved', { folder, to });
}

/** Why a library cannot be opened, by the number of SQLite's error: damage is told from a folder that one may not write to. */
function notOpened(folder: string, cause: unknown): TammesError {
  const failure = toFailure(cause);
  if (failure.problem === 'disk-full') return toError(failure);
  const { code, errcode } = cause as { code?: string; errcode?: number };
  const kind = code === 'ERR_SQLITE_ERROR' ? (errcode ?? 0) & 0xff : null;
  if (kind === sqlite.busy || kind === sqlite.locked)
    return new TammesError('library-busy', { folder }, { cause });
  const fault =
    kind === sqlite.notADatabase
      ? 'foreign'
      : kind === sqlite.corrupt
        ? 'pages'
        : kind === sqlite.error
          ? 'tables'
          : null;
  if (fault !== null) return new TammesError('library-damaged', { folder, fault }, { cause });
  return new TammesError('library-not-opened', { folder }, { cause });
}

/** Kinds of SQLite's errors. */
const sqlite = { error: 1, busy: 5, locked: 6, corrupt: 11, notADatabase: 26 } as const;

/** Makes an empty database for its owner alone, whole at once: an empty file can only be what damage has left of a library. */
function makeDatabase(folder: string): void {
  buildDatabase(folder, (db) => db.exec('PRAGMA journal_mode = WAL'));
}

/** Makes a database for its owner alone, which gets its name when it is whole. @param fill writes what it is to hold. */
export function buildDatabase(folder: string, fill: (db: Database) => void): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
  const path = join(folder, 'library.db');
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // A new library is in clear, unless it is made of one that is encrypted.
    const db = openFile(temporary, keyOf(folder), {});
    try {
      fill(db);
    } finally {
      db.close();
    }
    // SQLite gives its log the mode of the database.
    chmodSync(temporary, privateFile);
    try {
      linkSync(temporary, path);
    } catch {
      // Another process was first, or the file system has no links.
      if (!existsSync(path)) renameSync(temporary, path);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Brings an empty database to a version, fills it and seals what it holds. */
export function fillVersion(db: Database, version: number, fill: () => void): void {
  db.exec('PRAGMA foreign_keys = OFF; BEGIN');
  for (const sql of migrations.slice(0, version)) db.exec(sql);
  fill();
  if (version === migrations.length) makeJournalTriggers(db);
  db.exec(`PRAGMA user_version = ${version}`);
  if (hasSeals(db)) sealEverything(db);
  db.exec('COMMIT');
}

/**
 * Opens the database of a library that is open, to read it from another thread: what is read within a transaction is one state
 * of it.
 * @throws TammesError as `openDatabase` does, also for tables that are not as they were made.
 */
export function openReader(folder: string): Database {
  const db = openToCheck(folder);
  try {
    refuseChangedTables(db, folder);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseChangedTables(db: Database, folder: string): void {
  if (hasSeals(db) && !areTablesSound(db))
    throw new TammesError('library-damaged', { folder, fault: 'tables' });
}

/** Opens a copy of a database that may be damaged, with what its log holds. @param key of an encrypted one. */
export function openSalvage(folder: string, key: LibraryKey | null): Database {
  // Of a page that was changed most rows are still as they were stored, which their own checksums tell.
  return openFile(join(folder, 'library.db'), key, { skipChecks: true });
}

/**
 * Opens a library with its log taken in, so that no other program can open it meanwhile. Files of it must not be opened and closed
 * by this process as long as it is: that would give the lock away.
 * @throws TammesError 'library-busy' if one has it open.
 */
export function openAlone(folder: string): Database {
  let db: Database | undefined;
  try {
    refuseEmpty(folder);
    db = openLibraryFile(folder, { timeout: 0 });
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);');
    return db;
  } catch (cause) {
    db?.close();
    throw cause instanceof TammesError ? cause : notOpened(folder, cause);
  }
}

/** Opens a library, which may be damaged, to read it. @throws TammesError as `openDatabase` does; nothing is changed. */
export function openToCheck(folder: string): Database {
  let db: Database | undefined;
  try {
    refuseEmpty(folder);
    db = openLibraryFile(folder, { timeout: 10_000, readOnly: true });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (cause) {
    db?.close();
    throw cause instanceof TammesError ? cause : notOpened(folder, cause);
  }
}

function migrate(db: Database, folder: string): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()!.user_version);
  // A version that damage has changed would be migrated again, or be taken for a newer one's.
  refuseChangedTables(db, folder);
  if (version() > migrations.length) {
    throw new TammesError('library-newer', { folder });
  }
  if (version() === migrations.length) return;
  // Rows are sealed anew afterwards: damage would be taken for what was stored.
  if (hasSeals(db) && sealedTables(db).some((table) => brokenRows(db, table).length > 0))
    throw new TammesError('library-damaged', { folder, fault: 'rows' });
  // Should the migration go wrong, or be regretted, the library is there as it was.
  if (version() > 0) {
    makeBackup(db, folder, { reason: 'migration', withRuns: false });
    dropOldBackups(folder);
  }
  // A table that is made anew is dropped first, which must not delete what refers to it.
  db.exec('PRAGMA foreign_keys = OFF');
  // All in one: tables of a version in between have no seals that fit.
  transaction(db, () => {
    dropJournalTriggers(db);
    dropSealTriggers(db);
    // Another process may have migrated while this one waited for the lock.
    for (let number = version() + 1; number <= migrations.length; number++) {
      db.exec(migrations[number - 1]!);
      const broken = db.prepare('PRAGMA foreign_key_check').all();
      if (broken.length > 0)
        throw new Error(`Migration ${number} leaves ${broken.length} broken references.`);
      db.exec(`PRAGMA user_version = ${number}`);
    }
    makeJournalTriggers(db);
    sealEverything(db);
  });
  db.exec('PRAGMA foreign_keys = ON');
}

/** Runs `work` as one transaction: all of it is stored, or nothing. Transactions do not nest. */
export function transaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Float32 values as bytes for a BLOB column, little-endian. */
export function toBlob(values: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** The float32 values of a BLOB column. */
export function fromBlob(bytes: Uint8Array): Float32Array {
  // SQLite gives each blob a buffer of its own. Bytes that start elsewhere than at a multiple of four are copied.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(buffer, byteOffset, bytes.length / 4);
}
