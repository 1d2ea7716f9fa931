/** What the pictures show: the bundled demo photos, as somebody might have sorted them so far. */
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFolder } from '../../src-main/app-files.ts';
import { progressLine } from '../../src-main/cli/output.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { ingest } from '../../src-main/services/library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';

export interface Material {
  /** A library that has read `photos`. */
  library: string;
  /** Most people in a folder of their own, one photo in a wrong one, some photos in none. */
  photos: string;
  /** Photos that the library has not got, of people in it and of strangers. */
  fresh: string;
  /** The same, by person: the first of each is a photo in `fresh`. */
  held: readonly (readonly string[])[];
}

/** Made-up names of the people with the most photos, in the demo's order. */
const names =
  'Adam Robin Ben Clara Victor Emma Daniel Helen Marco Luca Oscar Vera Simon Peter Nina Rosa Felix June'.split(
    ' ',
  );
const unnamedPeople = 5;
/** Photos of a person in the library. */
const photosEach = 8;

/** Makes the material below a folder, or finds it there. */
export async function prepareMaterial(folder: string): Promise<Material> {
  const [library, photos, fresh] = ['library', 'photos', 'new'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const held: string[][] = [];
  const people = await demoPeople();
  for (const [rank, files] of people.entries()) {
    const name = names[rank];
    const inLibrary = rank < names.length + unnamedPeople ? files.slice(0, photosEach) : [];
    for (const [k, file] of inLibrary.entries()) {
      // One photo of each of the first is not sorted yet.
      const isSorted = name !== undefined && (rank >= 4 || k < inLibrary.length - 1);
      await copy(file, isSorted ? join(photos, name) : photos);
    }
    const rest = files.slice(inLibrary.length, inLibrary.length + 2);
    if (name !== undefined || inLibrary.length === 0) held.push(rest.map(({ path }) => path));
    if (rank < 4) for (const file of rest) await copy(file, fresh);
    else if (inLibrary.length === 0) await copy(files[0]!, fresh);
  }
  // A face that was sorted wrong.
  await copy(people[4]![photosEach]!, join(photos, names[6]!));
  if (!(await exists(library))) await read(library, photos);
  return { library, photos, fresh, held };
}

interface DemoFile {
  name: string;
  path: string;
}

/** The files of each of the demo's people, those with the most photos first. */
async function demoPeople(): Promise<DemoFile[][]> {
  const people = (await readdir(demoFolder)).filter((name) => /^c\d+$/.test(name)).sort();
  const files = people.map(async (person) =>
    (await readdir(join(demoFolder, person)))
      .sort()
      .map((name) => ({ name, path: join(demoFolder, person, name) })),
  );
  return (await Promise.all(files)).toSorted((a, b) => b.length - a.length);
}

async function copy({ path, name }: DemoFile, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // `image_0001.jpg` would be the first photo of somebody called image.
  await cp(path, join(folder, name.replace('image_', '')));
}

const exists = (folder: string) =>
  readdir(folder).then(
    () => true,
    () => false,
  );

async function read(library: string, photos: string): Promise<void> {
  const store = openStore(library);
  const pool = createVisionPool();
  try {
    await ensurePretrained(store);
    let line: ReturnType<typeof progressLine> | undefined;
    await ingest(store, pool, photos, {
      onProgress({ done, total }) {
        line ??= progressLine('Reading photos', total);
        line.update(done);
      },
    });
    line?.end();
  } finally {
    await pool.close();
    store.close();
  }
}
