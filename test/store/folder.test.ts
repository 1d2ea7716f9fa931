import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder } from '../../src-main/store/folder.ts';
import { temporaryFolder } from '../helpers/cli.ts';

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

async function list(folder: string) {
  const [files, failures] = [[] as string[], [] as string[]];
  for await (const entry of listFolder(folder)) {
    if ('failure' in entry) failures.push(`${entry.path.slice(folder.length + 1)} ${entry.failure.code}`);
    else files.push(entry.file.path.slice(folder.length + 1));
  }
  return { files, failures };
}

describe('a folder', () => {
  test('is listed in the order of whole paths, pictures of other kinds included, and nothing hidden', async () => {
    const folder = await folderOf({
      'b.JPG': '',
      'a/2.png': '',
      'a/1.heic': '',
      'a b.jpg': '',
      'drawing.svg': '',
      'raw.NEF': '',
      'no-extension': '\xff\xd8\xff\xe0 and so on',
      notes: 'text',
      'notes.txt': '',
      'photo.jpg.xmp': '',
      'photos.zip': 'PK',
      '.hidden.jpg': '',
      'a/._1.heic': '',
      '.thumbnails/1.jpg': '',
      '@eaDir/1.jpg': '',
      '写真/été 😀.jpg': '',
    });
    await writeFile(join(folder, 'no-extension'), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    expect((await list(folder)).files).toEqual([
      'a b.jpg',
      'a/1.heic',
      'a/2.png',
      'b.JPG',
      'drawing.svg',
      'no-extension',
      'raw.NEF',
      '写真/été 😀.jpg',
    ]);
  });

  test('of the same name in other Unicode characters is another folder, but of the same person', async () => {
    const folder = await folderOf({ 'Zo\u00eb/1.jpg': '', 'Zoe\u0308/2.jpg': '' });
    const names = [];
    for await (const entry of listFolder(folder)) {
      if ('file' in entry) names.push(entry.file.naming!.faces[0]!.name);
    }
    expect(names).toEqual(['Zo\u00eb', 'Zo\u00eb']);
  });

  test('says which photos of its table it has not', async () => {
    const folder = await folderOf({
      'a.jpg': '',
      'labels.csv': 'a.jpg,Ada\nb.jpg,Bob\nc/d.jpg,Cyd\nc/d.jpg,Dan',
    });
    const unmatched: string[] = [];
    for await (const _ of listFolder(folder, undefined, (paths) => unmatched.push(...paths)));
    expect(unmatched).toEqual([join(folder, 'b.jpg'), join(folder, 'c', 'd.jpg')]);
  });

  test('is listed once, however links lead', async () => {
    const folder = await folderOf({ 'a/1.jpg': '', 'b/2.jpg': '' });
    const other = await folderOf({ '3.jpg': '' });
    await symlink(folder, join(folder, 'a', 'up'));
    await symlink(join(folder, 'b'), join(folder, 'a', 'b'));
    await symlink(join(folder, 'self'), join(folder, 'self'));
    await symlink(other, join(folder, 'outside'));
    await symlink(join(folder, 'gone.jpg'), join(folder, 'link.jpg'));
    expect(await list(folder)).toEqual({
      files: ['a/1.jpg', 'b/2.jpg', 'outside/3.jpg'],
      failures: ['link.jpg file-missing'],
    });
  });

  test.skipIf(process.getuid?.() === 0)('that cannot be listed is named, and others are listed', async () => {
    const folder = await folderOf({ 'a/1.jpg': '', 'b/2.jpg': '' });
    await chmod(join(folder, 'a'), 0o000);
    expect(await list(folder)).toEqual({ files: ['b/2.jpg'], failures: ['a folder-unreadable'] });
    await chmod(join(folder, 'a'), 0o755);
  });

  test('is read before its end is known', async () => {
    const folder = await folderOf(
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}/1.jpg`, ''])),
    );
    const entries = listFolder(folder);
    const first = await entries.next();
    expect(first.done).toBe(false);
    await writeFile(join(folder, '9', '2.jpg'), '');
    const rest = await Array.fromAsync(entries);
    expect(rest).toHaveLength(50);
  });
});
