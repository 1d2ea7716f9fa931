import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { bindingFolder, root } from '../app-files.ts';
import { bindingFile } from '../compute/tensorflow/binding.ts';

/** Declarations of Node-API, against which any Node and Electron of these years loads. */
const apiHeaders = 'node-api-headers@1.9.0';

const modules = join(bindingFolder, 'node_modules');

/**
 * Puts tfjs-node into `binding/node_modules`, as npm leaves the package out altogether where its install script
 * fails. tfjs itself stays where it is: there is one for all backends.
 * @returns the folders of the C++ sources and of Node's headers.
 */
export function bringSources(name: string): { sources: string; headers: string } {
  const folder = join(modules, ...name.split('/'));
  const version = installedVersion('@tensorflow/tfjs');
  // npm takes the nearest package.json for the project's.
  writeFileSync(join(bindingFolder, 'package.json'), '{ "private": true }\n');
  // Before the rest: npm removes what it has not brought itself. What the package needs at run time, no more.
  npm(['install', '--ignore-scripts', apiHeaders, 'google-protobuf@^3.9.2', 'progress@^2.0.0']);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const installed = join(root, 'node_modules', ...name.split('/'));
  if (existsSync(installed)) copyPackage(installed, folder);
  else download(`${name}@${version}`, folder);
  answerForPreGyp();
  return { sources: join(folder, 'binding'), headers: join(modules, 'node-api-headers', 'include') };
}

/** Without the libraries that its install script has brought. */
function copyPackage(from: string, to: string): void {
  const brought = new Set(['deps', 'lib', 'node_modules']);
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !brought.has(relative(from, path).split(sep)[0]!),
  });
}

/** The package alone: installed, it would bring a second tfjs of 300 MB. */
function download(spec: string, to: string): void {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', spec])) as [{ filename: string }];
  const archive = join(bindingFolder, filename);
  run('tar', ['-xzf', archive, '-C', bindingFolder], 'tar');
  renameSync(join(bindingFolder, 'package'), to);
  rmSync(archive);
}

/** tfjs-node asks this package of npm, and nothing else, where its binding is. */
function answerForPreGyp(): void {
  const folder = join(modules, '@mapbox', 'node-pre-gyp');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), `exports.find = () => ${JSON.stringify(bindingFile)};\n`);
}

function npm(args: string[]): string {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', [...args, ...quiet, '--prefix', bindingFolder], 'network');
}

function run(command: string, args: string[], needs: 'network' | 'tar'): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: bindingFolder,
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  const why = error?.message ?? stderr.trim();
  throw new TammesError('binding-step-failed', { command: `${command} ${args[0]}`, reason: why, needs });
}

function installedVersion(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return JSON.parse(readFileSync(path, 'utf8')).version;
}
