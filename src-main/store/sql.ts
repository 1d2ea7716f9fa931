/** What the store uses of a database: `node:sqlite` has it, and so has the package that encrypts. */

/** A value of a row. Bytes start at a multiple of four in their buffer, so that float32 values can be read from it. */
export type SqlValue = null | number | bigint | string | Uint8Array<ArrayBuffer>;

/** What may be bound to a statement. */
export type SqlInput = null | number | bigint | string | NodeJS.ArrayBufferView;

/** Values by position, or by name as the first. */
type Bound = SqlInput[] | [Record<string, SqlInput>];

export interface Statement {
  get(...bound: Bound): Record<string, SqlValue> | undefined;
  all(...bound: Bound): Record<string, SqlValue>[];
  iterate(...bound: Bound): Iterable<Record<string, SqlValue>>;
  run(...bound: Bound): { changes: number | bigint; lastInsertRowid: number | bigint };
  /** Rows are arrays from now on, and `all` returns these. */
  setReturnArrays(enabled: boolean): void;
}

/** An open database. Its errors have SQLite's number as `errcode`, and 'ERR_SQLITE_ERROR' as `code`. */
export interface Database {
  /** Each statement is prepared once: one that is iterated over must not be used again meanwhile. */
  prepare(sql: string): Statement;
  exec(sql: string): void;
  /** Makes a function known to SQL. It takes any number of arguments, whole numbers as bigint, and depends on nothing else. */
  function(name: string, answer: (...values: SqlValue[]) => SqlValue): void;
  close(): void;
}

/** How a database is opened. */
export interface OpenOptions {
  readOnly?: boolean;
  /** Milliseconds that a writer waits while another has the database. */
  timeout?: number;
}
