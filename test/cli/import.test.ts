import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

test('vectors that cannot be imported leave no library behind, and one that was there stays', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'v.csv');
  await writeFile(file, 'person\nAda\n');
  const [made, there] = [join(folder, 'made'), join(folder, 'there')];
  const failed = await tammes(['import', 'vectors', file, '--library', made]);
  expect([failed.code, failed.stderr]).toEqual([2, expect.stringContaining('no column `feature`')]);
  expect(existsSync(made)).toBe(false);
  expect((await tammes(['people', '--library', there])).code).toBe(0);
  expect((await tammes(['import', 'vectors', file, '--library', there])).code).toBe(2);
  expect(await readdir(there)).toContain('library.db');
}, 60_000);
