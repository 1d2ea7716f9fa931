import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors.ts';

/** A file that may be a photo. */
export interface PhotoFile {
  /** Absolute. */
  path: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
  /** Name of the person whose folder it lies in; null for a photo at the top. */
  person: string | null;
}

export interface FolderListing {
  /** Absolute. */
  folder: string;
  /** Ordered by path, so that the same folder always reads the same way. */
  photos: PhotoFile[];
  /** Folders that could not be listed, each with its reason. */
  failures: { path: string; failure: Failure }[];
}

const photoExtensions = new Set(
  '.jpg .jpeg .jpe .jfif .png .webp .avif .gif .tif .tiff .bmp .heic .heif'.split(' '),
);

/**
 * Lists the photos of a folder and everything below it. The first sub-folder's name is the person's;
 * underscores stand for spaces, as in Labeled Faces in the Wild. Hidden files and links are passed over.
 *
 * @throws TammesError 'folder-missing' or 'folder-unreadable' for the folder itself; a sub-folder that
 * cannot be listed is among the failures.
 */
export async function listFolder(folder: string): Promise<FolderListing> {
  const root = resolve(folder);
  const info = await stat(root).catch(() => null);
  if (!info?.isDirectory()) {
    throw new TammesError('folder-missing', `There is no folder ${root}.`, 'Check the path.');
  }
  const listing: FolderListing = { folder: root, photos: [], failures: [] };
  await walk(root, listing);
  listing.photos.sort((a, b) => (a.path < b.path ? -1 : 1));
  const own = listing.failures.find(({ path }) => path === root);
  if (own) throw new TammesError(own.failure.code, own.failure.message, own.failure.remedy);
  return listing;
}

async function walk(folder: string, listing: FolderListing): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    const error = new TammesError(
      'folder-unreadable',
      `The folder ${folder} cannot be listed.`,
      'Check its permissions.',
      { cause },
    );
    listing.failures.push({ path: folder, failure: toFailure(error) });
    return [];
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await walk(path, listing);
    else if (entry.isFile() && (await looksLikePhoto(path))) {
      const { size, mtimeMs } = await stat(path);
      listing.photos.push({ path, size, modified: mtimeMs, person: personOf(listing.folder, path) });
    }
  }
}

/** By its extension; by its first bytes where it has none. */
async function looksLikePhoto(path: string): Promise<boolean> {
  const extension = extname(path).toLowerCase();
  if (extension !== '') return photoExtensions.has(extension);
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  const { buffer } = await file.read({ buffer: Buffer.alloc(12) }).finally(() => file.close());
  const text = buffer.toString('latin1');
  return (
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('\x89PNG') ||
    text.startsWith('GIF8') ||
    text.startsWith('II*\0') ||
    text.startsWith('MM\0*') ||
    (text.startsWith('RIFF') && text.endsWith('WEBP')) ||
    text.slice(4, 8) === 'ftyp'
  );
}

function personOf(root: string, path: string): string | null {
  const parts = relative(root, path).split(sep);
  if (parts.length < 2) return null;
  const name = parts[0]!.replaceAll('_', ' ').normalize('NFC').trim();
  return name === '' ? null : name;
}

/** A photo's name as lists show it. */
export function photoName(path: string): string {
  return basename(path);
}
