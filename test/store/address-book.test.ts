import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { addressBook } from '../../src-main/store/address-book.ts';
import { userFolder } from '../../src-main/user-folder.ts';
import { temporaryFolder } from '../helpers/cli.ts';

// Before the folder is asked for: nobody's own notes are touched.
vi.hoisted(() => {
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

test('notes are kept for each library, and dropped', async () => {
  const book = addressBook('test-notes.json', z.object({ host: z.string() }));
  const [one, two] = [await temporaryFolder(), await temporaryFolder()];
  expect(book.of(one)).toBeNull();
  book.keep(one, { host: 'a' });
  book.keep(two, { host: 'b' });
  expect([book.of(one), book.of(two)]).toEqual([{ host: 'a' }, { host: 'b' }]);
  book.drop(one);
  expect([book.of(one), book.of(two)]).toEqual([null, { host: 'b' }]);
});

test('a damaged file counts as empty, and is put aside before another takes its place', async () => {
  const file = join(userFolder, 'test-damaged.json');
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(file, '{"/somewhere": {"host": "kept"');
  const book = addressBook('test-damaged.json', z.object({ host: z.string() }));
  const library = await temporaryFolder();
  expect(book.of(library)).toBeNull();
  expect(existsSync(`${file}.damaged`)).toBe(false);
  book.keep(library, { host: 'new' });
  expect(book.of(library)).toEqual({ host: 'new' });
  expect(readFileSync(`${file}.damaged`, 'utf8')).toContain('kept');
});
