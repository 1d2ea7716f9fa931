/** tfjs-node and its native binding: as npm installed it, or as `npm run binding` built it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { z } from 'zod';
import type { BackendId } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { firstLine } from '../../../src-shared/first-line.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { bindingFolder, root } from '../../app-files.ts';
import { require } from '../backend-types.ts';

/** Packages with the binding, the one for GPUs first: it serves CPUs as well. */
export const tfjsPackages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

export const bindingFile = join(bindingFolder, 'tfjs_binding.node');
/** What was built; written last. */
export const manifestFile = join(bindingFolder, 'binding.json');

const manifest = z.object({
  /** The package beside the binding that calls it. */
  package: z.enum(tfjsPackages),
  /** TensorFlow's folder, whose libraries the binding loads. */
  tensorflow: z.string(),
  /** Of the binding, as hexadecimal digits. */
  sha256: z.string(),
});
export type BindingManifest = z.infer<typeof manifest>;

export const sha256Of = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/**
 * Loads tfjs with TensorFlow's backend. A damaged library can end the process all the same.
 * @param id serves messages.
 * @throws TammesError 'backend-missing' with what is wrong.
 */
export function loadTensorflow(id: BackendId): Tf {
  const path = locateTensorflow(id);
  mendUtil();
  try {
    return require(path) as Tf;
  } catch (cause) {
    throw new TammesError('tensorflow-not-loaded', { backend: id, reason: firstLine(cause) }, { cause });
  }
}

/**
 * The folder of tfjs-node, found without loading it: a binding that was built goes before one that npm installed.
 * @throws TammesError 'backend-missing' if there is none, or it is damaged.
 */
export function locateTensorflow(id: BackendId): string {
  if (existsSync(manifestFile)) return locateBuilt(id);
  for (const name of tfjsPackages) {
    const folder = join(root, 'node_modules', name);
    if (existsSync(folder)) return folder;
  }
  throw new TammesError('tensorflow-not-installed', { backend: id });
}

function locateBuilt(id: BackendId): string {
  const built = manifest.safeParse(parse(readFileSync(manifestFile, 'utf8')));
  if (!built.success) throw new TammesError('tensorflow-file-damaged', { backend: id, file: manifestFile });
  const { package: name, tensorflow, sha256 } = built.data;
  // A cut file would not fail to load, it would end the process.
  if (!existsSync(bindingFile) || sha256Of(bindingFile) !== sha256) {
    throw new TammesError('tensorflow-file-damaged', { backend: id, file: bindingFile });
  }
  if (!existsSync(tensorflow)) {
    throw new TammesError('tensorflow-folder-gone', { backend: id, folder: tensorflow });
  }
  return join(bindingFolder, 'node_modules', name);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** tfjs-node calls helpers that Node 23 removed from `util`, and one that warns of its age. */
function mendUtil(): void {
  const helpers = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(helpers)) {
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}
