/** Writes all that the library holds of one person into a folder, for her or him: GDPR, articles 15 and 20. */
import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { failureOf, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { folderNameOf, foldName } from '../labels/folder-names.ts';
import { addExport, noteExported } from '../store/exports.ts';
import { chipOf } from '../store/faces.ts';
import { type PhotoOfPerson, photosOf } from '../store/person-data.ts';
import { privateFile, privateFolder } from '../store/private-files.ts';
import type { Store } from '../store/store.ts';
import { type Plan, planForgetting } from './forget.ts';
import type { JobControls } from './jobs.ts';
import { copyNew, hashOfBytes } from './new-files.ts';
import { dataOf, type NamedPhoto, type PersonFile, pictureOf } from './person-file.ts';
import { personPage } from './person-page.ts';
import { freeBytes, usableTarget } from './targets.ts';

export interface PersonExportOptions {
  /** The folder in which the person gets a folder; made if there is none. Absolute. */
  to: string;
  /** Whether the photos themselves are copied. */
  photos: boolean;
  /** Of the page to read. */
  language: 'en' | 'ja';
}

/** What an export wrote. */
export interface PersonExport extends Pick<PersonFile, 'missing'> {
  folder: string;
  photos: number;
  faces: number;
  /** Photos that were copied. */
  copies: number;
}

/**
 * Writes the folder as a whole, or not at all; nothing is overwritten. A photo that cannot be read is passed over and listed.
 * @returns null if it was stopped. @throws TammesError 'person-gone', or for a target that cannot be used.
 */
export async function exportPerson(
  store: Store,
  personId: number,
  options: PersonExportOptions,
  { signal, tell, skip, writes }: JobControls,
): Promise<PersonExport | null> {
  const plan = await planForgetting(store, personId);
  const { target } = await usableTarget(options.to, [store.folder]);
  const photos = nameCopies(photosOf(store.db, personId, namedPhotos(plan)), options.photos);
  await refuseSmallDisk(target, photos);
  const folder = await freeName(target, plan.traces.names.name);
  const staged = `${folder}.${randomUUID()}.tammes-part`;
  const hashes = new Map<string, string>();
  const write = async (path: string, bytes: Uint8Array) => {
    await writeFile(join(staged, path), bytes, { flag: 'wx', mode: privateFile });
    hashes.set(path, hashOfBytes(bytes));
  };
  try {
    await makeFolders(
      staged,
      photos.some(({ copy }) => copy !== null),
    );
    const missing = await writePictures(store, photos, write);
    const copied = await copyPhotos(staged, photos, hashes, { signal, tell });
    if (signal.aborted) return null;
    for (const _ of copied) skip();
    const file: PersonFile = { ...dataOf(store, personId, plan, photos), missing: [...missing, ...copied] };
    await write('person.json', new TextEncoder().encode(JSON.stringify(file, null, 2)));
    await write('index.html', new TextEncoder().encode(personPage(file, options.language)));
    note(store, { target, folder, staged, hashes }, writes);
    await rename(staged, folder);
    const faces = photos.reduce((sum, photo) => sum + photo.faces.length, 0);
    const copies = photos.filter(({ copy }) => copy !== null && hashes.has(copy)).length;
    return { folder, photos: photos.length, faces, copies, missing: file.missing };
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Photos without a face of the person that her or his name leads to. */
const namedPhotos = ({ traces }: Plan) => [...traces.photosGone, ...traces.photosLoose];

/** Gives each photo that is to be copied a name in the folder `photos`. */
function nameCopies(photos: readonly PhotoOfPerson[], wanted: boolean): NamedPhoto[] {
  const taken = new Set<string>();
  return photos.map((photo) => {
    const path = photo.files.find(({ missingSince }) => missingSince === null)?.path;
    if (!wanted || path === undefined) return { ...photo, copy: null };
    const [stem, extension] = [basename(path, extname(path)), extname(path)];
    for (let number = 1; ; number++) {
      const name = folderNameOf(`${stem}${number === 1 ? '' : ` (${number})`}${extension}`);
      if (taken.has(foldName(name))) continue;
      taken.add(foldName(name));
      return { ...photo, copy: `photos/${name}` };
    }
  });
}

async function refuseSmallDisk(target: string, photos: readonly NamedPhoto[]): Promise<void> {
  const bytes = photos.reduce(
    (sum, { copy, files }) => sum + (copy === null ? 0 : Math.max(...files.map((file) => file.bytes))),
    0,
  );
  if (bytes > ((await freeBytes(target)) ?? Number.POSITIVE_INFINITY)) throw new TammesError('disk-full', {});
}

/** A folder that is not there yet, after the person. */
async function freeName(target: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(target, folderNameOf(name) + (number === 1 ? '' : ` (${number})`));
    if ((await lstat(path).catch(() => null)) === null) return path;
  }
}

async function makeFolders(staged: string, withPhotos: boolean): Promise<void> {
  try {
    for (const folder of [staged, join(staged, 'faces'), ...(withPhotos ? [join(staged, 'photos')] : [])])
      await mkdir(folder, { recursive: true, mode: privateFolder });
  } catch (cause) {
    if (toFailure(cause).problem === 'disk-full') throw cause;
    throw new TammesError('folder-not-made', { folder: dirname(staged) }, { cause });
  }
}

/** The pictures of faces, each under its number. @returns faces without one. */
async function writePictures(
  { db }: Store,
  photos: readonly NamedPhoto[],
  write: (path: string, bytes: Uint8Array) => Promise<void>,
): Promise<PersonFile['missing']> {
  const missing: PersonFile['missing'] = [];
  for (const { id } of photos.flatMap(({ faces }) => faces)) {
    const chip = chipOf(db, id);
    if (chip === null)
      missing.push({ path: pictureOf(id), failure: failureOf('face-unknown', { faceId: id }) });
    else await write(pictureOf(id), chip);
  }
  return missing;
}

/** Copies the photos that are as they were read. @returns those that could not be copied. */
async function copyPhotos(
  staged: string,
  photos: readonly NamedPhoto[],
  hashes: Map<string, string>,
  { signal, tell }: Pick<JobControls, 'signal' | 'tell'>,
): Promise<PersonFile['missing']> {
  const failed: PersonFile['missing'] = [];
  const wanted = photos.filter(({ copy }) => copy !== null);
  for (const [i, photo] of wanted.entries()) {
    if (signal.aborted) return failed;
    const path = photo.files.find(({ missingSince }) => missingSince === null)!.path;
    const to = join(staged, photo.copy!);
    try {
      await copyNew(path, to, (hash) => {
        if (photo.sha256 !== null && photo.sha256 !== hash) throw new TammesError('photo-changed', { path });
        hashes.set(photo.copy!, hash);
      });
      await chmod(to, privateFile);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const failure =
        code === 'ENOENT'
          ? failureOf('file-not-there', { path })
          : code === 'EACCES' || code === 'EPERM'
            ? failureOf('file-not-permitted', { path })
            : toFailure(error);
      if (failure.problem === 'disk-full') throw new TammesError('disk-full', {}, { cause: error });
      failed.push({ path, failure });
      photo.copy = null;
    }
    tell(i + 1, wanted.length);
  }
  return failed;
}

/** Notes what is written, so that it can be undone, and is told of if the person is forgotten. */
function note(
  { db }: Store,
  written: { target: string; folder: string; staged: string; hashes: ReadonlyMap<string, string> },
  writes: JobControls['writes'],
): void {
  const { target, folder, hashes } = written;
  const exportId = addExport(db, 'person', target);
  writes(exportId);
  const folders = new Set([folder, ...[...hashes.keys()].map((path) => dirname(join(folder, path)))]);
  for (const path of folders) noteExported(db, exportId, { path, hash: null, previous: null });
  for (const [path, hash] of hashes)
    noteExported(db, exportId, { path: join(folder, path), hash, previous: null });
}
