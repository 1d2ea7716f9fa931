/**
 * Folders that stand in for what a build downloads, where that cannot be had: Electron's runtime, and the programs that make a deb
 * and an AppImage. What is built with them runs nowhere, but is otherwise what a release would be, and can be looked at.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standInMark } from '../../src-main/package/before-pack.ts';

/** Where fuses begin in Electron's program: a sentinel, the version of the wire, its length, and a letter for each fuse. */
const wire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  // As Electron's own: all on but cookie encryption, integrity, only asar and snapshot.
  Buffer.from('10110001'),
]);

const program = Buffer.concat([Buffer.from('#!/bin/sh\necho "A stand-in for Electron"\nexit 1\n'), wire]);

/** Writes a folder like that of Electron's runtime for Linux, whose program holds fuses. */
export async function writeElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  const files = {
    electron: program,
    [standInMark]: 'This folder stands in for Electron: it is no release.\n',
    LICENSE: 'Here would be the licence of Electron.\n',
    'LICENSES.chromium.html': '<p>Here would be the licences of Chromium.</p>\n',
    'locales/en-US.pak': '',
    'locales/ja.pak': '',
    'locales/de.pak': '',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await chmod(join(folder, 'electron'), 0o755);
}

/** A script in the place of fpm: what it is asked becomes the package, as JSON. */
const fpm = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const files = args.filter((arg) => /^[^-].*=\\//.test(arg)).map((arg) => arg.split('='));
const desktop = files.find(([, to]) => to.endsWith('.desktop'))[0];
const to = args[args.indexOf('--package') + 1];
writeFileSync(to, JSON.stringify({ args, files, desktop: readFileSync(desktop, 'utf8') }));
`;

/** A script in the place of mksquashfs: the names and small texts of what it is to pack become the image, as JSON. */
const mksquashfs = `#!/usr/bin/env node
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const [stage, to] = process.argv.slice(2);
const files = readdirSync(stage, { recursive: true }).filter((name) => !name.startsWith('resources'));
const desktop = readFileSync(stage + '/' + files.find((name) => /^[^/]+\\.desktop$/.test(name)), 'utf8');
writeFileSync(to, ' '.repeat(7) + JSON.stringify({ files, desktop, start: readFileSync(stage + '/AppRun', 'utf8') }));
`;

/** Writes the programs. @returns what must be in the environment for electron-builder to find them. */
export async function writeTools(folder: string): Promise<Record<string, string>> {
  const image = join(folder, 'appimage');
  await mkdir(join(image, 'runtimes'), { recursive: true });
  await mkdir(join(image, 'lib', 'x64'), { recursive: true });
  await mkdir(join(image, 'lib', 'arm64'), { recursive: true });
  for (const arch of ['x64', 'arm64']) await writeFile(join(image, 'runtimes', `runtime-${arch}`), 'runtime');
  for (const [path, script] of [
    [join(image, 'mksquashfs'), mksquashfs],
    [join(image, 'desktop-file-validate'), '#!/bin/sh\n'],
    [join(folder, 'fpm'), fpm],
  ] as const)
    await writeFile(path, script, { mode: 0o755 });
  return { APPIMAGE_TOOLS_PATH: image, CUSTOM_FPM_PATH: join(folder, 'fpm') };
}
