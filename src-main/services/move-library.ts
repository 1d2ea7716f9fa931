/** Moves a library to another folder. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { noteLibrary } from '../recent-libraries.ts';
import { keyOf, unlockLibrary } from '../store/encryption/keyring.ts';
import { isVacant, otherFiles } from '../store/move.ts';
import { isLibrary } from './health.ts';
import type { StepOptions } from './in-steps.ts';
import { freeBytes, usableTarget } from './targets.ts';
import { doUpkeep } from './upkeep-thread.ts';

/** A move that can be made: from which folder to which. */
export interface Move {
  from: string;
  to: string;
}

/**
 * Looks whether a library can be moved; nothing is changed.
 * @throws TammesError 'library-absent', 'folder-there', 'target-inside', or 'space-lacking'
 */
export async function planMove(library: string, to: string): Promise<Move> {
  const from = resolve(library);
  if (!isLibrary(from)) throw new TammesError('library-absent', { folder: from });
  const { target } = await usableTarget(to, [from]).catch((error: unknown) => {
    // A file is in the way as a folder is.
    throw error instanceof TammesError && error.problem === 'folder-is-file'
      ? new TammesError('folder-there', { folder: to })
      : error;
  });
  if (!isVacant(target)) throw new TammesError('folder-there', { folder: target });
  const paths = ['library.db', 'library.db-wal', ...otherFiles(from)];
  const sizes = await Promise.all(
    paths.map(async (path) => (await stat(join(from, path)).catch(() => null))?.size ?? 0),
  );
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  const free = await freeBytes(target);
  if (free !== null && free < needed)
    throw new TammesError('space-lacking', { folder: target, needed, free });
  return { from, to: target };
}

/** Moves a library, which nobody may have open. See `moveLibrary` of store/move.ts. */
export async function moveTo({ from, to }: Move, options: StepOptions = {}): Promise<void> {
  await doUpkeep({ kind: 'move', folder: from, to }, options);
  unlockLibrary(to, keyOf(from));
  await noteLibrary(to);
}
