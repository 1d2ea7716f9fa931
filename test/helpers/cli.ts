import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orlFolder } from './orl.ts';

const entry = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Options {
  uid?: number;
  /** Added to this process's own. */
  env?: Record<string, string>;
  /** Closes standard output before anything is written to it, as a reader does who has had enough. */
  unread?: boolean;
  /** Called with what has come on standard error so far. */
  onStderr?(text: string, kill: () => void): void;
}

/** Runs a command as a person would, in a process of its own. */
export function tammes(
  args: readonly string[],
  { onStderr, uid, env, unread = false }: Options = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, ...env },
    ...(uid !== undefined && { uid }),
  });
  const result: CommandResult = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    result.stdout += text;
  });
  if (unread) child.stdout.destroy();
  child.stderr.on('data', (text) => {
    result.stderr += text;
    onStderr?.(result.stderr, () => child.kill('SIGKILL'));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })));
}

export const temporaryFolder = () => mkdtemp(join(tmpdir(), 'tammes-test-'));

/** A folder of some of the demo's people. @returns its path. */
export async function someDemoPeople(people: readonly string[], photos: readonly number[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'photos');
  for (const person of people) {
    await mkdir(join(folder, person), { recursive: true });
    for (const number of photos) {
      const name = `${String(number).padStart(2, '0')}.png`;
      await cp(join(orlFolder, person, name), join(folder, person, name));
    }
  }
  return folder;
}
