/**
 * What is kept of the interface for other programs: tokens, and answers that may be asked for again. It lies in the user's own folder and
 * not in the library: see docs/DECISIONS.md.
 */
import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { userFolder } from '../user-folder.ts';

/** For its owner alone: it says which programs there are. */
const [privateFolder, privateFile] = [0o700, 0o600];
/** Milliseconds for which another process may hold the file. */
const patience = 10_000;

/** @param path of the file; made if there is none. */
export function openApiFile(path = join(userFolder, 'api.db')): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: privateFolder });
  closeSync(openSync(path, 'a', privateFile));
  const db = new DatabaseSync(path, { timeout: patience });
  db.exec(`
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS tokens (
      id TEXT PRIMARY KEY, library TEXT NOT NULL, name TEXT NOT NULL, hash BLOB NOT NULL, scopes TEXT NOT NULL, rate INTEGER NOT NULL,
      created TEXT NOT NULL, expires TEXT NOT NULL, used TEXT, UNIQUE (library, name)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS answers (
      id BLOB PRIMARY KEY, token TEXT NOT NULL, at INTEGER NOT NULL, request BLOB NOT NULL, answer BLOB
    ) STRICT;
    CREATE INDEX IF NOT EXISTS answers_at ON answers (at);
  `);
  return db;
}

/** What a library is known by: where it lies. */
export const libraryKey = (folder: string): string => realpathSync(folder);
