import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFolder } from '../../app-files.ts';
import { faceApiFolder } from '../../vision/models.ts';

/** How the bundled photos are dealt out: no photo that is matched was trained on or enrolled. */
export interface DemoPhotos {
  /** Folder of people to read, train on and enrol. */
  library: string;
  /** Photos of the same people, kept out. */
  heldOut: { person: string; path: string }[];
  /** Photos of people who are nowhere in the library. */
  strangers: string[];
  /** Group photos with several strangers each. */
  groups: string[];
}

/** People kept out altogether, those with the fewest photos, and photos kept out of each of the others. */
const strangerCount = 6;
const heldOutCount = 3;

/** Copies the bundled photos under `folder`, so that the library's photos stay where they were read. */
export async function layOutPhotos(folder: string): Promise<DemoPhotos> {
  const photos: DemoPhotos = { library: join(folder, 'photos'), heldOut: [], strangers: [], groups: [] };
  const people = (await readdir(demoFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const files = new Map<string, string[]>();
  for (const person of people) files.set(person, (await readdir(join(demoFolder, person))).sort());
  const fewestFirst = people.toSorted((a, b) => files.get(a)!.length - files.get(b)!.length);
  const strangers = new Set(fewestFirst.slice(0, strangerCount));
  for (const [person, names] of files) {
    for (const [k, file] of names.entries()) {
      const from = join(demoFolder, person, file);
      const stranger = strangers.has(person);
      const heldOut = k >= names.length - heldOutCount;
      const kind = stranger ? 'strangers' : heldOut ? 'held-out' : 'photos';
      const to = join(folder, kind, person, file);
      await mkdir(join(folder, kind, person), { recursive: true });
      await cp(from, to);
      if (stranger) photos.strangers.push(to);
      else if (heldOut) photos.heldOut.push({ person, path: to });
    }
  }
  for (const name of (await readdir(join(faceApiFolder, 'demo'))).sort()) {
    if (/^sample\d+\.jpg$/.test(name)) photos.groups.push(join(faceApiFolder, 'demo', name));
  }
  return photos;
}
