import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { randomFrom } from '../../src-shared/random.ts';
import { orlFolder } from '../helpers/orl.ts';
import { libraryContents, libraryFaults } from './contents.ts';

const childEntry = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const cliEntry = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

/** Kills of one library at most: of one that is all but done, most would come as Node starts. */
const mostKills = 3;

export interface KillOptions {
  /** How often an ingest is killed in all. */
  times: number;
  seed: number;
  /** With the real networks, by the command itself, instead of made-up faces. */
  real: boolean;
  onKill?(kills: number): void;
}

export interface KillReport {
  kills: number;
  /** Ingests that were killed, resumed as often, and came to their end. */
  finished: number;
  /** What was wrong with a library: of SQLite's own accord, or unlike the undisturbed one. */
  faults: string[];
}

/**
 * Kills ingests with SIGKILL at random moments and resumes them until they end. Every other begins
 * with a library whose folder has changed in every way since; each must end as the one that nobody disturbed.
 */
export async function killIngests({ times, seed, real, onKill }: KillOptions): Promise<KillReport> {
  const random = randomFrom(seed);
  const work = await mkdtemp(join(tmpdir(), 'tammes-kill-'));
  const at = (name: string) => join(work, name);
  const run = (library: string, killAfter?: () => number) =>
    ingestOnce(at('photos'), library, real, killAfter);
  try {
    await layOut(at('photos'));
    await run(at('start'));
    await change(at('photos'));
    // From nothing, and from what was there before the change.
    await cp(at('start'), at('later'), { recursive: true });
    const lengths = [await run(at('fresh')), await run(at('later'))].map(({ milliseconds }) => milliseconds);
    const undisturbed = ['fresh', 'later'].map((name) => libraryContents(at(name)));
    const report: KillReport = { kills: 0, finished: 0, faults: libraryFaults(at('later')) };
    while (report.kills < times) {
      const library = at(`library-${report.finished}`);
      const kind = report.finished % 2;
      const killAfter = () => random.uniform() * lengths[kind]!;
      if (kind === 1) await cp(at('start'), library, { recursive: true });
      for (let here = 0; here < mostKills && report.kills < times; here++) {
        if (!(await run(library, killAfter)).killed) break;
        report.kills++;
        onKill?.(report.kills);
        report.faults.push(...(await faultsOfCopy(library, at('copy'))));
      }
      await run(library);
      if (!isDeepStrictEqual(libraryContents(library), undisturbed[kind])) {
        report.faults.push(`The library of ingest ${report.finished} differs from an undisturbed one.`);
      }
      report.finished++;
      await rm(library, { recursive: true });
    }
    return report;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Looks at a copy, as SQLite mends what it opens: that is left to the ingest which goes on. */
async function faultsOfCopy(library: string, copy: string): Promise<string[]> {
  // Killed before there was one.
  if (!existsSync(join(library, 'library.db'))) return [];
  await cp(library, copy, { recursive: true });
  const faults = libraryFaults(copy);
  await rm(copy, { recursive: true });
  return faults;
}

/**
 * The command is killed at any time from its start; with made-up faces, where most of that is Node's, from when it begins to read.
 * @param killAfter milliseconds from then. @returns how long it took from then.
 */
async function ingestOnce(
  folder: string,
  library: string,
  real: boolean,
  killAfter?: () => number,
): Promise<{ killed: boolean; milliseconds: number }> {
  const args = real ? [cliEntry, 'ingest', folder, '--library', library] : [childEntry, folder, library];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  child.stdout.on('data', () => begin());
  let timer: NodeJS.Timeout | undefined;
  let began: number | undefined;
  const begin = () => {
    began ??= performance.now();
    if (killAfter !== undefined) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfter());
  };
  if (real) begin();
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('exit', (...ended) => resolve(ended)),
  );
  clearTimeout(timer);
  const killed = signal === 'SIGKILL';
  if (!killed && code !== 0) throw new Error(`The ingest failed: ${errors}`);
  return { killed, milliseconds: performance.now() - began! };
}

const people = ['s01', 's05', 's11', 's12', 's16'];

async function layOut(folder: string): Promise<void> {
  for (const person of people) {
    for (const name of (await readdir(join(orlFolder, person))).sort().slice(0, 8)) {
      await mkdir(join(folder, person), { recursive: true });
      await cp(join(orlFolder, person, name), join(folder, person, name));
    }
  }
  await cp(
    fileURLToPath(new URL('../fixtures/photos/truncated.jpg', import.meta.url)),
    join(folder, 's01', 'truncated.jpg'),
  );
}

/** Everything that may happen to photos between two scans. */
async function change(folder: string): Promise<void> {
  const at = (...parts: string[]) => join(folder, ...parts);
  await rename(at('s01', '01.png'), at('s01', 'renamed.png'));
  await rename(at('s05', '02.png'), at('s11', 'moved.png'));
  await rename(at('s12'), at('s12 again'));
  await rm(at('s01', '03.png'));
  await rm(at('s01', 'truncated.jpg'));
  await cp(at('s05', '04.png'), at('s05', 'copy.png'));
  await cp(at('s05', '05.png'), at('s11', 'copy of another.png'));
  await utimes(at('s16', '01.png'), 1e9, 1e9);
  await cp(join(orlFolder, 's20', '01.png'), at('s16', '02.png'));
  await cp(fileURLToPath(new URL('../fixtures/photos/text.jpg', import.meta.url)), at('s16', '03.png'));
  for (const name of ['03.png', '05.png', '06.png', '07.png']) {
    await mkdir(at('s30'), { recursive: true });
    await cp(join(orlFolder, 's30', name), at('s30', name));
  }
}
