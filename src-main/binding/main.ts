/**
 * `npm run binding -- --tensorflow DIR`: builds tfjs-node's native binding from the sources in its npm package,
 * against the TensorFlow libraries in a pip wheel. The package's own install script downloads a TensorFlow 2.9 for
 * CUDA 11 instead, where it can. Everything that is made lies in `binding/`, beside package.json.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TammesError } from '../../src-shared/errors/index.ts';
import { bindingFolder } from '../app-files.ts';
import {
  type BindingManifest,
  bindingFile,
  manifestFile,
  sha256Of,
  tfjsPackages,
} from '../compute/tensorflow/binding.ts';
import { compile, requireLibraries, tryLoading } from './compile.ts';
import { bringSources } from './sources.ts';

const usage =
  'npm run binding -- --tensorflow .../site-packages/tensorflow [--package @tensorflow/tfjs-node]';

try {
  build();
} catch (error) {
  const text = error instanceof TammesError ? `${error.message} ${error.remedy}` : error;
  console.error(text);
  process.exitCode = 1;
}

function build(): void {
  const { tensorflow, name } = options();
  requireLibraries(tensorflow);
  // Until all is done there is no binding, rather than half of one.
  rmSync(manifestFile, { force: true });
  mkdirSync(bindingFolder, { recursive: true });
  const { sources, headers } = bringSources(name);
  compile({ sources, headers, tensorflow, out: bindingFile });
  const version = tryLoading(bindingFile);
  const manifest: BindingManifest = { package: name, tensorflow, sha256: sha256Of(bindingFile) };
  writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
  console.log(
    `Built ${join('binding', 'tfjs_binding.node')} for TensorFlow ${version}. See: npx tammes doctor`,
  );
}

/** @throws TammesError 'bad-input' that shows the usage. */
function options(): { tensorflow: string; name: BindingManifest['package'] } {
  const { values } = parseArgs({
    options: { tensorflow: { type: 'string' }, package: { type: 'string', default: tfjsPackages[0] } },
  });
  const name = tfjsPackages.find((candidate) => candidate === values.package);
  if (values.tensorflow === undefined || name === undefined) {
    throw new TammesError('binding-options-wrong', { usage });
  }
  return { tensorflow: resolve(values.tensorflow), name };
}
