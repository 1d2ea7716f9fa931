import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';

/** TensorFlow's C interface lies in both: tensors and statuses in the second. */
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const headers = ['include/tensorflow/c/c_api.h', 'include/tensorflow/c/eager/c_api.h'];

/** The version of Node-API that tfjs-node is written for; every Node since 16 has it. */
const nodeApi = 8;

/** @throws TammesError 'file-missing' that names what a TensorFlow's folder lacks. */
export function requireLibraries(tensorflow: string): void {
  if (process.platform !== 'linux') {
    throw new TammesError('binding-not-here', {});
  }
  for (const file of [...libraries, ...headers]) {
    if (existsSync(join(tensorflow, file))) continue;
    throw new TammesError('tensorflow-file-missing', { folder: tensorflow, file });
  }
}

/** @throws TammesError 'internal' with what the compiler says. */
export function compile({
  sources,
  headers,
  tensorflow,
  out,
}: {
  sources: string;
  headers: string;
  tensorflow: string;
  out: string;
}): void {
  const compiler = process.env.CXX ?? 'g++';
  // Renamed at the end, so that nothing ever loads half a file.
  const scratch = `${out}.${process.pid}`;
  const args = [
    ...['-shared', '-fPIC', '-O2', '-std=c++17', '-w', `-DNAPI_VERSION=${nodeApi}`],
    ...[`-I${headers}`, `-I${join(tensorflow, 'include')}`],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(sources, file)),
    ...['-o', scratch, `-L${tensorflow}`],
    // `-l:` names the file itself, as a wheel has no link without a version.
    ...libraries.map((file) => `-l:${file}`),
    // The loader finds the libraries without LD_LIBRARY_PATH, and misses functions as it loads, not when called.
    ...[`-Wl,-rpath,${tensorflow}`, '-Wl,-z,now'],
  ];
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status !== 0) {
    rmSync(scratch, { force: true });
    const why = error?.message ?? stderr.trim();
    throw new TammesError('binding-not-compiled', { compiler, reason: why });
  }
  renameSync(scratch, out);
}

/**
 * Loads the binding in a separate process, which it may crash.
 * @returns TensorFlow's version.
 * @throws TammesError 'internal' with why it does not load.
 */
export function tryLoading(binding: string): string {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['-e', 'process.stdout.write(require(process.argv[1]).TF_Version)', binding],
    { encoding: 'utf8', env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' } },
  );
  if (status === 0) return stdout;
  const why = /Error: (.*)/.exec(stderr)?.[1] ?? `the process ended with ${status ?? signal}`;
  throw new TammesError('binding-not-loaded', { reason: why });
}
