/** The app as `npm run package` makes it, with stand-ins for what a build downloads: once for all tests of a file. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { root } from '../../src-main/app-files.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { writeElectron, writeTools } from './stand-in.ts';

const run = promisify(execFile);

/** 7-Zip, with which electron-builder packs archives; null where there is none, and an error where a run demands it. */
export const sevenZip =
  ['/usr/bin/7zz', '/usr/bin/7z', '/usr/bin/7za'].find(existsSync) ??
  (process.env.TAMMES_REQUIRE_7ZIP ? '7zz' : null);

export interface Packed {
  /** Takes all artifacts; `linux-unpacked` in it is the app's folder. */
  release: string;
  folder: string;
  /** The folder's resources. */
  resources: string;
}

/** Packs the app from the built window, as a folder, a deb and an AppImage, and as archives where there is 7-Zip. */
export async function pack(): Promise<Packed> {
  const place = await temporaryFolder();
  const [electron, tools, release] = ['electron', 'tools', 'release'].map((name) => join(place, name));
  await writeElectron(electron!);
  const archives = sevenZip === null ? [] : ['tar.gz', 'zip'];
  const env = {
    ...process.env,
    ...(await writeTools(tools!)),
    ...(sevenZip !== null && {
      ELECTRON_BUILDER_7ZIP_PATH: sevenZip,
      ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    }),
  };
  await run(process.execPath, [join(root, 'src-main', 'build.ts')]);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const options = [`-c.electronDist=${electron}`, `-c.directories.output=${release}`];
  await run(process.execPath, [builder, '--linux', 'dir', 'deb', 'AppImage', ...archives, ...options], {
    cwd: root,
    env,
  });
  const folder = join(release!, 'linux-unpacked');
  return { release: release!, folder, resources: join(folder, 'resources') };
}

/**
 * Unpacks the app's own files from its archive into an empty folder, from which nothing leads to the repository.
 * @returns the app's root.
 */
export async function unpack({ release, resources }: Packed): Promise<string> {
  const place = await temporaryFolder();
  let from = resources;
  if (sevenZip !== null) {
    await run('tar', ['-xzf', join(release, 'tammes-0.1.0.tar.gz'), '-C', place]);
    from = join(place, 'tammes-0.1.0', 'resources');
  }
  const app = join(place, 'app');
  await mkdir(app);
  extractAll(join(from, 'app.asar'), app);
  return app;
}
