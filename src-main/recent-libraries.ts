/** The libraries that were opened, in a file of the user's own: the app and the web host share it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { userFolder } from './user-folder.ts';

const most = 10;
const paths = z.array(z.string());

const recentFile = join(userFolder, 'libraries.json');

/** Libraries that are still there, the newest first. @param file takes the list. */
export async function recentLibraries(file = recentFile): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  // Written by hand or half written: what is not a list counts as none.
  const known = paths.safeParse(parsed(text));
  return (known.data ?? []).filter((path) => existsSync(join(path, 'library.db')));
}

/** Notes that a library was opened. Nothing depends on it: a disk that is full fails nobody. */
export async function noteLibrary(path: string, file = recentFile): Promise<void> {
  const others = (await recentLibraries(file)).filter((other) => other !== path);
  await mkdir(dirname(file), { recursive: true })
    .then(() => writeFile(file, JSON.stringify([path, ...others].slice(0, most))))
    .catch(() => {});
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
