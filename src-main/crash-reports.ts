/**
 * What happened when a part of Tammes ended unexpectedly, in files that stay on this machine. A report has no face, no name and no
 * path of the person's: no messages, which may hold them, but kinds of errors and places in Tammes' code.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import { TammesError } from '../src-shared/errors/index.ts';
import { version } from './app-files.ts';
import { userFolder } from './user-folder.ts';

export const crashFolder = join(userFolder, 'crash-reports');

/** Reports that are kept: the newest. */
const most = 20;

export interface CrashReport {
  /** Its file's name, which begins with the time. */
  name: string;
  text: string;
}

/**
 * Writes a report. It never fails: who has crashed has other worries.
 * @param what what ended, in words of our own. @param error what was thrown, where something was.
 */
export function writeCrashReport(what: string, error?: unknown, folder = crashFolder): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const name = `${new Date().toISOString().replaceAll(':', '-')}.txt`;
    writeFileSync(join(folder, name), describe(what, error), { mode: 0o600 });
    for (const old of names(folder).slice(most)) rmSync(join(folder, old), { force: true });
  } catch {
    // A disk that is full, for example.
  }
}

/** The reports, the newest first. */
export function crashReports(folder = crashFolder): CrashReport[] {
  return names(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{4}-[\dTZ.-]+\.txt$/.test(name))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

function describe(what: string, error: unknown): string {
  const { node, electron, chrome } = process.versions;
  const lines = [
    `Tammes ${version}`,
    `System: ${process.platform} ${release()} ${arch()}`,
    `Node ${node}${electron === undefined ? '' : `, Electron ${electron}, Chromium ${chrome}`}`,
    `What: ${what}`,
  ];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    lines.push(...kindOf(at));
  return `${lines.join('\n')}\n`;
}

/** An error without its message: what kind it is, and where in Tammes it was thrown. */
function kindOf(error: Error): string[] {
  const { code } = error as NodeJS.ErrnoException;
  // Codes of Node and of Tammes are words of our own; what a library calls its errors need not be.
  const kind = error instanceof TammesError ? error.problem : /^[A-Z_]+$/.test(code ?? '') ? code : '';
  const name = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
  // The stack begins with the message, which may look like anything.
  const stack = (error.stack ?? '').replace(error.message, '');
  return [`${name} ${kind}`.trim(), ...framesOf(stack)];
}

/** Lines of a stack as function, script and position. Folders tell who somebody is, and are left out. */
function framesOf(stack: string): string[] {
  return stack.split('\n').flatMap((line) => {
    const found =
      /^ {4}at (?:async )?(?:([\w$.<>#[\] ]{1,80}) )?\(?(?:.*[\\/]|node:)?([\w-]+(?:\.[\w-]+)*:\d+:\d+)\)?$/.exec(
        line,
      );
    return found === null ? [] : [['    at', found[1], found[2]].filter(Boolean).join(' ')];
  });
}
