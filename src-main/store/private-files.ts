/** Keeps a library from the machine's other accounts: it holds faces, features and names. On Windows the user's own folder does. */
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Modes of a library's folders and files: for its owner alone. */
export const privateFolder = 0o700;
export const privateFile = 0o600;

/** Whether it is Tammes', at the top of a library's folder. */
export const isOfLibrary = (name: string) => ownFolders.test(name) || ofLibrary.test(name);

/** The files of a library at its top. */
const ofLibrary =
  /^((library|evaluation-cache)\.db(-wal|-shm|-journal)?|review-neighbours(\.tmp)?|shared-people(\.[\da-f-]{36}\.tmp)?|gallery-[0-9a-f]{16}\.usearch(\.\d+\.tmp)?|report\.html|moved-from\.json|keys-[0-9a-f]{32}\.json)$/;

const ownFolders = /^(runs|backups|backbones|before-restore-[\dTZ-]+|(restoring|merging)-[\w-]+\.tmp)$/;

/**
 * Makes a library's folders if there are none, and closes those and the files of an older version to other accounts. A folder that holds
 * other things, too, stays as open as it is: its files are closed.
 */
export function makePrivate(folder: string): void {
  const runs = join(folder, 'runs');
  mkdirSync(runs, { recursive: true, mode: privateFolder });
  const entries = readdirSync(folder);
  if (entries.every(isOfLibrary)) close(folder, privateFolder);
  for (const name of entries) if (ofLibrary.test(name)) close(join(folder, name), privateFile);
  if (!close(runs, privateFolder)) return;
  for (const entry of readdirSync(runs, { recursive: true, withFileTypes: true }))
    if (entry.isFile() || entry.isDirectory())
      close(join(entry.parentPath, entry.name), entry.isDirectory() ? privateFolder : privateFile);
}

/** @returns whether the mode was another. A file system without modes, and another owner, leave it as it is; some are gone by now. */
function close(path: string, mode: number): boolean {
  try {
    if ((statSync(path).mode & 0o777) === mode) return false;
    chmodSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
