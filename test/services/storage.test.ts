import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bytesOf } from '../../src-main/services/storage.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('the files of a folder and below are counted, also if some go meanwhile, as when a backup is made', async () => {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'library.db'), 'twelve bytes');
  for (let i = 0; i < 50; i++) {
    mkdirSync(join(folder, `${i}.tmp`));
    writeFileSync(join(folder, `${i}.tmp`, 'library.db'), '!');
  }
  expect(await bytesOf(folder)).toBe(62);
  const counting = bytesOf(folder);
  await turn();
  for (let i = 0; i < 50; i++) rmSync(join(folder, `${i}.tmp`), { recursive: true });
  expect(await counting).toBeLessThanOrEqual(62);
  expect(await bytesOf(folder)).toBe(12);
});
