/**
 * `npm run ciphers`: brings the native part of the package that encrypts libraries, which npm installs without it. It is fetched as
 * the package's makers have built it, or compiled with `--headers DIR`, a folder with Node's header files. `--electron` is for the
 * desktop app instead of Node. What is made lies in `binding/ciphers`, beside package.json.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TammesError } from '../../src-shared/errors/index.ts';
import { bindingFolder } from '../app-files.ts';
import { cipherBinary, cipherPackage } from '../store/ciphers.ts';

const require = createRequire(import.meta.url);
/** What node-gyp sets for an addon. */
const addon = ['-DNODE_GYP_MODULE_NAME=better_sqlite3', '-DBUILDING_NODE_EXTENSION', '-fno-rtti'];

try {
  build();
} catch (error) {
  console.error(error instanceof TammesError ? `${error.message} ${error.remedy}` : error);
  process.exitCode = 1;
}

function build(): void {
  const { values } = parseArgs({
    options: { headers: { type: 'string' }, electron: { type: 'boolean', default: false } },
  });
  const out = values.electron
    ? cipherBinary('electron', electronFile('abi_version'))
    : cipherBinary('node', process.versions.modules);
  mkdirSync(dirname(out), { recursive: true });
  if (values.headers === undefined) fetchBuilt(out, values.electron);
  else compile(resolve(values.headers), out);
  console.log(`Libraries can be encrypted by ${out}. See: npx tammes doctor`);
}

/** @throws TammesError 'ciphers-not-installed' */
function packageFolder(name: string): string {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch (cause) {
    throw new TammesError('ciphers-not-installed', {}, { cause });
  }
}

const electronFile = (name: string) =>
  readFileSync(join(packageFolder('electron'), name), 'utf8')
    .trim()
    .replace(/^v/, '');

/** Fetches what the package's makers have built. */
function fetchBuilt(out: string, electron: boolean): void {
  const folder = packageFolder(cipherPackage);
  const runtime = electron ? 'electron' : 'node';
  const target = electron
    ? (JSON.parse(electronFile('package.json')) as { version: string }).version
    : process.versions.node;
  run(
    process.execPath,
    [join(packageFolder('prebuild-install'), 'bin.js'), '--runtime', runtime, '--target', target],
    folder,
  );
  copyFileSync(join(folder, 'build', 'Release', 'better_sqlite3.node'), out);
}

/** Compiles the package's sources: SQLite with its ciphers, and what makes it known to JavaScript. */
function compile(headers: string, out: string): void {
  if (!existsSync(join(headers, 'node.h')))
    throw new TammesError('file-not-there', { path: join(headers, 'node.h') });
  const folder = packageFolder(cipherPackage);
  const scratch = join(bindingFolder, `ciphers-${process.pid}.tmp`);
  mkdirSync(scratch, { recursive: true });
  const [cc, cxx] = [process.env.CC ?? 'cc', process.env.CXX ?? 'c++'];
  const options = ['-fPIC', '-O2', '-w', '-DNDEBUG', ...defines(folder), '-Ideps/sqlite3', `-I${headers}`];
  const object = (name: string) => join(scratch, name);
  try {
    run(cc, ['-std=c99', ...options, '-c', 'deps/sqlite3/sqlite3.c', '-o', object('sqlite3.o')], folder);
    run(
      cxx,
      ['-std=c++20', ...options, '-c', 'src/better_sqlite3.cpp', '-o', object('addon.o'), ...addon],
      folder,
    );
    const parts = [object('sqlite3.o'), object('addon.o')];
    const link =
      process.platform === 'darwin'
        ? ['-bundle', '-undefined', 'dynamic_lookup', '-framework', 'Security']
        : ['-shared'];
    // Renamed at the end, so that nothing ever loads half a file.
    run(cxx, [...link, ...parts, '-o', object('better_sqlite3.node')], folder);
    renameSync(object('better_sqlite3.node'), out);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What the package sets for SQLite, in a file that is a list in Python's form. */
function defines(folder: string): string[] {
  const text = readFileSync(join(folder, 'deps', 'defines.gypi'), 'utf8');
  return [...text.matchAll(/'([A-Z]\w*(?:=[\w-]+)?)',/g)].map(([, define]) => `-D${define}`);
}

/** @throws TammesError 'ciphers-build-failed' with what the program says. */
function run(command: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim();
  throw new TammesError('ciphers-build-failed', { command, reason });
}
