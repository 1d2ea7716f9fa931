/** Compiles Tammes' own WASM kernels, `npm run kernels`: also run by npm once the packages are there. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { kernelsFile, root } from '../../app-files.ts';
import { isNotInstalled } from '../backend-types.ts';

const source = 'src-main/compute/wasm/kernels/index.ts';

const options = [
  '-O3',
  '--noAssert',
  // Nothing is allocated: memory is tfjs's, which grows as far as it can be addressed.
  ...['--runtime', 'stub', '--use', 'abort='],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['simd', 'relaxed-simd', 'threads', 'bulk-memory'].flatMap((feature) => ['--enable', feature]),
  // Vectors only pass between functions of the module.
  ...['--disableWarning', '112'],
];

try {
  const { main } = await import('assemblyscript/asc');
  mkdirSync(dirname(kernelsFile), { recursive: true });
  const { error, stderr } = await main([source, '--outFile', kernelsFile, ...options, '--baseDir', root]);
  if (error !== null) throw new Error(`${stderr}`, { cause: error });
  if (hasData(readFileSync(kernelsFile))) {
    throw new Error('The kernels hold data, which would be written over that of tfjs.');
  }
} catch (error) {
  // Without development's packages: tfjs's own kernels are slower and do the same.
  if (!isNotInstalled(error)) throw error;
}

/** Whether a module has a section of data (WebAssembly core specification, 5.5.14). */
function hasData(module: Uint8Array): boolean {
  const dataSection = 11;
  let at = 8;
  while (at < module.length) {
    const id = module[at++];
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++]!;
      size |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    if (id === dataSection) return true;
    at += size;
  }
  return false;
}
