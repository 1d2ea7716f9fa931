/** Opens the library's SQLite file, migrates it, and prepares statements once. */

import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { TammesError, toError, toFailure } from '../../src-shared/errors/index.ts';
import { migrations } from './migrations.ts';
import { makePrivate, privateFile, privateFolder } from './private-files.ts';

/**
 * A database that prepares each statement once. One that is prepared with every call lies outside of JavaScript's heap until
 * the garbage collector, which does not see what it takes, comes by: 2 GB after 100,000 files.
 *
 * A statement that is iterated over must not be used again meanwhile.
 */
class Database extends DatabaseSync {
  readonly #statements = new Map<string, StatementSync>();

  override prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = super.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Opens a library's database, making the folder and bringing the schema up to date.
 *
 * WAL mode lets the app, the command line and a trainer read while another writes; a writer that finds
 * the database taken waits.
 *
 * @throws TammesError where the folder cannot be written, the library is damaged, or a newer Tammes has made it.
 */
export function openDatabase(folder: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    refuseEmpty(folder);
    if (!existsSync(join(folder, 'library.db'))) makeDatabase(folder);
    makePrivate(folder);
    db = new Database(join(folder, 'library.db'), { timeout: 10_000 });
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

/** A power cut may leave a file without content: it must not become a new library in silence. */
function refuseEmpty(folder: string): void {
  const path = join(folder, 'library.db');
  const isEmpty = (file: string) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  // The log may still hold everything.
  if (existsSync(path) && isEmpty(path) && isEmpty(`${path}-wal`))
    throw new TammesError('library-damaged', { folder, fault: 'empty' });
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
  mkdirSync(folder, { recursive: true, mode: privateFolder });
  const path = join(folder, 'library.db');
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const db = new DatabaseSync(temporary);
    db.exec('PRAGMA journal_mode = WAL');
    db.close();
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

/**
 * Opens the database of a library that is open, to read it from another thread: what is read within a transaction is one state
 * of it.
 */
export function openReader(folder: string): DatabaseSync {
  return new Database(join(folder, 'library.db'), { timeout: 10_000, readOnly: true });
}

function migrate(db: DatabaseSync, folder: string): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()!.user_version);
  if (version() > migrations.length) {
    throw new TammesError('library-newer', { folder });
  }
  if (version() === migrations.length) return;
  // A table that is made anew is dropped first, which must not delete what refers to it.
  db.exec('PRAGMA foreign_keys = OFF');
  for (let number = version() + 1; number <= migrations.length; number++) {
    transaction(db, () => {
      // Another process may have migrated while this one waited for the lock.
      if (version() >= number) return;
      db.exec(migrations[number - 1]!);
      const broken = db.prepare('PRAGMA foreign_key_check').all();
      if (broken.length > 0)
        throw new Error(`Migration ${number} leaves ${broken.length} broken references.`);
      db.exec(`PRAGMA user_version = ${number}`);
    });
  }
  db.exec('PRAGMA foreign_keys = ON');
}

/** Runs `work` as one transaction: all of it is stored, or nothing. Transactions do not nest. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
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
  // A copy: a blob's bytes need not start at a multiple of four.
  return new Float32Array(bytes.slice().buffer);
}
