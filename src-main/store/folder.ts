/** Lists the photos of a folder and the names that the folder gives them. */
import { type Dirent, existsSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { type NamingByPath, readLabels } from '../labels/csv.ts';
import { type Naming, namingOfPath, sidecarsOf } from '../labels/naming.ts';
import { readText } from '../labels/read-text.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { formatBytes, otherPictures, photoExtensions, photoFormat } from '../photos/format.ts';

/** A file that may be a photo. */
export interface PhotoFile {
  /** Absolute. */
  path: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
  /** Who is on it, as far as its place, a table or a sidecar file say. */
  naming: Naming | null;
}

/** A photo of a folder, or what could not be listed and why. */
export type FolderEntry = { file: PhotoFile } | { path: string; failure: Failure };

/** A table of this name at the top of a folder says who is on its photos. */
const labelsName = 'labels.csv';
/** What a file system says of a path at which nothing lies; anything else says nothing about the file. */
const goneCodes: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);
/** Made by systems, not by people. */
const systemFolders = new Set(['__MACOSX', '@eaDir', '$RECYCLE.BIN', 'System Volume Information']);

interface Walk {
  root: string;
  /** Null: nobody asks who is on the photos. */
  labels: NamingByPath | null;
  /** Keys of `labels` that no photo had yet. */
  unmatched: Set<string>;
  /** Folders that were listed, by device and number: a link that leads back is not followed. */
  seen: Set<string>;
  /** Links to folders, for the end: what lies in the folder itself is named by its own path. */
  links: string[];
}

/**
 * Lists the photos of a folder and everything below it, a folder at a time, in the order of their paths; links to folders
 * come last. Hidden files, sidecar files and those of the system are passed over, and archives are not opened.
 *
 * @param labels a table of names in place of the folder's own `labels.csv`.
 * @param onUnmatched called at the end with the paths of the table that no photo of the folder has, if there are any.
 * @throws TammesError 'folder-missing' or 'folder-unreadable' for the folder itself, or for the table.
 */
export async function* listFolder(
  folder: string,
  labels?: string,
  onUnmatched?: (paths: string[]) => void,
): AsyncGenerator<FolderEntry> {
  const root = await existing(folder);
  const tableInFolder = join(root, labelsName);
  const table = labels ?? (existsSync(tableInFolder) ? tableInFolder : null);
  const naming: NamingByPath = table === null ? new Map() : await readLabels(table, root);
  const unmatched = new Set(naming.keys());
  yield* listAll({ root, labels: naming, unmatched, seen: new Set(), links: [root] });
  if (unmatched.size > 0) onUnmatched?.([...unmatched]);
}

/** As `listFolder`, without a look at who is on the photos. @throws TammesError as it does. */
export async function* listPhotos(folder: string): AsyncGenerator<FolderEntry> {
  const root = await existing(folder);
  yield* listAll({ root, labels: null, unmatched: new Set(), seen: new Set(), links: [root] });
}

async function existing(folder: string): Promise<string> {
  const root = resolve(folder);
  const info = await stat(root).catch(() => null);
  if (info?.isDirectory()) return root;
  throw info === null
    ? new TammesError('folder-not-there', { folder: root })
    : new TammesError('folder-is-file', { path: root });
}

async function* listAll(walk: Walk): AsyncGenerator<FolderEntry> {
  for (let next = walk.links.shift(); next !== undefined; next = walk.links.shift()) yield* list(next, walk);
}

async function* list(folder: string, walk: Walk): AsyncGenerator<FolderEntry> {
  let entries: Dirent[];
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    const key = `${dev}:${ino}`;
    if (walk.seen.has(key)) return;
    walk.seen.add(key);
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const error = new TammesError('folder-not-listed', { folder }, { cause });
    if (folder === walk.root) throw error;
    yield { path: folder, failure: toFailure(error) };
    return;
  }
  const names = new Set(entries.map(({ name }) => name));
  // As whole paths are ordered: a folder's name is followed by the separator.
  const key = (entry: Dirent) => entry.name + (entry.isDirectory() ? sep : '');
  entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || systemFolders.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* list(path, walk);
    else if (entry.isFile() || entry.isSymbolicLink()) yield* listFile(path, names, walk);
  }
}

async function* listFile(path: string, names: ReadonlySet<string>, walk: Walk): AsyncGenerator<FolderEntry> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (info instanceof Error) {
    if (photoExtensions.has(extname(path).toLowerCase())) yield { path, failure: noFile(path, info) };
  } else if (info.isDirectory()) walk.links.push(path);
  else if (info.isFile() && (await looksLikePhoto(path))) {
    const naming = walk.labels === null ? null : await namingOf(path, names, walk, walk.labels);
    yield { file: { path, size: info.size, modified: info.mtimeMs, naming } };
  }
}

async function namingOf(
  path: string,
  names: ReadonlySet<string>,
  { root, unmatched }: Walk,
  labels: NamingByPath,
): Promise<Naming | null> {
  const key = path.normalize('NFC');
  unmatched.delete(key);
  return labels.get(key) ?? (await namingOfSidecar(path, names)) ?? namingOfPath(root, path);
}

function noFile(path: string, cause: NodeJS.ErrnoException): Failure {
  return toFailure(
    goneCodes.has(cause.code)
      ? new TammesError('file-gone', { path }, { cause })
      : new TammesError('file-not-inspected', { path }, { cause }),
  );
}

/** By its extension; by its first bytes if it has none. Pictures of other kinds are listed to be refused by name. */
async function looksLikePhoto(path: string): Promise<boolean> {
  const extension = extname(path).toLowerCase();
  if (extension !== '') return photoExtensions.has(extension) || otherPictures.has(extension);
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(formatBytes) });
    return photoFormat(buffer) !== null;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

async function namingOfSidecar(path: string, names: ReadonlySet<string>): Promise<Naming | null> {
  for (const sidecar of sidecarsOf(path)) {
    if (!names.has(basename(sidecar))) continue;
    const faces = facesOfXmp(await readText(sidecar).catch(() => ''));
    if (faces.length > 0) return { source: 'xmp', faces };
  }
  return null;
}

/** A photo's name as lists show it. */
export function photoName(path: string): string {
  return basename(path);
}
