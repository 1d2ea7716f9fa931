/**
 * What the bench and a program that is measured say to each other, a line of JSON each: the bench sends the path of a
 * folder, the program reads all photos in it and answers with what it found. Its first line names its versions.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export const hello = z.record(z.string(), z.string());

export const answer = z.object({
  /** Milliseconds from the first photo to the last. */
  ms: z.number(),
  photos: z.int(),
  /** How many of them have a face. */
  withFace: z.int(),
  faces: z.int(),
});
export type Answer = z.infer<typeof answer>;

/** Serves a reader until the bench is gone. */
export async function serve(
  versions: Record<string, string>,
  read: (folder: string) => Promise<Answer>,
): Promise<void> {
  const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  say(versions);
  for await (const folder of createInterface({ input: process.stdin })) say(await read(folder));
  process.exit();
}

/** A reader for programs that take one photo after the other. @param count answers with the number of faces. */
export function oneByOne(count: (path: string) => Promise<number>): (folder: string) => Promise<Answer> {
  return async (folder) => {
    const paths = await photosIn(folder);
    const started = performance.now();
    let [faces, withFace] = [0, 0];
    for (const path of paths) {
      const found = await count(path);
      faces += found;
      if (found > 0) withFace++;
    }
    return { ms: performance.now() - started, photos: paths.length, withFace, faces };
  };
}

async function photosIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
