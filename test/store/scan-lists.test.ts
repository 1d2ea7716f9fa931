import { expect, test } from 'vitest';
import type { PhotoFile } from '../../src-main/store/folder.ts';
import { openScanLists } from '../../src-main/store/scan-lists.ts';
import { openStore } from '../../src-main/store/store.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('more files than are taken out at once come back as they were, in order, each scan its own', async () => {
  const { db, close } = openStore(await temporaryFolder());
  const files = Array.from({ length: 1203 }, (_, i): PhotoFile => {
    const naming =
      i % 3 === 0 ? null : { source: 'folder' as const, faces: [{ name: `Ada ${i}`, area: null }] };
    return { path: `/photos/写真 ${1203 - i}.jpg`, size: i, modified: 1e12 + i / 8, naming };
  });
  const [even, odd] = [openScanLists(db, '/photos'), openScanLists(db, '/photos')];
  for (const [i, file] of files.entries()) (i % 2 === 0 ? even : odd).addWaiting(file);
  expect([...even.waiting()]).toEqual(files.filter((_, i) => i % 2 === 0));
  even.close();
  expect([...odd.waiting()]).toEqual(files.filter((_, i) => i % 2 === 1));
  close();
});
