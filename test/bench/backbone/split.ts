import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Links a folder's photos into another, but for the last ones of each person who has more. */
export async function splitPhotos(
  folder: string,
  to: string,
  kept: number,
): Promise<{ known: string; asked: { person: string; path: string }[] }> {
  const asked: { person: string; path: string }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const person = entry.name;
    const photos = (await readdir(join(folder, person)))
      .sort()
      .map((name) => join(resolve(folder), person, name));
    const left = photos.length > kept + 1 ? photos.slice(-kept) : [];
    asked.push(...left.map((path) => ({ person, path })));
    await mkdir(join(to, person), { recursive: true });
    for (const [i, path] of photos.slice(0, photos.length - left.length).entries())
      await symlink(path, join(to, person, `${i}${path.slice(path.lastIndexOf('.'))}`));
  }
  return { known: to, asked };
}
