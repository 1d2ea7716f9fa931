import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('a library made by a newer Tammes is left alone', async () => {
  const folder = join(await temporaryFolder(), 'new');
  const store = openStore(folder);
  store.db.exec(
    "PRAGMA user_version = 99; UPDATE seals SET sum = 99 WHERE of_table = '' AND row_key = 'version'",
  );
  store.close();
  expect(() => openStore(folder)).toThrow('newer version');
});
