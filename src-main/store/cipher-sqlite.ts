/** Encrypted databases: each page by ChaCha20 with a checksum by Poly1305, those of the log, too. */
import { type CipherDatabase, type CipherStatement, openWithCiphers } from './ciphers.ts';
import type { Database, OpenOptions, SqlValue, Statement } from './sql.ts';

/** As `openClear` of node-sqlite.ts. @param key 32 bytes; null: it is not encrypted. */
export function openCiphered(
  path: string,
  key: Uint8Array | null,
  { skipChecks = false, ...options }: OpenOptions & { skipChecks?: boolean },
): Database {
  const db = known(() => openWithCiphers(path, options));
  try {
    // Another statement may write while one is iterated over, as in Node's SQLite.
    db.unsafeMode(true);
    if (key !== null) {
      known(() => {
        db.exec(`PRAGMA cipher = 'chacha20'; PRAGMA hmac_check = ${skipChecks ? 0 : 1}`);
        db.key(Buffer.from(rawKey(key)));
        // What SQLite puts aside for a while, as for VACUUM, would lie in clear in a file of the system's temporary folder.
        db.exec('PRAGMA temp_store = MEMORY');
      });
    }
    return like(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A key as SQL has it: as it is, and no passphrase from which one is derived. */
export const rawKey = (key: Uint8Array) => `raw:${Buffer.from(key).toString('hex')}`;

function like(db: CipherDatabase): Database {
  const statements = new Map<string, Statement>();
  return {
    prepare(sql) {
      const before = statements.get(sql);
      if (before !== undefined) return before;
      const statement = likeStatement(
        known(() => db.prepare(sql)),
        /\?\d/.test(sql),
      );
      statements.set(sql, statement);
      return statement;
    },
    exec: (sql) => known(() => db.exec(sql)),
    function: (name, answer) =>
      db.function(name, { varargs: true, deterministic: true, safeIntegers: true }, answer),
    close: () => db.close(),
  };
}

/** @param isNumbered whether parameters have numbers, such as ?1: the package takes these for names. */
function likeStatement(statement: CipherStatement, isNumbered: boolean): Statement {
  const named = (bound: readonly unknown[]) =>
    isNumbered ? [Object.fromEntries(bound.map((value, i) => [i + 1, value]))] : bound;
  return {
    get: (...bound) =>
      known(() => {
        if (statement.reader) return aligned(statement.get(...named(bound)));
        statement.run(...named(bound));
        return undefined;
      }),
    all: (...bound) =>
      known(() => {
        if (statement.reader) return statement.all(...named(bound)).map((row) => aligned(row));
        statement.run(...named(bound));
        return [];
      }),
    *iterate(...bound) {
      const rows = known(() => statement.iterate(...named(bound)));
      try {
        for (let row = known(() => rows.next()); !row.done; row = known(() => rows.next())) {
          yield aligned(row.value);
        }
      } finally {
        rows.return?.();
      }
    },
    run: (...bound) => known(() => statement.run(...named(bound))),
    setReturnArrays: (enabled) => statement.raw(enabled),
  };
}

/** Node's buffers may be parts of larger ones: bytes get a buffer of their own, as Node's SQLite gives them. */
function aligned<R extends Record<string, SqlValue> | undefined>(row: R): R {
  for (const name in row) {
    const value = row[name];
    if (!(value instanceof Uint8Array)) continue;
    const isAlone = value.byteOffset === 0 && value.byteLength === value.buffer.byteLength;
    row[name] = (isAlone ? new Uint8Array(value.buffer) : Uint8Array.from(value)) as typeof value;
  }
  return row;
}

/** SQLite's kinds of errors by their names. */
const kinds: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY ' +
    'SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'
  )
    .split(' ')
    .map((name, i) => [name, i + 1]),
);

/** Errors are those of Node's SQLite: with the number of their kind. */
function known<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const kind = /^SQLITE_([A-Z]+)/.exec(String((cause as { code?: unknown }).code))?.[1];
    if (kind === undefined || !(kind in kinds)) throw cause;
    throw Object.assign(new Error((cause as Error).message, { cause }), {
      code: 'ERR_SQLITE_ERROR',
      errcode: kinds[kind],
    });
  }
}
