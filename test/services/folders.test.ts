import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { completeFolder, listFolders } from '../../src-main/services/folders.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const root = await temporaryFolder();
const outside = await temporaryFolder();
const list = (path?: string, hidden = false) => listFolders([root], { path, hidden });

beforeAll(async () => {
  for (const name of ['Photos 10', 'Photos 9', 'empty', '.hidden', 'odd\u001b[31m\nname'])
    await mkdir(join(root, name));
  for (const name of ['a.jpg', 'B.PNG', 'c.txt', 'd.heic']) await writeFile(join(root, 'Photos 9', name), '');
  await writeFile(join(root, 'top.jpg'), '');
  await mkdir(join(root, 'Photos 9', 'deeper'));
  await symlink(join(root, 'Photos 9'), join(root, 'a link'));
  await symlink(outside, join(root, 'a way out'));
  await symlink(join(root, 'nothing'), join(root, 'to nothing'));
  await writeFile(join(outside, 'secret.jpg'), '');
});

describe('folders to choose from', () => {
  test('are listed as people count, with their photos, and nothing but folders', async () => {
    const listing = await list();
    expect(listing).toMatchObject({ path: root, parent: null, roots: [root], photos: 1, hidden: 1, more: 0 });
    expect(listing.folders.map(({ name, photos, state }) => [name, photos, state])).toEqual([
      ['a link', 3, 'link'],
      ['a way out', null, 'outside'],
      ['empty', 0, 'open'],
      ['odd\u001b[31m\nname', 0, 'open'],
      ['Photos 9', 3, 'open'],
      ['Photos 10', 0, 'open'],
    ]);
    expect((await list(undefined, true)).folders.map(({ name }) => name)).toContain('.hidden');
    expect(await list(join(root, 'Photos 9'))).toMatchObject({ parent: root, photos: 3 });
    expect((await list('a link')).path).toBe(join(root, 'Photos 9'));
  });

  test('are listed with files only of the endings that are asked for', async () => {
    const folder = join(root, 'Photos 9');
    expect((await list(folder)).files).toEqual([]);
    for (const name of ['10.txt', '9.TXT', '.hidden.txt']) await writeFile(join(folder, name), '');
    const { files } = await listFolders([root], { path: folder, hidden: true, endings: ['txt', 'bin'] });
    expect(files).toEqual(['9.TXT', '10.txt', 'c.txt']);
  });

  test.each([
    ['outside of the roots', outside, 'folder-outside'],
    ['above a root', join(root, '..'), 'folder-outside'],
    ['a way out by dots', 'empty/../../..', 'folder-outside'],
    ['behind a link that leads out', join(root, 'a way out'), 'folder-outside'],
    ['a file', join(root, 'top.jpg'), 'folder-is-file'],
    ['not there', join(root, 'nowhere'), 'folder-not-there'],
    ['a link to nothing', join(root, 'to nothing'), 'folder-not-there'],
    ['what no file system knows', `${root}/a\0b`, 'folder-not-there'],
    ['a name that is too long', join(root, 'a'.repeat(3000)), 'folder-not-there'],
  ])('are refused if they are %s', async (_, path, problem) => {
    await expect(list(path)).rejects.toMatchObject({ problem });
  });

  test('outside of the roots are refused alike, be they there or not', async () => {
    const refusal = (path: string) => list(path).catch(({ problem }) => problem);
    expect(await refusal(join(outside, 'nowhere'))).toBe('folder-outside');
    expect(await refusal(outside)).toBe('folder-outside');
  });

  test.skipIf(process.getuid?.() === 0)('that may not be read are told', async () => {
    const closed = join(root, 'closed');
    await mkdir(closed);
    await chmod(closed, 0);
    expect((await list()).folders.find(({ name }) => name === 'closed')?.state).toBe('closed');
    await expect(list(closed)).rejects.toMatchObject({ problem: 'folder-not-listed' });
    await chmod(closed, 0o700);
  });

  test.skipIf(process.platform === 'win32')('may hold pipes, for which the list does not wait', async () => {
    execFileSync('mkfifo', [join(root, 'empty', 'pipe.jpg')]);
    expect((await list()).folders.find(({ name }) => name === 'empty')?.photos).toBe(1);
  });

  test('are completed from what was written', async () => {
    const complete = (text: string) => completeFolder([root], text);
    expect(await complete(join(root, 'phot'))).toEqual([join(root, 'Photos 9'), join(root, 'Photos 10')]);
    expect(await complete(`${join(root, 'Photos 9')}/`)).toEqual([join(root, 'Photos 9', 'deeper')]);
    expect(await complete(join(root, '.h'))).toEqual([join(root, '.hidden')]);
    expect(await complete('')).toEqual([root]);
    expect(await complete(join(outside, 'x'))).toEqual([]);
    expect(await complete('~')).toEqual([]);
    vi.stubEnv(process.platform === 'win32' ? 'USERPROFILE' : 'HOME', root);
    expect(await complete('~/photos 1')).toEqual([join(root, 'Photos 10')]);
    vi.unstubAllEnvs();
  });
});
