/** Labelled features of the sets of photos that recipes are judged on. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { ingest } from '../../../src-main/services/library.ts';
import { labelledFaces } from '../../../src-main/store/labelled-faces.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { inOrder } from '../../../src-shared/random.ts';

/** Faces of people, one entry a face. */
export interface FaceSet {
  name: string;
  people: string[];
  features: Float32Array[];
}

const featureSize = 256;

/**
 * Reads a folder with a folder for each person.
 * @param kept a folder that keeps features between calls: describing thousands of photos takes minutes.
 */
export async function readSet(folder: string, kept: string | undefined): Promise<FaceSet> {
  const name = basename(resolve(folder));
  const path = kept === undefined ? null : join(kept, name);
  const found = path === null ? null : await readKept(path).catch(() => null);
  if (found !== null) return { name, ...found };
  const faces = await describe(folder);
  if (path !== null) {
    await writeFile(`${path}.json`, JSON.stringify(faces.people));
    await writeFile(
      `${path}.f32`,
      Buffer.concat(faces.features.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
    );
  }
  return { name, ...faces };
}

async function readKept(path: string): Promise<Omit<FaceSet, 'name'>> {
  const people = JSON.parse(await readFile(`${path}.json`, 'utf8')) as string[];
  const values = new Float32Array(new Uint8Array(await readFile(`${path}.f32`)).buffer);
  return { people, features: people.map((_, i) => values.subarray(i * featureSize, (i + 1) * featureSize)) };
}

async function describe(folder: string): Promise<Omit<FaceSet, 'name'>> {
  const library = await mkdtemp(join(tmpdir(), 'tammes-bench-'));
  const store = openStore(library);
  const pool = createVisionPool();
  try {
    let line: ReturnType<typeof progressLine> | undefined;
    await ingest(store, pool, folder, {
      onProgress({ done, total }) {
        line ??= progressLine('Reading photos', total);
        line.update(done);
      },
    });
    line?.end();
    const faces = labelledFaces(store.db);
    return { people: faces.map(({ name }) => name), features: faces.map(({ feature }) => feature) };
  } finally {
    await pool.close();
    store.close();
    await rm(library, { recursive: true, force: true });
  }
}

/** Halves of the people of a set; by default always the same: settings are found on the second and judged on the first. */
export function halvesOf(set: FaceSet, seed = 4242): [FaceSet, FaceSet] {
  const people = inOrder([...new Set(set.people)].sort(), seed);
  const first = new Set(people.slice(0, Math.floor(people.length / 2)));
  const part = (isIn: (person: string) => boolean): FaceSet => {
    const rows = [...set.people.keys()].filter((i) => isIn(set.people[i]!));
    return {
      name: set.name,
      people: rows.map((i) => set.people[i]!),
      features: rows.map((i) => set.features[i]!),
    };
  };
  return [part((person) => first.has(person)), part((person) => !first.has(person))];
}
