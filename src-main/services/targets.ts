/** Folders outside of the library that people name to be written into. */
import { realpath, stat, statfs } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { isBelow } from './paths.ts';

/**
 * @param given absolute. @param outsideOf folders in which it may not lie.
 * @returns its real path, and whether it is there. @throws TammesError for one that cannot be used.
 */
export async function usableTarget(
  given: string,
  outsideOf: readonly string[],
): Promise<{ target: string; exists: boolean }> {
  if (!isAbsolute(given) || given.includes('\0'))
    throw new TammesError('target-not-absolute', { folder: given.replaceAll('\0', '') });
  const written = resolve(given);
  const info = await stat(written).catch(() => null);
  if (info !== null && !info.isDirectory()) throw new TammesError('folder-is-file', { path: written });
  const target = await realOf(written);
  for (const folder of outsideOf)
    if (isBelow(target, await realOf(folder))) throw new TammesError('target-inside', { target, folder });
  return { target, exists: info !== null };
}

/** The real path of what may not be there yet. */
async function realOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null) return real;
  const above = dirname(path);
  return above === path ? path : join(await realOf(above), basename(path));
}

/** Bytes that the disk of a folder has free, which may not be there yet; null if it does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  const info = await statfs(folder).catch(() => null);
  if (info !== null) return info.bavail * info.bsize;
  const above = dirname(folder);
  return above === folder ? null : freeBytes(above);
}
