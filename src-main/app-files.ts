/** What ships beside the code, found alike from the repository and from a packaged app's bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of Tammes' package.json. */
export const root = rootAbove(import.meta.dirname);

/** Tammes' version. */
export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** The built interface. */
export const rendererFolder = join(root, 'dist', 'renderer');

/** Tammes' own WASM kernels, compiled. */
export const kernelsFile = join(root, 'dist', 'kernels.wasm');

/** Where native parts lie that are built or fetched on this machine: beside package.json, so that they find its packages. */
export const bindingFolder = join(root, process.env.TAMMES_BINDING ?? 'binding');

/** The labelled photos that ship with Tammes, of Caltech 101: a folder a person. */
export const demoFolder = join(root, 'assets', 'demo', 'caltech');

/** A handful of cases of test/golden/golden.json, with which each backend shows that it computes rightly. */
export const selfCheckFile = join(root, 'assets', 'self-check.json');

/** A part of MNIST, and features of the ORL faces: see assets/story. */
export const digitsFile = join(root, 'assets', 'story', 'digits.bin');
export const facesFile = join(root, 'assets', 'story', 'faces.bin');

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
