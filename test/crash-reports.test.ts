import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../src-main/app-files.ts';
import { crashReports, writeCrashReport } from '../src-main/crash-reports.ts';
import { TammesError } from '../src-shared/errors/index.ts';
import { temporaryFolder } from './helpers/cli.ts';

const name = 'Zdenka Quillfeather';
const path = `/home/${name}/Pictures/${name}.jpg`;

function failingWith(message: string, cause?: unknown): Error {
  return new TypeError(message, { cause });
}

test('a report says what happened and where, and holds no name, no path and nothing of a message', async () => {
  const folder = join(await temporaryFolder(), 'crash-reports');
  const cause = Object.assign(failingWith(`${name}\n    at ${name} (quill.js:1:2)\n    at ${path}`), {
    code: 'ENOENT',
  });
  const error = new TammesError('file-not-there', { path }, { cause });
  Object.assign(cause, { name: `${name}Error` });
  // As where a bundle lies in somebody's own folder.
  error.stack += `\n    at ${name.split(' ')[0]} (/home/${name}/tammes/main.js:3:4)\n    at node:internal/main:5:6`;
  writeCrashReport('an error that nobody caught', error, folder);
  const [report] = crashReports(folder);
  expect(report!.text).toContain(`Tammes ${version}\n`);
  expect(report!.text).toContain('What: an error that nobody caught\n');
  expect(report!.text).toContain('TammesError file-not-there\n');
  expect(report!.text).toContain('Error ENOENT\n');
  expect(report!.text).toMatch(/^ {4}at failingWith crash-reports\.test\.ts:\d+:\d+$/m);
  expect(report!.text).toMatch(/main\.js:3:4$/m);
  expect(report!.text).not.toMatch(/Quillfeather|Pictures|home|quill/);
});

test('reports are for this account alone, and the newest twenty are kept', async () => {
  const folder = join(await temporaryFolder(), 'crash-reports');
  await mkdir(folder, { mode: 0o755 });
  const older = Array.from(
    { length: 25 },
    (_, i) => `2001-01-${String(i + 1).padStart(2, '0')}T00-00-00.000Z.txt`,
  );
  for (const name of [...older, 'notes.txt']) await writeFile(join(folder, name), name);
  writeCrashReport('a page ended: crashed, code 139', undefined, folder);
  const reports = crashReports(folder);
  expect(reports).toHaveLength(20);
  expect(reports[0]!.text).toContain('a page ended: crashed, code 139');
  expect(reports.at(-1)!.name).toBe('2001-01-07T00-00-00.000Z.txt');
  expect(await readdir(folder)).toContain('notes.txt');
  if (process.platform === 'win32') return;
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, reports[0]!.name))).mode & 0o777).toBe(0o600);
});

test('where nothing can be written, nothing else goes wrong', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  writeCrashReport('a page ended', new Error('no'), join(file, 'below'));
  expect(crashReports(join(file, 'below'))).toEqual([]);
});
