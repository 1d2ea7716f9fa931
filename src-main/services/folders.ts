/** Folders of the disk to choose from, for hosts without a dialog, and lists in them. Nothing but these, and only below the roots. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, extname, isAbsolute, join, resolve, sep } from 'node:path';
import type { FileEnding, FolderListing } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { photoExtensions } from '../photos/format.ts';
import { isBelow } from './paths.ts';

/** Folders and files that are listed at most: nobody looks through more. */
const mostFolders = 1000;
/** Paths that a completion offers at most. */
const mostCompletions = 20;
/** How long photos are counted, milliseconds: people wait for the list. A disk that does not answer holds nobody up. */
const patience = 300;

type ListedFolder = FolderListing['folders'][number];

/**
 * What lies in a folder.
 * @param roots absolute. @param path absolute, from `~` on, or from the first root on; absent: the first root.
 * @param endings of the files that are listed; absent: none are.
 * @throws TammesError that says what is wrong with the path.
 */
export async function listFolders(
  roots: readonly string[],
  {
    path,
    hidden,
    endings = [],
  }: { path?: string | undefined; hidden: boolean; endings?: readonly FileEnding[] },
): Promise<FolderListing> {
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  const folder = await openable(roots, realRoots, absolute(roots, path ?? ''));
  const entries = await entriesOf(folder);
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  const shown = hidden ? folders : folders.filter(({ name }) => !name.startsWith('.'));
  const names = shown.map(({ name }) => name).sort(inOrder);
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && endsWith(entry.name, endings))
    .map(({ name }) => name)
    .sort(inOrder);
  const end = performance.now() + patience;
  const listed = await Promise.all(
    names.slice(0, mostFolders).map((name) => inspect(realRoots, join(folder, name), end)),
  );
  return {
    path: folder,
    parent: realRoots.includes(folder) ? null : dirname(folder),
    roots: realRoots,
    separator: sep,
    photos: entries.filter((entry) => !entry.isDirectory() && isPhotoName(entry.name)).length,
    folders: listed.filter((one) => one !== null),
    files: files.slice(0, mostFolders),
    hidden: folders.length - shown.length,
    more: Math.max(0, names.length - mostFolders) + Math.max(0, files.length - mostFolders),
  };
}

/** Folders whose paths begin as `text`, upper and lower case alike; none if nothing can be said. */
export async function completeFolder(roots: readonly string[], text: string): Promise<string[]> {
  if (text.trim() === '') return [...roots];
  // What ends with a separator asks for what lies in the folder.
  const whole = absolute(roots, text);
  const [folder, start] = /[\\/]$/.test(text) ? [whole, ''] : [dirname(whole), basename(whole)];
  const listing = await listFolders(roots, { path: folder, hidden: start.startsWith('.') }).catch(() => null);
  const wanted = start.toLocaleLowerCase();
  return (listing?.folders ?? [])
    .filter(({ name, state }) => state !== 'outside' && name.toLocaleLowerCase().startsWith(wanted))
    .slice(0, mostCompletions)
    .map(({ path }) => path);
}

function absolute(roots: readonly string[], written: string): string {
  const path = written.trim();
  if (path === '~' || /^~[\\/]/.test(path)) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? resolve(path) : resolve(roots[0]!, path);
}

/** @returns its real path. What lies outside the roots is refused before the disk is asked, and behind links afterwards. */
async function openable(
  roots: readonly string[],
  realRoots: readonly string[],
  path: string,
): Promise<string> {
  // No file system has such a path.
  if (path.includes('\0')) throw new TammesError('folder-not-there', { folder: path.replaceAll('\0', '') });
  const isWithin = (place: string) => [...roots, ...realRoots].some((root) => isBelow(place, root));
  if (!isWithin(path)) throw new TammesError('folder-outside', { folder: path, roots: [...roots] });
  const real = await realpath(path).catch((cause: NodeJS.ErrnoException) => {
    throw new TammesError(
      cause.code === 'EACCES' ? 'folder-not-listed' : 'folder-not-there',
      { folder: path },
      { cause },
    );
  });
  if (!isWithin(real)) throw new TammesError('folder-outside', { folder: path, roots: [...roots] });
  const info = await stat(real).catch((cause: unknown) => {
    throw new TammesError('folder-not-listed', { folder: path }, { cause });
  });
  if (!info.isDirectory()) throw new TammesError('folder-is-file', { path });
  return real;
}

function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new TammesError('folder-not-listed', { folder }, { cause });
  });
}

/** @param end when there is no more time to count photos. @returns null for a link to no folder. */
async function inspect(
  realRoots: readonly string[],
  path: string,
  end: number,
): Promise<ListedFolder | null> {
  const name = basename(path);
  const late = { name, path, photos: null, state: 'open' } as const;
  const wait = new Promise<ListedFolder>((resolve) => {
    setTimeout(() => resolve(late), Math.max(0, end - performance.now())).unref();
  });
  return Promise.race([look(realRoots, name, path), wait]);
}

async function look(realRoots: readonly string[], name: string, path: string): Promise<ListedFolder | null> {
  const real = await realpath(path).catch(() => null);
  const info = real === null ? null : await stat(real).catch(() => null);
  if (real === null || !info?.isDirectory()) return null;
  if (!realRoots.some((root) => isBelow(real, root))) return { name, path, photos: null, state: 'outside' };
  const files = await readdir(real).catch(() => null);
  if (files === null) return { name, path, photos: null, state: 'closed' };
  return { name, path, photos: files.filter(isPhotoName).length, state: real === path ? 'open' : 'link' };
}

const endsWith = (name: string, endings: readonly string[]) =>
  endings.includes(extname(name).toLowerCase().slice(1));

function isPhotoName(name: string): boolean {
  return photoExtensions.has(extname(name).toLowerCase());
}

/** Numbers by their value, as people count. */
const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
