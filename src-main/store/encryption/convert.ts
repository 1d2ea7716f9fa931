/**
 * Encrypts a library, or decrypts it. A new database is made, compared and put in the place of the old one by one renaming: before it
 * the library is the old one, and afterwards the new one. Files beside it say themselves in which form they are. What a process that
 * ended has left undone is done when the library is opened next.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { finished } from '../../../src-shared/steps.ts';
import { backupsOf } from '../backup.ts';
import { checkDatabase } from '../check.ts';
import { rawKey } from '../cipher-sqlite.ts';
import { openFile } from '../database.ts';
import { cacheFiles } from '../feature-cache.ts';
import { indexFiles } from '../kept-index.ts';
import { neighbourFiles } from '../kept-neighbours.ts';
import { privateFile } from '../private-files.ts';
import { asidePrefix } from '../restore.ts';
import { sharedPeopleFiles } from '../shared-people.ts';
import type { Database } from '../sql.ts';
import { recordSizes } from '../timeline.ts';
import { isEncrypted, isKeysFile, keysPath, lockLibrary, neededKey, unlockLibrary } from './keyring.ts';
import { databaseKey, type KeyFile, keysText, type LibraryKey } from './keys.ts';
import { inForm, isSecretFile } from './secret-files.ts';

/** There while a library changes its form. */
const markerOf = (folder: string) => join(folder, 'changing-form.tmp');
const unfinished = /^library\.db\.[\w-]+\.(form|old)\.tmp$/;

/** A library key and its locks. */
export interface NewKeys {
  key: LibraryKey;
  keys: KeyFile;
}

/**
 * Encrypts a library that nobody has open, or decrypts it.
 * @param to null: in clear.
 * @param tell hears the share of the work that is done.
 * @throws TammesError 'library-busy', 'database-damaged', 'library-locked' or 'copy-differs'; the library is then as it was.
 */
export function changeForm(
  folder: string,
  to: NewKeys | null,
  tell: (share: number) => void = () => {},
): void {
  const from = neededKey(folder);
  const path = join(folder, 'library.db');
  const staged = `${path}.${randomUUID()}.form.tmp`;
  writeFileSync(markerOf(folder), '', { mode: privateFile });
  try {
    tell(0);
    if (to !== null) writeKeys(folder, to.keys);
    tell(0.1);
    copyDatabase({ path, key: from }, { path: staged, key: to?.key ?? null }, folder, tell);
    // Files in clear may lie in an encrypted library for a while, and not the other way: their key would be gone.
    if (to === null) changeFiles(folder, null, () => tell(0.7));
    tell(0.8);
    replace(staged, path);
    tell(0.9);
  } finally {
    rmSync(staged, { force: true });
  }
  if (to === null) lockLibrary(folder);
  else unlockLibrary(folder, to.key);
  finishForm(folder, () => tell(0.9));
  tell(1);
}

/** Does what is left to do where a library has changed its form, and is unlocked. @param tell is called after each file. */
export function finishForm(folder: string, tell: () => void = () => {}): void {
  if (!existsSync(markerOf(folder))) return;
  const key = neededKey(folder);
  for (const name of readdirSync(folder)) if (unfinished.test(name)) wipe(join(folder, name));
  changeFiles(folder, key, tell);
  for (const path of [
    ...cacheFiles(folder),
    ...neighbourFiles(folder),
    ...indexFiles(folder),
    ...sharedPeopleFiles(folder),
  ])
    wipe(path);
  if (key === null) for (const name of readdirSync(folder).filter(isKeysFile)) rmSync(join(folder, name));
  else for (const left of leftInClear(folder)) wipeAll(left);
  tell();
  rmSync(markerOf(folder));
}

/** Copies of the library from when it was in clear. */
export function leftInClear(folder: string): string[] {
  const copies = existsSync(backupsOf(folder))
    ? readdirSync(backupsOf(folder)).map((name) => join(backupsOf(folder), name))
    : [];
  const aside = readdirSync(folder).filter((name) => name.startsWith(asidePrefix));
  const report = join(folder, 'report.html');
  return [
    ...[...copies, ...aside.map((name) => join(folder, name))].filter((copy) => !isEncrypted(copy)),
    ...(existsSync(report) ? [report] : []),
  ];
}

/** Writes the file with a library's locked key, so that a crash leaves the old one or the new one. */
export function writeKeys(folder: string, keys: KeyFile): void {
  const path = keysPath(folder, keys.id);
  const temporary = `${path}.${randomUUID()}.tmp`;
  writeFileSync(temporary, keysText(keys), { mode: privateFile, flush: true });
  renameSync(temporary, path);
}

interface File {
  path: string;
  key: LibraryKey | null;
}

function copyDatabase(from: File, to: File, folder: string, tell: (share: number) => void): void {
  const db = openFile(to.path, to.key, { withCiphers: true });
  try {
    // It is written to the disk as a whole at the end.
    db.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    db.prepare('ATTACH ? AS old KEY ?').run(
      from.path,
      from.key === null ? '' : rawKey(databaseKey(from.key)),
    );
    keepOthersOut(db, folder);
    db.exec('BEGIN');
    copyTables(db);
    db.exec('COMMIT');
    tell(0.5);
    if (!isSame(db)) throw new TammesError('copy-differs', { folder });
    tell(0.7);
  } finally {
    db.close();
  }
  const file = openSync(to.path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** Takes what the log holds into the old database, and keeps it locked. @throws TammesError 'library-busy' */
function keepOthersOut(db: Database, folder: string): void {
  try {
    db.exec('PRAGMA old.locking_mode = EXCLUSIVE');
    if (db.prepare('PRAGMA old.journal_mode = DELETE').get()?.journal_mode === 'delete') {
      db.exec('BEGIN EXCLUSIVE; COMMIT');
      return;
    }
  } catch (cause) {
    const kind = ((cause as { errcode?: number }).errcode ?? 0) & 0xff;
    if (kind !== 5 && kind !== 6) throw cause;
  }
  throw new TammesError('library-busy', { folder });
}

const names = (db: Database, sql: string) => db.prepare(sql).all();

function copyTables(db: Database): void {
  const schema = names(
    db,
    "SELECT type, name, sql FROM old.sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'",
  );
  const tables = schema.filter(({ type }) => type === 'table');
  for (const { sql } of tables) db.exec(String(sql));
  for (const { name } of tables) {
    const columns = names(db, `SELECT name FROM pragma_table_info('${name}')`).map(
      (column) => `"${column.name}"`,
    );
    db.exec(`INSERT INTO main."${name}" (${columns}) SELECT ${columns} FROM old."${name}"`);
  }
  if (names(db, "SELECT 1 FROM old.sqlite_schema WHERE name = 'sqlite_sequence'").length > 0)
    db.exec(
      'DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence',
    );
  // Triggers last: the rows are sealed already.
  for (const { type, sql } of schema) if (type !== 'table') db.exec(String(sql));
  const { user_version } = db.prepare('PRAGMA old.user_version').get()!;
  db.exec(`PRAGMA main.user_version = ${user_version}`);
}

/** Whether the copy has the same rows, each as its seal says, and all that a check asks for. */
function isSame(db: Database): boolean {
  const tables = names(
    db,
    "SELECT name FROM old.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'",
  );
  const count = (name: unknown) => db.prepare(`SELECT count(*) AS n FROM ${name}`).get()!.n;
  const seals = (of: string) =>
    JSON.stringify(db.prepare(`SELECT count(*) AS rows, total(sum) AS sum FROM ${of}.seals`).get());
  return (
    tables.every(({ name }) => count(`main."${name}"`) === count(`old."${name}"`)) &&
    seals('main') === seals('old') &&
    finished(checkDatabase(db, true)).length === 0
  );
}

/** Puts the files of runs into the form of the library. */
function changeFiles(folder: string, key: LibraryKey | null, tell: () => void): void {
  const runs = join(folder, 'runs');
  for (const run of existsSync(runs) ? readdirSync(runs) : []) {
    const sizes = recordSizes(join(runs, run));
    for (const name of readdirSync(join(runs, run))) {
      const path = join(runs, run, name);
      if (name.endsWith('.tmp')) wipe(path);
      else if (statSync(path).size > 0 && isSecretFile(path) !== (key !== null)) {
        const staged = `${path}.${randomUUID()}.tmp`;
        writeFileSync(staged, inForm(path, key, sizes[name]), { mode: privateFile, flush: true });
        replace(staged, path);
        tell();
      }
    }
  }
}

/** Puts a file in the place of another, whose content is overwritten. */
function replace(staged: string, path: string): void {
  const old = `${path}.${randomUUID()}.old.tmp`;
  try {
    linkSync(path, old);
  } catch {
    // The file system has no links.
  }
  renameSync(staged, path);
  wipe(old);
}

const zeros = Buffer.alloc(2 ** 20);

/** Overwrites a file and removes it. Copies that a disk or a file system keeps by itself are out of reach. */
function wipe(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    for (let left = statSync(path).size, at = 0; left > 0; left -= zeros.length, at += zeros.length)
      writeSync(file, zeros, 0, Math.min(left, zeros.length), at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}

function wipeAll(path: string): void {
  if (!statSync(path).isDirectory()) {
    wipe(path);
    return;
  }
  for (const name of readdirSync(path)) wipeAll(join(path, name));
  rmSync(path, { recursive: true });
}
