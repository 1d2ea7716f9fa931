import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './app-files.ts';

/** The commit of the sources that run; null in an app that was packaged, and without Git. */
export async function sourceCommit(): Promise<string | null> {
  if (!existsSync(join(root, '.git'))) return null;
  const asked = promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root });
  return asked.then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}
