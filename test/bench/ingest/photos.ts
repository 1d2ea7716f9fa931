/** The photos that are read: folders made for the bench. */
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { faceApiFolder } from '../../../src-main/vision/models.ts';
import { orlFolder } from '../../helpers/orl.ts';

export interface PhotoSet {
  id: string;
  folder: string;
  photos: number;
  /** Whether each photo shows one face, so that its share of photos with a face is the recall. */
  oneFaceEach: boolean;
}

/** Pixels of a photo of 12 megapixels, 4:3. */
const large = { width: 4000, height: 3000 };

/**
 * @param root takes a folder a set.
 * @param people photos of as many in a set of faces.
 * @param crops a folder with a folder of 150x150 face crops a person; absent: no sets of crops.
 */
export async function makeSets(root: string, people: number, crops: string | undefined): Promise<PhotoSet[]> {
  const sets = [await facesSet(root, 'demo 23×28', people, orlFolder, copyFile)];
  if (crops !== undefined) {
    sets.push(await facesSet(root, 'crops 150×150', people, crops, copyFile));
    sets.push(
      await facesSet(root, 'crops 250×250', people, crops, async (from, to) => {
        await sharp(from).resize(250, 250).jpeg({ quality: 95 }).toFile(to);
      }),
    );
  }
  sets.push(await groupSet(root));
  return sets;
}

/** The first photo of each of `people` people. */
async function facesSet(
  root: string,
  id: string,
  people: number,
  from: string,
  make: (from: string, to: string) => Promise<void>,
): Promise<PhotoSet> {
  const names = (await readdir(from, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .slice(0, people);
  for (const name of names) {
    const [photo] = (await readdir(join(from, name))).filter((file) => /\.(jpg|png)$/.test(file)).sort();
    const person = join(root, id, name);
    await mkdir(person, { recursive: true });
    await make(join(from, name, photo!), join(person, photo!));
  }
  return { id, folder: join(root, id), photos: names.length, oneFaceEach: true };
}

/** face-api's samples, group photos, at the size of a phone's. */
async function groupSet(root: string): Promise<PhotoSet> {
  const id = '12 megapixels';
  const folder = join(root, id);
  await mkdir(folder, { recursive: true });
  const names = (await readdir(join(faceApiFolder, 'demo'))).filter((name) => /^sample\d\.jpg$/.test(name));
  for (const name of names) {
    await sharp(join(faceApiFolder, 'demo', name))
      .resize(large)
      .jpeg({ quality: 90 })
      .toFile(join(folder, name));
  }
  return { id, folder, photos: names.length, oneFaceEach: false };
}

/** A folder with one photo, for the time to the first face. */
export async function firstPhoto(root: string): Promise<string> {
  const folder = join(root, 'first');
  await mkdir(folder);
  await copyFile(join(faceApiFolder, 'demo', 'sample1.jpg'), join(folder, 'sample1.jpg'));
  return folder;
}

/** As many copies of photos under names of their own, for a long reading. @returns their folder. */
export async function copies({ folder }: PhotoSet, root: string, count: number): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const target = join(root, 'many');
  await mkdir(target, { recursive: true });
  for (let i = 0; i < count; i++) {
    const { parentPath, name } = files[i % files.length]!;
    await copyFile(join(parentPath, name), join(target, `${i}-${name}`));
  }
  return target;
}
