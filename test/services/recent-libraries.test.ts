import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteLibrary, recentLibraries } from '../../src-main/recent-libraries.ts';
import { temporaryFolder } from '../helpers/cli.ts';

async function library(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'library.db'), '');
  return path;
}

test('libraries are remembered in the order in which they were opened, and forgotten when they are gone', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'state', 'libraries.json');
  expect(await recentLibraries(file)).toEqual([]);
  const [a, b] = [await library(folder, 'a'), await library(folder, 'b')];
  for (const path of [a, b, join(folder, 'gone'), a]) await noteLibrary(path, file);
  expect(await recentLibraries(file)).toEqual([a, b]);
});

test('a list that somebody has damaged is begun anew', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'libraries.json');
  const path = await library(folder, 'a');
  for (const damage of ['{', '{"a": 1}', '[1]']) {
    await writeFile(file, damage);
    expect(await recentLibraries(file)).toEqual([]);
  }
  await noteLibrary(path, file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([path]);
});
