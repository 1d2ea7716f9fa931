import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Media } from '../services/index.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/**
 * How long a browser may keep an answer. The name of a script, style or font says what is in it: it may be kept for good, and with it what
 * the browser has compiled. All else may be of somebody's photos, and is never kept.
 * @param path of the address.
 */
export function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
}

/**
 * A file of the built interface; `/` is its page.
 * @param path of the address, decoded. @returns null if there is none, or it would lie outside `folder`.
 */
export async function staticFile(folder: string, path: string): Promise<Media | null> {
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = join(folder, normalize(path === '/' ? '/index.html' : path));
  const type = types[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined) return null;
  const bytes = await readFile(file).catch(() => null);
  return bytes && { type, bytes };
}
