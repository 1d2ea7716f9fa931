import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCiphered } from '../../src-main/store/cipher-sqlite.ts';
import { openClear } from '../../src-main/store/node-sqlite.ts';
import type { Database, OpenOptions, SqlValue } from '../../src-main/store/sql.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const key = new Uint8Array(32).fill(7);
const kinds = [
  { kind: 'Node’s SQLite', isHere: true, open: openClear },
  {
    kind: 'the package with ciphers, encrypted',
    isHere: hasCiphers,
    open: (path: string, options: OpenOptions) => openCiphered(path, key, options),
  },
  {
    kind: 'the package with ciphers, in clear',
    isHere: hasCiphers,
    open: (path: string, options: OpenOptions) => openCiphered(path, null, options),
  },
];

describe.each(kinds)('a database of $kind', ({ isHere, open }) => {
  describe.skipIf(!isHere)('here', () => {
    let path: string;
    let db: Database;
    beforeEach(async () => {
      path = join(await temporaryFolder(), 'some.db');
      db = open(path, { timeout: 0 });
      db.exec(
        'PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b BLOB) STRICT',
      );
    });
    afterEach(() => db.close());

    const add = (a: string, b: Uint8Array | null = null) =>
      db.prepare('INSERT INTO t (a, b) VALUES (?, ?)').run(a, b);
    const codeOf = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        const { code, errcode } = error as { code: string; errcode: number };
        return [code, errcode & 0xff];
      }
      return null;
    };

    test('keeps texts, numbers, bytes and nothing, by position and by name', () => {
      expect(add('é', Uint8Array.of(1, 2, 3))).toMatchObject({ changes: 1, lastInsertRowid: 1 });
      db.prepare('INSERT INTO t VALUES (:id, :a, :b)').run({ id: 2 ** 40, a: 'x', b: null });
      const rows = db.prepare('SELECT * FROM t ORDER BY id').all();
      expect(rows.map((row) => ({ ...row }))).toEqual([
        { id: 1, a: 'é', b: Uint8Array.of(1, 2, 3) },
        { id: 2 ** 40, a: 'x', b: null },
      ]);
      expect(db.prepare('SELECT * FROM t WHERE id = 3').get()).toBeUndefined();
      expect({ ...db.prepare('SELECT count(*) AS n FROM t WHERE id > :least').get({ least: 1 }) }).toEqual({
        n: 1,
      });
    });

    test('binds numbered parameters', () => {
      const row = db.prepare('SELECT ?2 AS b, ?1 AS a, ?2 AS again').get('first', 2);
      expect({ ...row }).toEqual({ b: 2, a: 'first', again: 2 });
    });

    test('gives bytes that have a buffer of their own', () => {
      for (let i = 0; i < 9; i++) add(`n${i}`, new Uint8Array(1024 + i).fill(i));
      const check = (row: Record<string, SqlValue>) => {
        const bytes = row.b as Uint8Array;
        expect(bytes).not.toBeInstanceOf(Buffer);
        expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, bytes.length]);
      };
      const select = db.prepare('SELECT b FROM t');
      select.all().forEach(check);
      for (const row of select.iterate()) check(row);
      check(select.get()!);
    });

    test('writes while it is iterated over, and stops early', () => {
      for (const a of ['a', 'b', 'c']) add(a);
      const seen: unknown[] = [];
      for (const { id, a } of db.prepare('SELECT id, a FROM t ORDER BY id').iterate()) {
        seen.push(a);
        db.prepare('UPDATE t SET b = ? WHERE id = ?').run(Uint8Array.of(1), Number(id));
        if (a === 'b') break;
      }
      expect(seen).toEqual(['a', 'b']);
      expect(db.prepare('SELECT count(*) AS n FROM t WHERE b IS NOT NULL').get()!.n).toBe(2);
      db.exec('DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB)');
    });

    test('returns arrays where it is asked to', () => {
      add('a');
      const statement = db.prepare('SELECT id, a FROM t');
      statement.setReturnArrays(true);
      expect(statement.all()).toEqual([[1, 'a']]);
    });

    test('answers pragmas, also those that return nothing', () => {
      expect(db.prepare('PRAGMA user_version').get()!.user_version).toBe(0);
      expect(db.prepare('PRAGMA foreign_keys').get()!.foreign_keys).toBe(1);
      expect(db.prepare('PRAGMA user_version = 3').get()).toBeUndefined();
      expect(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()!.busy).toBe(0);
      expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    });

    test('hands values to functions, whole numbers as bigint', () => {
      db.function('kinds', (...values) =>
        values
          .map((value) => (value === null ? 'null' : value.constructor === Object ? '?' : typeof value))
          .join(),
      );
      db.function('bytes', (value) => (value instanceof Uint8Array ? value.length : -1));
      expect(db.prepare("SELECT kinds(1, 1.5, 'a', NULL) AS k").get()!.k).toBe('bigint,number,string,null');
      expect(db.prepare("SELECT bytes(x'010203') AS n").get()!.n).toBe(3);
    });

    test('has SQLite’s numbers for errors', () => {
      add('a');
      expect(codeOf(() => add('a'))).toEqual(['ERR_SQLITE_ERROR', 19]);
      expect(codeOf(() => db.exec('SELECT * FROM nowhere'))).toEqual(['ERR_SQLITE_ERROR', 1]);
      const other = open(path, { timeout: 0 });
      other.exec('BEGIN IMMEDIATE');
      expect(codeOf(() => add('b'))).toEqual(['ERR_SQLITE_ERROR', 5]);
      other.exec('COMMIT');
      other.close();
      const reader = open(path, { readOnly: true });
      expect(codeOf(() => reader.exec('DELETE FROM t'))).toEqual(['ERR_SQLITE_ERROR', 8]);
      reader.close();
      db.exec(`PRAGMA max_page_count = ${db.prepare('PRAGMA page_count').get()!.page_count}`);
      const fill = () => {
        for (let i = 0; i < 9; i++) add('x'.repeat(9000) + i);
      };
      expect(codeOf(fill)).toEqual(['ERR_SQLITE_ERROR', 13]);
    });

    test('tells a damaged page from a full disk', () => {
      for (let i = 0; i < 2000; i++) add(`person ${i}`);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      const content = readFileSync(path);
      for (let at = 4096 * 2; at + 4096 < content.length; at += 4096) content.fill(0xff, at, at + 4096);
      writeFileSync(path, content);
      db = open(path, {});
      const failure = () => {
        try {
          return db.prepare('SELECT sum(length(a)) FROM t').all();
        } catch (error) {
          return toFailure(error);
        }
      };
      expect(failure()).toMatchObject({ problem: 'database-damaged' });
    });
  });
});

describe.skipIf(!hasCiphers)('an encrypted database', () => {
  test('has nothing in clear, neither in its log nor in a copy, and opens with its key alone', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'some.db');
    const db = openCiphered(path, key, {});
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE people (name TEXT)');
    for (let i = 0; i < 500; i++) db.prepare('INSERT INTO people VALUES (?)').run(`Zyxwvut Secretname ${i}`);
    const holdsName = () =>
      readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes('Secretname'));
    expect(readdirSync(folder)).toContain('some.db-wal');
    expect(holdsName()).toEqual([]);
    db.prepare('VACUUM INTO ?').run(join(folder, 'copy.db'));
    db.exec('VACUUM');
    expect(holdsName()).toEqual([]);
    db.close();
    const copy = openCiphered(join(folder, 'copy.db'), key, {});
    expect(copy.prepare('SELECT count(*) AS n FROM people').get()!.n).toBe(500);
    copy.close();
    for (const wrong of [new Uint8Array(32), null]) {
      const other = openCiphered(path, wrong, {});
      expect(() => other.prepare('SELECT count(*) FROM people').get()).toThrow(
        expect.objectContaining({ errcode: 26 }),
      );
      other.close();
    }
  });

  test('of which a page was changed is read all the same if its checks are skipped', async () => {
    const path = join(await temporaryFolder(), 'some.db');
    const db = openCiphered(path, key, {});
    db.exec('CREATE TABLE people (name TEXT)');
    for (let i = 0; i < 500; i++) db.prepare('INSERT INTO people VALUES (?)').run(`person ${i}`);
    db.close();
    const content = readFileSync(path);
    content[4096 * 2 + 2000]! ^= 1;
    writeFileSync(path, content);
    const read = (skipChecks: boolean) => {
      const opened = openCiphered(path, key, { skipChecks });
      try {
        return opened.prepare('SELECT name FROM people').all().length;
      } finally {
        opened.close();
      }
    };
    expect(() => read(false)).toThrow(expect.objectContaining({ errcode: 11 }));
    expect(read(true)).toBe(500);
  });
});
