/** Lines of a run's files with a checksum at their end, which tells a changed line, and one of another run's file. */
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';

const sumOf = (path: string, text: string) =>
  crc32(`${basename(dirname(path))}/${basename(path)} ${text}`).toString(16);

/** @param path of the file that it is written to. @param text without tabs and line breaks. */
export function sealLine(path: string, text: string): string {
  return `${text}\t${sumOf(path, text)}`;
}

/** The text of a line; null: it is not what was written to this file. Lines of older versions have no checksum to be checked by. */
export function openLine(path: string, line: string): string | null {
  const [text, sum] = line.split('\t') as [string, string | undefined];
  return sum === undefined || sum === sumOf(path, text) ? text : null;
}
