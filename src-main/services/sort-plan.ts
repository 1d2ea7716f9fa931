/** Which copies sorting a recognised folder by person makes, and which lie there already. */
import { lstat, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SortOptions, SortPreview } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { folderNameOf, foldName } from '../labels/folder-names.ts';
import { type RecognisedFile, recognisedFiles, recognisedPeople } from '../store/recognised.ts';
import type { Store } from '../store/store.ts';
import { hashOfFile } from './new-files.ts';
import { freeBytes, usableTarget } from './targets.ts';

/** A photo and the place of its copy. */
export interface PlannedCopy {
  photo: RecognisedFile;
  to: string;
  /** Whether the same lies there already. */
  present: boolean;
}

/** A folder of the target. */
interface PlannedFolder {
  name: string;
  personId: number | null;
  path: string;
  copies: PlannedCopy[];
}

export interface SortPlan {
  target: string;
  exists: boolean;
  folders: PlannedFolder[];
  leftOut: number;
}

/** Photos of a folder that a preview shows. */
const mostSamples = 4;

/**
 * @param source the folder that was recognised. @param signal ends the planning, with what is planned by then.
 * @throws TammesError for a target that cannot be used.
 */
export async function planSort(
  { db, folder: library }: Store,
  source: string,
  options: SortOptions,
  signal?: AbortSignal,
): Promise<SortPlan> {
  // Copies may not lie where they would be recognised or read again, nor in the library.
  const { target, exists } = await usableTarget(options.target, [source, library]);
  const folders = new Map<string, PlannedFolder>();
  const place = placesFor(db, options);
  let leftOut = 0;
  for (const photo of recognisedFiles(db)) {
    if (signal?.aborted) break;
    // Else many photos would keep the process from all else.
    if (photo.id % 500 === 0) await nextTurn();
    const wanted = place(photo);
    if (wanted.length === 0) leftOut++;
    for (const { name, personId } of wanted) {
      const path = join(target, name);
      const known = folders.get(path);
      const folder = known ?? { name, personId, path, copies: [] };
      if (known === undefined) await refuseLink(target, path);
      folders.set(path, folder);
      folder.copies.push({ photo, to: '', present: false });
    }
  }
  for (const folder of folders.values()) await nameCopies(folder, signal);
  return { target, exists, folders: [...folders.values()], leftOut };
}

/** The plan in numbers. */
export async function previewOf({ target, exists, folders, leftOut }: SortPlan): Promise<SortPreview> {
  const all = folders.flatMap(({ copies }) => copies);
  const missing = all.filter(({ present }) => !present);
  return {
    target,
    exists,
    copies: missing.length,
    bytes: missing.reduce((sum, { photo }) => sum + photo.size, 0),
    present: all.length - missing.length,
    leftOut,
    free: await freeBytes(target),
    folders: folders
      .map(({ name, personId, copies }) => ({
        name,
        personId,
        copies: copies.filter(({ present }) => !present).length,
        present: copies.filter(({ present }) => present).length,
        photoIds: copies.slice(0, mostSamples).map(({ photo }) => photo.id),
      }))
      .sort((a, b) => b.copies - a.copies || (a.name < b.name ? -1 : 1)),
  };
}

/** A person's folder that is a link would lead copies out of the target. */
async function refuseLink(target: string, path: string): Promise<void> {
  const info = await lstat(path).catch(() => null);
  if (info === null || info.isDirectory()) return;
  throw info.isSymbolicLink()
    ? new TammesError('target-leads-outside', { target, folder: path })
    : new TammesError('folder-is-file', { path });
}

/** Says which folders a photo's copies go to. */
function placesFor(db: Store['db'], { several, unknown, withoutFace, names }: SortOptions) {
  const taken = new Map<string, string>();
  const own = (key: string, wanted: string) => {
    for (let number = 1; ; number++) {
      const name = folderNameOf(wanted) + (number === 1 ? '' : ` (${number})`);
      const folded = foldName(name);
      const holder = taken.get(folded) ?? key;
      taken.set(folded, holder);
      if (holder === key) return name;
    }
  };
  // By id, so that who has the name without a number does not change from one time to the next.
  const people = recognisedPeople(db).sort((a, b) => a.personId - b.personId);
  const folderOf = new Map(people.map(({ personId, name }) => [personId, own(`${personId}`, name)]));
  const nobody = (kind: 'several' | 'unknown' | 'withoutFace') => ({
    name: own(kind, names[kind]),
    personId: null,
  });
  return ({ faces, people: onPhoto }: RecognisedFile): { name: string; personId: number | null }[] => {
    if (faces === 0) return withoutFace === 'leave' ? [] : [nobody('withoutFace')];
    const known = onPhoto.flatMap((personId) => {
      const name = folderOf.get(personId);
      return name === undefined ? [] : [{ name, personId }];
    });
    if (known.length === 0) return unknown === 'leave' ? [] : [nobody('unknown')];
    return known.length > 1 && several === 'folder' ? [nobody('several')] : known;
  };
}

/**
 * Gives each copy of a folder a name that nothing else has. A file of that name that holds the same is the copy of an earlier time.
 */
async function nameCopies(folder: PlannedFolder, signal?: AbortSignal): Promise<void> {
  const there = new Map(
    (await readdir(folder.path).catch(() => [] as string[])).map((name) => [foldName(name), name]),
  );
  const taken = new Set<string>();
  for (const copy of folder.copies) {
    if (signal?.aborted) return;
    const { path } = copy.photo;
    const [extension, stem] = [extname(path), basename(path, extname(path))];
    for (let number = 1; copy.to === ''; number++) {
      const name = number === 1 ? stem + extension : `${stem} (${number})${extension}`;
      const key = foldName(name);
      if (taken.has(key)) continue;
      const existing = there.get(key);
      copy.present = existing !== undefined && (await isSame(copy.photo, join(folder.path, existing)));
      if (existing !== undefined && !copy.present) continue;
      taken.add(key);
      copy.to = join(folder.path, existing ?? name);
    }
  }
}

async function isSame({ path, size }: RecognisedFile, other: string): Promise<boolean> {
  const info = await lstat(other).catch(() => null);
  if (info === null || !info.isFile() || info.size !== size) return false;
  const hashes = await Promise.all([path, other].map((file) => hashOfFile(file).catch(() => null)));
  return hashes[0] !== null && hashes[0] === hashes[1];
}
