import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { tammes } from '../cli/cli.ts';
import { libraryFaults } from './contents.ts';
import { mutant } from './mutate.ts';

export interface IngestReport {
  files: number;
  photos: number;
  failures: number;
  seconds: number;
  faults: string[];
}

/**
 * Ingests every so many mutants by the command, with the networks: each must be read or named, the library intact,
 * and a second ingest must find nothing to do.
 *
 * @param folder an empty one to work in.
 */
export async function ingestMutants(
  folder: string,
  seed: number,
  files: number,
  every: number,
): Promise<IngestReport> {
  const [photos, library] = [join(folder, 'photos'), join(folder, 'library')];
  await mkdir(photos);
  let count = 0;
  /** Files that are photos by their name; others may have lost what shows that they are. */
  let named = 0;
  for (let index = 0; index < files; index += every, count++) {
    const { name, bytes } = mutant(seed, index);
    await writeFile(join(photos, name), bytes);
    if (extname(name) !== '') named++;
  }
  const ingest = async () => {
    const { code, stdout, stderr } = await tammes(['ingest', photos, '--library', library, '--json']);
    if (code !== 0) throw new Error(`The ingest ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const started = performance.now();
  const first = await ingest();
  const seconds = (performance.now() - started) / 1000;
  const second = await ingest();
  const faults = libraryFaults(library);
  const listed = first.changes.added + first.changes.copied + first.failures.length;
  if (!first.complete || listed < named) faults.push(`Of ${named} photos only ${listed} are told of.`);
  const internal = first.failures.filter(({ code }: { code: string }) => code === 'internal');
  faults.push(...internal.map(({ message }: { message: string }) => message));
  if (second.alreadyDone !== listed)
    faults.push(`A second ingest knew ${second.alreadyDone} of ${listed} files.`);
  return { files: count, photos: first.photos, failures: first.failures.length, seconds, faults };
}
