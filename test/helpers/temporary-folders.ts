import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'tammes-tests-';
/** Bytes. All tests together write some hundreds of MiB. */
const enough = 2 * 2 ** 30;

/**
 * One folder for all temporary folders of a run, which goes with its end; in memory if the system has room there. SQLite
 * waits for the disk at each change of a library, and other work on the machine can keep a disk busy for seconds.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Each of Vitest's projects calls this.
  if (basename(tmpdir()).startsWith(prefix)) return;
  // Compiled code is kept between runs.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const folder = await mkdtemp(join(room > enough ? memory : tmpdir(), prefix));
  // Some tests run commands as another user.
  await chmod(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rm(folder, { recursive: true, force: true });
}
