/** The demo's photos of a packaged app, where they stay: an AppImage lies in another folder each time that it runs. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFolder } from '../app-files.ts';
import { userFolder } from '../user-folder.ts';

/**
 * Copies the photos to the user's folder, those that are not there. Other programs can show them there, too, which they cannot in
 * the app's archive.
 * @returns the folder; the app's own where there is no room for a copy.
 */
export async function copyDemoPhotos(to = join(userFolder, 'demo-photos')): Promise<string> {
  try {
    for (const person of await readdir(demoFolder)) {
      await mkdir(join(to, person), { recursive: true });
      for (const name of await readdir(join(demoFolder, person))) await copy(join(person, name), to);
    }
    return to;
  } catch {
    return demoFolder;
  }
}

async function copy(photo: string, to: string): Promise<void> {
  const target = join(to, photo);
  if (existsSync(target)) return;
  // The name is there only with the whole photo.
  const part = `${target}.${randomUUID()}`;
  await writeFile(part, await readFile(join(demoFolder, photo)));
  await rename(part, target);
}
