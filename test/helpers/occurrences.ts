/** Finds bytes in the files of a folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The files that hold some of the bytes, also in their own names, and how often. */
export async function occurrences(
  folder: string,
  wanted: readonly Uint8Array[],
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const bytes = Buffer.concat([
      Buffer.from(entry.name),
      entry.isFile() ? await readFile(path) : Buffer.of(),
    ]);
    let count = 0;
    for (const piece of wanted)
      for (let at = bytes.indexOf(piece); at >= 0; at = bytes.indexOf(piece, at + 1)) count++;
    if (count > 0) found[relative(folder, path)] = count;
  }
  return found;
}

/** A name as files may hold it: UTF-8, composed or not, UTF-16, JSON's escapes; with underscores, and in small letters. */
export function spellings(name: string): Buffer[] {
  const texts = [name, name.replaceAll(' ', '_')].flatMap((text) => [text, text.toLowerCase()]);
  return texts.flatMap((text) => {
    const utf16 = Buffer.from(text, 'utf16le');
    const escaped = text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return [
      Buffer.from(text),
      Buffer.from(text.normalize('NFD')),
      utf16,
      Buffer.from(utf16).swap16(),
      Buffer.from(escaped),
      Buffer.from(escaped.replace(/\\u[0-9a-f]{4}/g, (c) => `\\u${c.slice(2).toUpperCase()}`)),
    ];
  });
}

/** Pieces of sixteen bytes at every 64th byte, behind the header that pictures share; as they are, and as hexadecimal digits. */
export function piecesOf(bytes: Uint8Array): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 64; at + 16 <= bytes.length; at += 64) {
    const piece = Buffer.from(bytes.subarray(at, at + 16));
    // Runs of one value are nobody's.
    if (new Set(piece).size < 6) continue;
    const hex = piece.toString('hex');
    pieces.push(piece, Buffer.from(hex), Buffer.from(hex.toUpperCase()));
  }
  return pieces;
}
