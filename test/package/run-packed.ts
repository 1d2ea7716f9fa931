/** Runs a packaged app on a double of Electron, in a process that knows nothing of the repository but that double. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryFolder } from '../helpers/cli.ts';

const here = import.meta.dirname;

export interface Ended<T> {
  answer: T;
  /** What went wrong in the window. */
  problems: string[];
  /** What the app quit with. */
  code: number;
  /** What boxes of errors said. */
  errors: string[];
  /** The arguments with which it was to start anew. */
  relaunched?: string[];
}

interface Options {
  /** Where the app is unpacked. */
  app: string;
  /** Address of the browser in which windows open. */
  endpoint: string;
  /** What to do in the window: a file of this folder. */
  script: string;
  args?: string[];
  env?: Record<string, string>;
  /** Run under another program, such as strace. */
  under?: string[];
}

/** @returns what the script answered, once the app has quit. */
export async function runPacked<T>(options: Options): Promise<Ended<T>> {
  const home = await temporaryFolder();
  const { app, endpoint, script, args = [], env, under = [] } = options;
  const command = [process.execPath, join(here, 'boot.ts'), app, endpoint, join(here, script), ...args];
  const [program, ...others] = [...under, ...command];
  const child = spawn(program!, others, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = text(child.stdout);
  const complaints = text(child.stderr);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The packaged app ended with ${code}: ${await complaints}`);
  return JSON.parse(await output) as Ended<T>;
}
