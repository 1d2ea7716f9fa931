/** Saves what can be read of a damaged library into a new one. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { copyPrivately } from './backup.ts';
import { buildDatabase, fillVersion, openSalvage } from './database.ts';
import { keysFileOf, neededKey, unlockLibrary } from './encryption/keyring.ts';
import type { LibraryKey } from './encryption/keys.ts';
import { migrations } from './migrations.ts';
import { type FoundRow, firstPage, pageSize, rowsInPages } from './page-scan.ts';
import {
  type Columns,
  columnsIn,
  keyOf,
  proofOf,
  type Row,
  readableRows,
  readableSeals,
  rowOf,
  type Seals,
  sealsInPages,
} from './salvage.ts';
import { sealedTables, sealOfRow } from './seals.ts';
import type { Database, SqlInput, SqlValue } from './sql.ts';

/** What became of the rows of a table. */
export interface SalvagedTable {
  table: string;
  saved: number;
  /** Not as they were stored, or gone. */
  lost: number;
  /** Of those that were saved, some that were changed: they are marked, and not used before they are read or looked at again. */
  marked: number;
  /** Of those that were saved, some whose checksum could not be read. */
  unproven: number;
}

/**
 * Saves the rows of a damaged database that can be read and are as they were stored. The original is copied first and not touched.
 * @param into a folder without a library.
 * @throws TammesError 'library-there', or 'nothing-salvaged'.
 */
export function salvageDatabase(library: string, into: string): SalvagedTable[] {
  if (existsSync(join(into, 'library.db'))) throw new TammesError('library-there', { folder: into });
  const work = join(into, `repairing-${randomUUID()}.tmp`);
  const copy = join(work, 'library.db');
  // What is saved of an encrypted library is encrypted, under the same key.
  const [key, keys] = [neededKey(library), keysFileOf(library)];
  unlockLibrary(into, key);
  let old: Database | null = null;
  try {
    if (keys !== null) copyPrivately(keys, join(into, basename(keys)));
    for (const end of ['', '-wal'])
      if (existsSync(join(library, `library.db${end}`)))
        copyPrivately(join(library, `library.db${end}`), copy + end);
    const pages = lengthen(copy, key);
    old = openIfReadable(work, key);
    const seals = sealsOf(old, copy, key);
    const tables: Salvaged[] = [];
    buildDatabase(into, (db) =>
      fillVersion(db, versionOf(old, seals), () => {
        const isWhole = wholeRows(db, copy, key, pages);
        for (const table of sealedTables(db)) tables.push(salvageTable(old, db, table, seals, isWhole));
        if (tables.some(({ missing }) => missing.size > 0))
          salvagePages(rowsInPages(copy, key), db, tables, seals);
        if (tables.every(({ result }) => result.saved === 0)) throw new Error('There is no row.');
        forgetUnsureHistory(db, tables);
        mendReferences(db);
      }),
    );
    return tables.map(({ result, missing }) => ({ ...result, lost: missing.size }));
  } catch (cause) {
    throw new TammesError('nothing-salvaged', { folder: library }, { cause });
  } finally {
    old?.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** A table on its way into the new library. */
interface Salvaged {
  result: SalvagedTable;
  columns: Columns;
  /** Keys of the rows that were not found yet, as far as seals name them. */
  missing: Set<SqlValue>;
  insert(row: Row): boolean;
}

/** null: not even its tables can be read. */
function openIfReadable(work: string, key: LibraryKey | null): Database | null {
  let db: Database | undefined;
  try {
    db = openSalvage(work, key);
    // What the log holds goes into the file, of which the pages are read, too.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.prepare('SELECT count(*) FROM people').get();
    return db;
  } catch {
    db?.close();
    return null;
  }
}

/** From the file's pages, and by SQLite as far as it can. */
function sealsOf(old: Database | null, copy: string, key: LibraryKey | null): Seals {
  const seals = sealsInPages(rowsInPages(copy, key));
  for (const [table, sums] of old === null ? [] : readableSeals(old))
    seals.set(table, new Map([...(seals.get(table) ?? []), ...sums]));
  return seals;
}

/** SQLite refuses a file that is shorter than its head says: what was cut off is empty. @returns the pages that are there; null: all of them. */
function lengthen(path: string, key: LibraryKey | null): number | null {
  const head = firstPage(path, key);
  const size = head.readUInt32BE(28) * (head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16));
  const there = statSync(path).size;
  if (size <= there || size >= 4 * there + 2 ** 20) return null;
  truncateSync(path, size);
  return Math.floor(there / pageSize);
}

/** Whether a row lies whole in pages that are there. */
type IsWhole = (table: string, columns: Columns, row: Row) => boolean;

/** SQLite takes what was cut off of a long row for zeros: without its seal such a row would be believed. */
function wholeRows(db: Database, copy: string, key: LibraryKey | null, pages: number | null): IsWhole {
  if (pages === null) return () => true;
  const sums = new Map<string, Set<number>>();
  const sumOf = (table: string, { all }: Columns, row: Row) =>
    sealOfRow(
      table,
      all.map((column) => row[column] ?? null),
    );
  return (table, columns, row) => {
    let own = sums.get(table);
    if (own === undefined) {
      own = new Set();
      for (const found of rowsInPages(copy, key, pages)) {
        const whole = rowOf(db, columns, found);
        if (whole !== null) own.add(sumOf(table, columns, whole));
      }
      sums.set(table, own);
    }
    return own.has(sumOf(table, columns, row));
  };
}

/** As it was sealed; a number in the file's head may be damaged. */
function versionOf(db: Database | null, seals: Seals): number {
  const sealed = seals.get('')?.get('version');
  // Where even this seal is lost, its tables are most likely those of now.
  const version = sealed ?? (seals.size > 0 || db === null ? migrations.length : versionInHead(db));
  if (!(version >= 1 && version <= migrations.length)) throw new Error(`There is no version ${version}.`);
  return version;
}

const versionInHead = (db: Database) => Number(db.prepare('PRAGMA user_version').get()!.user_version);

/** Saves what SQLite can read of a table. */
function salvageTable(
  from: Database | null,
  to: Database,
  table: string,
  seals: Seals,
  isWhole: IsWhole,
): Salvaged {
  const columns = columnsIn(to, table);
  const statement = to.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.all.join(', ')}) VALUES (${columns.all.map(() => '?').join(', ')})`,
  );
  const insert = (row: Row) =>
    store(() => statement.run(...columns.all.map((column) => row[column] as SqlInput)));
  const result: SalvagedTable = { table, saved: 0, lost: 0, marked: 0, unproven: 0 };
  const missing = new Set(seals.get(table)?.keys());
  for (const row of from === null ? [] : readableRows(from, table)) {
    const proof = proofOf(table, columns, row, seals);
    if (proof === 'unproven' && !isWhole(table, columns, row)) continue;
    const kept = proof === 'changed' ? marked(table, row) : row;
    if (kept === null || !insert(kept)) continue;
    missing.delete(keyOf(columns, row));
    result.saved++;
    if (proof === 'changed') result.marked++;
    if (proof === 'unproven') result.unproven++;
  }
  return { result, columns, missing, insert };
}

/** Saves rows to which no table of contents leads any more: a seal says which table such a row is of. */
function salvagePages(
  rows: Iterable<FoundRow>,
  db: Database,
  tables: readonly Salvaged[],
  seals: Seals,
): void {
  for (const found of rows) {
    for (const { result, columns, missing, insert } of tables) {
      const row = rowOf(db, columns, found);
      if (row === null || !missing.has(keyOf(columns, row))) continue;
      if (proofOf(result.table, columns, row, seals) !== 'proven' || !insert(row)) continue;
      missing.delete(keyOf(columns, row));
      result.saved++;
      break;
    }
  }
}

/** A damaged row may hold what the table refuses. */
function store(insert: () => { changes: number | bigint }): boolean {
  try {
    return Number(insert().changes) > 0;
  } catch {
    return false;
  }
}

/** What is made of a changed row, so that nobody takes it for what was stored; null: nothing can be. */
function marked(table: string, row: Row): Row | null {
  if (table === 'people') return { ...row, name: `${row.name} (?)` };
  // It keeps its name and its place, and is described anew with its photo.
  if (table === 'faces') return { ...row, feature: new Uint8Array(1024), feature_version: 0 };
  return null;
}

/** Lets go of what belonged to lost rows. Faces of lost photos stay, as those that were enrolled without a photo. */
function mendReferences(db: Database): void {
  db.exec(`INSERT INTO photos (id, path, width, height, original_width, original_height, orientation, read_at)
    SELECT DISTINCT photo_id, 'enrolled:lost photo ' || photo_id, 0, 0, 0, 0, 1, '' FROM faces
    WHERE photo_id NOT IN (SELECT id FROM photos)`);
  for (let broken = references(db); broken.length > 0; broken = references(db))
    for (const { table, rowid, fkid } of broken)
      mendReference(db, String(table), Number(rowid), Number(fkid));
}

const references = (db: Database) => db.prepare('PRAGMA foreign_key_check').all();

function mendReference(db: Database, table: string, rowid: number, fkid: number): void {
  const { from, on_delete } = db
    .prepare('SELECT "from", on_delete FROM pragma_foreign_key_list(?) WHERE id = ?')
    .get(table, fkid)!;
  db.prepare(
    on_delete === 'SET NULL'
      ? `UPDATE ${table} SET ${from} = NULL WHERE rowid = ?`
      : `DELETE FROM ${table} WHERE rowid = ?`,
  ).run(rowid);
}

/** An entry of the history that has lost rows would be undone by half: it goes, and with it those before. */
function forgetUnsureHistory(db: Database, tables: readonly Salvaged[]): void {
  const of = (name: string) => tables.find(({ result }) => result.table === name);
  const [journal, rows] = [of('journal'), of('journal_rows')];
  if (journal === undefined || rows === undefined) return;
  const entryAfter = db.prepare(
    'SELECT entry_id FROM journal_rows WHERE id > ? UNION ALL SELECT max(id) FROM journal LIMIT 1',
  );
  const unsure = [
    ...journal.missing,
    ...[...rows.missing].map((id) => entryAfter.get(Number(id))?.entry_id ?? 0),
    journal.result.unproven + rows.result.unproven > 0 ? Number.MAX_SAFE_INTEGER : 0,
  ].reduce<number>((most, id) => Math.max(most, Number(id)), 0);
  db.prepare('DELETE FROM journal_rows WHERE entry_id <= ?').run(unsure);
  db.prepare('DELETE FROM journal WHERE id <= ?').run(unsure);
}
