import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { rendererFolder, root } from '../app-files.ts';

/** Tammes' licence, those of the models and data that ship with it, and those of what is bundled with the window. */
export async function licences(): Promise<{ name: string; text: string }[]> {
  const folder = join(root, 'assets', 'licenses');
  const files = (await readdir(folder)).filter((name) => extname(name) === '.txt').sort();
  const texts = [
    { name: 'Tammes', file: join(root, 'LICENSE') },
    ...files.map((name) => ({ name: basename(name, '.txt'), file: join(folder, name) })),
    // Vite writes it; a window that runs from its sources has none.
    { name: 'npm', file: join(rendererFolder, 'licenses.md') },
  ];
  const read = await Promise.all(
    texts.map(async ({ name, file }) => ({ name, text: await readFile(file, 'utf8').catch(() => '') })),
  );
  return read.filter(({ text }) => text !== '');
}
