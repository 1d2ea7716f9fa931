/** Reads what can still be read of a damaged database, row by row. */
import type { FoundRow } from './page-scan.ts';
import { sealOfRow } from './seals.ts';
import type { Database, SqlValue, Statement } from './sql.ts';

export type Row = Record<string, SqlValue>;

/** Rows between two that can be read are looked for by their number, but not more than so many. */
const mostSought = 1_000_000;

/** The rows of a table that can be read. Around a damaged page they are sought from both sides, and each by its number. */
export function* readableRows(db: Database, table: string): Generator<Row> {
  const key = hasRowid(db, table) ? 'rowid' : null;
  const select = `SELECT *${key === null ? '' : ', rowid AS " rowid"'} FROM ${table} NOT INDEXED`;
  const prepared = attempt(() => db.prepare(select));
  if (prepared === null) return;
  const upwards = yield* read(attempt(() => db.prepare(key === null ? select : `${select} ORDER BY rowid`)));
  if (upwards.isWhole || key === null) return;
  // The first pass ended at a damaged page: what lies behind it comes from the end.
  const behind: Row[] = [];
  const backwards = attempt(() => db.prepare(`${select} WHERE rowid > ? ORDER BY rowid DESC`));
  const downwards = read(backwards, upwards.last ?? Number.MIN_SAFE_INTEGER);
  let end = downwards.next();
  for (; !end.done; end = downwards.next()) behind.push(end.value);
  yield* behind;
  const before = end.value.last;
  const one = attempt(() => db.prepare(`${select} WHERE rowid = ?`));
  if (upwards.last === null || before === null || one === null || before - upwards.last > mostSought) return;
  for (let id = upwards.last + 1; id < before; id++) {
    const row = attempt(() => one.get(id));
    if (row) yield without(row).row;
  }
}

interface Pass {
  /** Whether no page was damaged. */
  isWhole: boolean;
  /** The number of the last row. */
  last: number | null;
}

function* read(select: Statement | null, ...bound: number[]): Generator<Row, Pass> {
  let last: number | null = null;
  if (select === null) return { isWhole: false, last };
  try {
    for (const found of select.iterate(...bound)) {
      const { row, id } = without(found);
      last = id;
      yield row;
    }
    return { isWhole: true, last };
  } catch {
    return { isWhole: false, last };
  }
}

/** Takes the row's number out of it. */
function without({ ' rowid': id, ...row }: Row): { row: Row; id: number | null } {
  return { row, id: id == null ? null : Number(id) };
}

function hasRowid(db: Database, table: string): boolean {
  return attempt(() => db.prepare(`SELECT rowid FROM ${table} LIMIT 0`)) !== null;
}

/** null where SQLite finds damage. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** What the seals say of the rows of a table: by key, as far as they can be read. */
export type Seals = ReadonlyMap<string, ReadonlyMap<SqlValue, number>>;

export function readableSeals(db: Database): Seals {
  const seals = new Map<string, Map<SqlValue, number>>();
  for (const { of_table, row_key, sum } of readableRows(db, 'seals')) {
    const table = String(of_table);
    if (!seals.has(table)) seals.set(table, new Map());
    seals.get(table)!.set(row_key!, Number(sum));
  }
  return seals;
}

/** The seals that lie in a file's pages, also where SQLite does not come to them. */
export function sealsInPages(found: Iterable<FoundRow>): Map<string, Map<SqlValue, number>> {
  const seals = new Map<string, Map<SqlValue, number>>();
  for (const { rowid, values } of found) {
    const [table, key, sum] = values;
    if (rowid !== null || values.length !== 3 || typeof table !== 'string' || typeof sum !== 'number')
      continue;
    if (!seals.has(table)) seals.set(table, new Map());
    if (key !== null && key !== undefined) seals.get(table)!.set(key, sum);
  }
  return seals;
}

/** A row that was found in a page as one of a table; null: it has other columns. */
export function rowOf(db: Database, { all, rowid, defaults }: Columns, found: FoundRow): Row | null {
  const { values } = found;
  const isShort = values.length < all.length;
  // Columns that were added later are not in the rows of before.
  if (found.rowid === null || values.length > all.length) return null;
  if (isShort && all.slice(values.length).some((column) => !defaults.has(column))) return null;
  return Object.fromEntries(
    all.map((column, i) => [
      column,
      column === rowid ? found.rowid : i < values.length ? values[i]! : defaultOf(db, defaults.get(column)!),
    ]),
  );
}

const defaultOf = (db: Database, sql: string) => db.prepare(`SELECT ${sql} AS value`).get()!.value!;

/** A table's columns in their order, and those that are its key. */
export interface Columns {
  all: readonly string[];
  keys: readonly string[];
  /** The column that is the row's number. */
  rowid: string | null;
  /** Of columns that may be left out, the value in SQL. */
  defaults: ReadonlyMap<string, string>;
}

export function columnsIn(db: Database, table: string): Columns {
  const rows = db
    .prepare('SELECT name, type, pk, "notnull", dflt_value FROM pragma_table_info(?)')
    .all(table);
  const keys = rows.filter(({ pk }) => pk !== 0);
  return {
    all: rows.map(({ name }) => String(name)),
    keys: keys.map(({ name }) => String(name)),
    rowid: keys.length === 1 && keys[0]!.type === 'INTEGER' ? String(keys[0]!.name) : null,
    defaults: new Map(
      rows
        .filter(({ notnull, dflt_value }) => notnull === 0 || dflt_value !== null)
        .map(({ name, dflt_value }) => [String(name), String(dflt_value ?? 'NULL')]),
    ),
  };
}

/** As seals have it. */
export function keyOf({ keys }: Columns, row: Row): SqlValue {
  return keys.length === 1 ? row[keys[0]!]! : JSON.stringify(keys.map((column) => row[column]));
}

/** `proven`: as it was stored; `unproven`: its seal cannot be read. */
export function proofOf(
  table: string,
  columns: Columns,
  row: Row,
  seals: Seals,
): 'proven' | 'changed' | 'unproven' {
  const values = columns.all.map((column) => row[column] ?? null);
  const sum = seals.get(table)?.get(keyOf(columns, row));
  if (sum === undefined) return 'unproven';
  return sum === sealOfRow(table, values) ? 'proven' : 'changed';
}
