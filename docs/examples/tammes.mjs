/** What the examples share: a command of Tammes and its answer. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

/** The library and the folder for results that the script was called with, and what follows them. */
export function given(usage) {
  const [library, out, ...rest] = process.argv.slice(2);
  if (out === undefined) {
    console.error(`Usage: npx node ${usage}`);
    process.exit(2);
  }
  mkdirSync(out, { recursive: true });
  return { library, out, rest };
}

/** Runs `tammes … --json`. @returns its answer, as `tammes schema` describes it. */
export function tammes(...args) {
  const printed = execFileSync(process.execPath, [cli, ...args, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(printed);
}

/** Writes rows of equal fields as CSV. */
export function writeCsv(folder, name, rows) {
  const cells = (row) => Object.values(row).map((value) => value ?? '');
  const lines = [Object.keys(rows[0]), ...rows.map(cells)];
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
}
