import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../src-main/store/migrations.ts';
import { openStore, writeFileAtomic } from '../../src-main/store/store.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { damageRows } from '../helpers/damage.ts';

async function library(): Promise<string> {
  const folder = await temporaryFolder();
  const store = openStore(folder);
  const insert = store.db.prepare('INSERT INTO people (name) VALUES (?)');
  store.db.exec('BEGIN');
  for (let i = 0; i < 2000; i++) insert.run(`person ${i}`);
  store.db.exec('COMMIT');
  store.close();
  return folder;
}

const fileOf = (folder: string) => join(folder, 'library.db');

async function overwrite(path: string, at: number, bytes: Uint8Array) {
  const content = await readFile(path);
  content.set(bytes, at);
  await writeFile(path, content);
}

describe('a library', () => {
  test.each([
    ['is empty', 'is empty', (path: string) => truncate(path, 0)],
    ['is text', 'is not a database', (path: string) => writeFile(path, 'Dear diary, '.repeat(1000))],
    ['lost its first page', 'is not a database', (path: string) => overwrite(path, 0, new Uint8Array(4096))],
    ['is cut off', 'is cut off', async (path: string) => truncate(path, 4096 * 3)],
    [
      'lost a page of its tables',
      'is cut off',
      (path: string) => overwrite(path, 100, new Uint8Array(3900).fill(7)),
    ],
  ])('whose file %s is told to be damaged, and stays as it is', async (_, fault, damage) => {
    const folder = await library();
    await damage(fileOf(folder));
    const before = await readFile(fileOf(folder));
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({
        problem: 'library-damaged',
        message: expect.stringContaining(fault),
        remedy: expect.stringContaining('`tammes restore BACKUP --replace`'),
      }),
    );
    expect(await readFile(fileOf(folder))).toEqual(before);
  });

  test('that lacks a table is called damaged', async () => {
    const folder = await library();
    const store = openStore(folder);
    store.db.exec('PRAGMA foreign_keys = OFF; DROP TABLE faces; PRAGMA user_version = 3;');
    store.close();
    expect(() => openStore(folder)).toThrow('lacks a table');
  });

  test('of an older version with a changed row is not migrated, which would seal the damage', async () => {
    const folder = await library();
    const older = migrations.length - 1;
    damageRows(
      folder,
      `PRAGMA user_version = ${older}; UPDATE seals SET sum = ${older} WHERE of_table = '' AND row_key = 'version';
       UPDATE people SET note = 'changed' WHERE name = 'person 7'`,
    );
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({ problem: 'library-damaged', parameters: { folder, fault: 'rows' } }),
    );
  });

  test('a page of which is damaged says so when it is read', async () => {
    const folder = await library();
    const path = fileOf(folder);
    const content = await readFile(path);
    // In the table and in its index.
    for (const at of [content.indexOf('person 1000'), content.lastIndexOf('person 1000')])
      await overwrite(path, at - (at % 4096), new Uint8Array(4096).fill(0xff));
    const store = openStore(folder);
    let failure: unknown;
    try {
      store.db.prepare('SELECT sum(length(name)) FROM people NOT INDEXED').get();
    } catch (error) {
      failure = toFailure(error);
    }
    store.close();
    expect(failure).toMatchObject({ problem: 'database-damaged' });
  });

  test('that cannot be created is not called damaged', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect(() => openStore(join(file, 'library'))).toThrow(
      expect.objectContaining({ problem: 'library-not-opened' }),
    );
  });

  test('that is made leaves no other file', async () => {
    const folder = join(await temporaryFolder(), 'new');
    openStore(folder).close();
    expect(readdirSync(folder).sort()).toEqual(['library.db', 'runs']);
  });
});

describe('a full disk', () => {
  test.each([
    Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }),
    Object.assign(new Error('quota exceeded'), { code: 'EDQUOT' }),
    Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }),
  ])('is told as such: %s', (error) => {
    expect(toFailure(error)).toEqual({ code: 'file-unreadable', problem: 'disk-full', parameters: {} });
  });

  test('is how SQLite’s error is worded', async () => {
    const store = openStore(await library());
    const { page_count: pages } = store.db.prepare('PRAGMA page_count').get()!;
    store.db.exec(`PRAGMA max_page_count = ${pages}`);
    let failure: unknown;
    try {
      for (let i = 0; i < 9; i++)
        store.db.prepare('INSERT INTO people (name) VALUES (?)').run('x'.repeat(9000) + i);
    } catch (error) {
      failure = toFailure(error);
    }
    store.close();
    expect(failure).toMatchObject({ problem: 'disk-full' });
  });
});

test('a file that cannot be written leaves no part of itself behind', async () => {
  const folder = await temporaryFolder();
  // A folder with something in it cannot be replaced by a file.
  await mkdir(join(folder, 'file', 'in the way'), { recursive: true });
  await expect(writeFileAtomic(join(folder, 'file'), Uint8Array.of(1))).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['file']);
});
