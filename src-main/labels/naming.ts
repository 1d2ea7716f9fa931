import { basename, dirname, extname, relative, sep } from 'node:path';
import type { Box } from '../../src-shared/contract/index.ts';

/** A face that somebody has named, and where it is. */
export interface NamedFace {
  name: string;
  /** In shares of the photo's sides, or in pixels of the whole photo; null: the photo's main face. */
  area: (Box & { unit: 'share' | 'pixel' }) | null;
}

/** Who is on a photo, as one source has it. */
export interface Naming {
  source: 'folder' | 'file-name' | 'xmp' | 'csv';
  faces: NamedFace[];
}

/** The later has the last word: it says more about the single photo. */
export const namingSources = ['file-name', 'folder', 'xmp', 'csv'] as const satisfies Naming['source'][];

/**
 * Who is on a photo by where it lies: the first sub-folder is a person's; at the top, a name and a number of four digits
 * is one in the manner of Labeled Faces in the Wild, `Ada_Lovelace_0001.jpg`. Underscores stand for spaces.
 */
export function namingOfPath(root: string, path: string): Naming | null {
  const parts = relative(root, path).split(sep);
  if (parts.length > 1) return naming('folder', parts[0]!);
  const person = /^(.+)_\d{4}$/.exec(basename(path, extname(path)))?.[1];
  return person === undefined ? null : naming('file-name', person);
}

function naming(source: Naming['source'], text: string): Naming | null {
  const name = personName(text.replaceAll('_', ' '));
  return name === '' ? null : { source, faces: [{ name, area: null }] };
}

/** A person's name as it is stored: composed (NFC) characters, single spaces. */
export function personName(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Files in which programs keep what they know of a photo: `photo.jpg.xmp` (digiKam) and `photo.xmp` (Lightroom). */
export function sidecarsOf(path: string): string[] {
  return [`${path}.xmp`, `${dirname(path)}${sep}${basename(path, extname(path))}.xmp`];
}
