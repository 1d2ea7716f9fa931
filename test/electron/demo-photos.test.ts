import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoFolder } from '../../src-main/app-files.ts';
import { copyDemoPhotos } from '../../src-main/electron/demo-photos.ts';
import { openServices } from '../../src-main/services/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const photos = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();

test('the demo’s photos of an installed app lie where they stay; a second start copies what is gone', async () => {
  const to = join(await temporaryFolder(), 'demo-photos');
  expect(await copyDemoPhotos(to)).toBe(to);
  const names = await photos(to);
  expect(names).toEqual(await photos(demoFolder));
  expect(names).toHaveLength(282);
  const [first, second] = names.map((name) => join(to, name));
  await rm(first!);
  const { mtimeMs } = await stat(second!);
  await copyDemoPhotos(to);
  expect(await readFile(first!)).toEqual(await readFile(join(demoFolder, names[0]!)));
  expect((await stat(second!)).mtimeMs).toBe(mtimeMs);
});

test('where there is no room for a copy they are read from the app itself', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  expect(await copyDemoPhotos(join(file, 'demo-photos'))).toBe(demoFolder);
});

test('a window that asks for the demo is told of the host’s folder, or of the app’s own', async () => {
  const services = await openServices({
    library: await temporaryFolder(),
    host: 'electron',
    demoFolder: async () => '/demo',
  });
  expect(await services.call('app.demoFolder', undefined)).toBe('/demo');
  await services.close();
  const other = await openServices({ library: await temporaryFolder(), host: 'web' });
  expect(await other.call('app.demoFolder', undefined)).toBe(demoFolder);
  await other.close();
});
