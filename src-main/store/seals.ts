/**
 * Seals: a checksum of each row, written by triggers with the row itself. SQLite notices broken pages, but not a flipped bit in a name or
 * in a feature: its seal does not fit any more. The triggers are made of the tables' columns, so that no column can be forgotten.
 */
import { crc32 } from 'node:zlib';
import type { Database, SqlValue } from './sql.ts';

/** Versions and lists of what follows from other tables; they are made anew and need no seal. */
const unsealed = new Set(['seals', 'gallery_changes', 'face_changes', 'journal_open', 'unerased']);

/** Makes the function of the triggers known to a connection. */
export function addSealFunction(db: Database): void {
  db.function('seal', seal);
}

/** CRC-32 of values with their kinds and lengths. */
function seal(...values: (SqlValue | undefined)[]): number {
  let [text, ofBytes] = ['', 0];
  for (const value of values) {
    if (value instanceof Uint8Array) {
      ofBytes = crc32(value, ofBytes);
      text += `b${value.length}`;
    } else if (typeof value === 'string') text += `t${value.length}:${value}`;
    else text += value == null ? 'n' : `#${Number(value)}`;
  }
  return crc32(text, ofBytes);
}

/** The seal of a row. @param values in the order of the table's columns. */
export function sealOfRow(table: string, values: readonly SqlValue[]): number {
  return seal(table, ...values);
}

/** A table as seals need it. */
interface SealedTable {
  name: string;
  /** SQL of a row's key and of its seal. @param row the row's name in SQL. */
  key(row: string): string;
  seal(row: string): string;
}

/** The tables whose rows have seals. */
export function sealedTables(db: Database): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !unsealed.has(name));
}

function sealedTable(db: Database, name: string): SealedTable {
  const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all(name);
  const keys = columns.filter(({ pk }) => pk !== 0).map((column) => String(column.name));
  return {
    name,
    // The sign keeps a column from turning the keys that it is compared with into its type: their index could not be used.
    key: (row) =>
      keys.length === 1 ? `+${row}.${keys[0]}` : `json_array(${keys.map((key) => `${row}.${key}`)})`,
    seal: (row) => `seal('${name}', ${columns.map((column) => `${row}.${column.name}`).join(', ')})`,
  };
}

const put = 'ON CONFLICT (of_table, row_key) DO UPDATE SET sum = excluded.sum';

/** They name columns, and would stand in the way of a migration. */
export function dropSealTriggers(db: Database): void {
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'seal_*'")
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
}

/** Makes the triggers, and seals all that is there. */
export function sealEverything(db: Database): void {
  db.exec('DELETE FROM seals');
  for (const table of sealedTables(db).map((name) => sealedTable(db, name))) {
    const { name, key, seal } = table;
    const drop = `DELETE FROM seals WHERE of_table = '${name}' AND row_key = ${key('old')};`;
    const add = `INSERT INTO seals VALUES ('${name}', ${key('new')}, ${seal('new')}) ${put};`;
    for (const [event, work] of [
      ['INSERT', add],
      ['DELETE', drop],
      ['UPDATE', drop + add],
    ])
      db.exec(`CREATE TRIGGER seal_${event}_${name} AFTER ${event} ON ${name} BEGIN ${work} END`);
    db.exec(`INSERT INTO seals SELECT '${name}', ${key('t')}, ${seal('t')} FROM ${name} t WHERE true ${put}`);
  }
  const add = db.prepare(`INSERT INTO seals VALUES ('', ?, ?) ${put}`);
  for (const [key, sum] of Object.entries(ofDatabase(db))) add.run(key, sum);
}

/** Checksums of what the tables are. */
function ofDatabase(db: Database): Record<'tables' | 'version', number> {
  const schema = db
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE name NOT GLOB 'sqlite_*' AND name <> 'unerased' ORDER BY type, name`,
    )
    .all();
  return {
    tables: seal(JSON.stringify(schema)),
    version: Number(db.prepare('PRAGMA user_version').get()!.user_version),
  };
}

/** Whether the database has seals: those of older versions have none. */
export function hasSeals(db: Database): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'seals'").get() !== undefined;
}

/** Whether the tables and their version are those that were made. */
export function areTablesSound(db: Database): boolean {
  const known = db.prepare("SELECT sum FROM seals WHERE of_table = '' AND row_key = ?");
  return Object.entries(ofDatabase(db)).every(([key, sum]) => known.get(key)?.sum === sum);
}

/** A row that is not as it was stored. */
export interface BrokenRow {
  /** Its key; several columns as JSON. */
  key: number | string;
  /** `changed`: the row or its seal was changed; `lost`: there is the seal alone. */
  fault: 'changed' | 'lost';
}

/** The rows of a table that are not as they were stored. About ten microseconds a row. */
export function brokenRows(db: Database, table: string): BrokenRow[] {
  const { key, seal } = sealedTable(db, table);
  const changed = db
    .prepare(
      `SELECT ${key('t')} AS key FROM ${table} t
       LEFT JOIN seals s ON s.of_table = '${table}' AND s.row_key = ${key('t')} WHERE s.sum IS NOT ${seal('t')}`,
    )
    .all();
  const lost = db
    .prepare(
      `SELECT row_key AS key FROM seals WHERE of_table = '${table}'
       AND row_key NOT IN (SELECT ${key('t')} FROM ${table} t)`,
    )
    .all();
  return [
    ...changed.map(({ key }) => ({ key: key as number | string, fault: 'changed' as const })),
    ...lost.map(({ key }) => ({ key: key as number | string, fault: 'lost' as const })),
  ];
}

/** Says what a library holds: the same as long as nothing but settings changes. */
export function stateOf(db: Database): string {
  const row = db
    .prepare("SELECT count(*) AS rows, total(sum) AS sum FROM seals WHERE of_table <> 'settings'")
    .get()!;
  return `${row.rows} ${row.sum}`;
}
