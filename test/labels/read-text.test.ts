import { execFileSync } from 'node:child_process';
import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder } from '../../src-main/store/folder.ts';
import { temporaryFolder } from '../helpers/cli.ts';

async function folderWithPhoto(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'Ada_0001.jpg'), 'photo');
  return folder;
}

describe.skipIf(process.platform === 'win32')('beside a photo,', () => {
  test.each([
    ['a named pipe', async (path: string) => void execFileSync('mkfifo', [path])],
    ['a link to a device without end', (path: string) => symlink('/dev/zero', path)],
    [
      'a file of a gigabyte',
      async (path: string) => {
        await writeFile(path, '');
        await truncate(path, 2 ** 30);
      },
    ],
  ])('%s in the place of names holds nothing up', async (_, make) => {
    const withSidecar = await folderWithPhoto();
    await make(join(withSidecar, 'Ada_0001.xmp'));
    const entries = await Array.fromAsync(listFolder(withSidecar));
    expect(entries).toMatchObject([{ file: { naming: { source: 'file-name', faces: [{ name: 'Ada' }] } } }]);

    const withTable = await folderWithPhoto();
    await make(join(withTable, 'labels.csv'));
    await expect(Array.fromAsync(listFolder(withTable))).rejects.toMatchObject({
      problem: 'labels-not-readable',
    });
  });
});
