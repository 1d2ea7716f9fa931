/** Rows that go from one library to another. */

import { columnsOf, type JournaledTable } from './journal-triggers.ts';
import type { Database, SqlInput } from './sql.ts';

export type Row = Record<string, SqlInput>;

/** Inserts a row of the other library, with some columns changed; a number of its own is given anew. @returns the number. */
export function insertRow(db: Database, table: JournaledTable, row: Row, changes: Row): number {
  const names = columnsOf(db, table)
    .map(({ name }) => name)
    .filter((name) => name !== 'id');
  const values = Object.fromEntries(
    names.map((name) => [name, (name in changes ? changes[name] : row[name]) ?? null]),
  );
  const insert = db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
  );
  return Number(insert.run(values).lastInsertRowid);
}

/** Rows with their values. */
export function rowsOf(db: Database, sql: string, ...values: SqlInput[]): Row[] {
  return db.prepare(sql).all(...values) as Row[];
}

/** The first row; null: there is none. */
export function rowOf(db: Database, sql: string, ...values: SqlInput[]): Row | null {
  return (db.prepare(sql).get(...values) as Row | undefined) ?? null;
}
