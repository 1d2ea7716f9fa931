import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cli.ts';
import { orlFolder } from './orl.ts';

/** Templates of each person: the first of a video of two frames and a photo, the second of a photo. */
export const templatesOf = (person: number) => [2 * person + 1, 2 * person + 2] as const;

export interface TemplateFiles {
  templates: string;
  list: string;
  images: string;
}

/**
 * Lists of templates of these people of the demo, as insightface publishes them, with their photos: each person's two templates are a pair,
 * and so are each first and each later second one. The template 99 is in no pair.
 */
export async function makeTemplates(people: readonly string[]): Promise<TemplateFiles> {
  const root = await temporaryFolder();
  const [images, photos, pairs] = [join(root, 'crops'), [] as string[], [] as string[]];
  await mkdir(images);
  for (const [p, person] of people.entries()) {
    const [first, second] = templatesOf(p);
    for (const [number, template, medium] of [
      [1, first, 1],
      [2, first, 1],
      [3, first, 2],
      [4, second, 3],
    ] as const) {
      const name = `${10 * p + number}.png`;
      await cp(join(orlFolder, person, `0${number}.png`), join(images, name));
      photos.push(`${name} ${template} ${100 * p + medium}`);
    }
    pairs.push(`${first} ${second} 1`);
    for (let q = p + 1; q < people.length; q++) pairs.push(`${first} ${templatesOf(q)[1]} 0`);
  }
  const files = { templates: join(root, 'tid_mid.txt'), list: join(root, 'pairs.txt'), images };
  await writeFile(files.templates, [...photos, '1.png 99 1'].join('\n'));
  await writeFile(files.list, pairs.join('\n'));
  return files;
}

/** The person whose photo it is, by its number. */
export const personOfCrop = (path: string) =>
  `person ${Math.floor((Number.parseInt(path.split(/[\\/]/).at(-1)!, 10) - 1) / 10)}`;
