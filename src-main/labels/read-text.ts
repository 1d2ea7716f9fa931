import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes above which a table or a sidecar file is refused: a million photos' names take some tens of MiB. */
const most = 2 ** 26;

/**
 * The text of a file beside photos. Only regular files are read: reading a named pipe would wait for ever, and a device has no end.
 * @throws for another kind of file, and for one that is larger than any table of names.
 */
export async function readText(path: string): Promise<string> {
  // Without waiting for whoever would write into a pipe. Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new Error('It is no regular file.');
    if (info.size > most) throw new Error('It is too large.');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
