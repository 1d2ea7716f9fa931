import { dirname, join, sep } from 'node:path';
import { activate, type Backend, compileForReplay } from '../../src-shared/compute/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import type { Tf } from '../../src-shared/tf.ts';
import { type OpenOptions, require } from './backend-types.ts';
import { canUseThreads, withSharedMemory } from './wasm/memory.ts';
import { registerKernels } from './wasm/register.ts';
import { startTeam } from './wasm/team.ts';
import type { WasmBackend } from './wasm/tfjs-memory.ts';
import { joinPairs } from './wasm/vectors.ts';

type Wasm = typeof import('@tensorflow/tfjs-backend-wasm');

/** How WASM computes in this process; null before it has been opened. */
let opened: string | null = null;

/** WebAssembly: with Tammes' kernels on several threads if threads are asked for, else as tfjs has it. */
export async function openWasm({ threads, coreAlone }: OpenOptions): Promise<Backend> {
  const tf = require(threads === undefined || coreAlone ? '@tensorflow/tfjs-core' : '@tensorflow/tfjs') as Tf;
  const isFirst = opened === null;
  opened ??= await start(tf, threads);
  await activate(tf, 'wasm');
  if (isFirst) refuseMissingMemory(tf);
  return {
    tf,
    id: 'wasm',
    device: `CPU (WebAssembly, ${opened})`,
    memory: '',
    isSoftware: false,
    check() {},
    compile: compileForReplay(tf),
  };
}

/** @returns what it computes with, for people. */
async function start(tf: Tf, threads: number | undefined): Promise<string> {
  const joinsPairs = joinPairs();
  const wasm = require('@tensorflow/tfjs-backend-wasm') as Wasm;
  wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), sep));
  wasm.setThreadsCount(1);
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads !== undefined);
  if (threads === undefined) {
    await activate(tf, 'wasm');
    return simd ? 'SIMD' : 'no SIMD';
  }
  try {
    const memory = await withSharedMemory(() => activate(tf, 'wasm'));
    const backend = tf.backend() as unknown as WasmBackend;
    const allocate = (bytes: number) => backend.wasm._malloc(bytes);
    const team = startTeam(memory, allocate, threads > 1 && canUseThreads() ? threads : 1, joinsPairs);
    registerKernels(tf, team.kernels);
    return `SIMD, ${team.threads} ${team.threads === 1 ? 'thread' : 'threads'}`;
  } catch (error) {
    // The kernels only save time: whatever is wrong with them, tfjs's own do without, on plain memory if need be.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    return `SIMD, without Tammes' own kernels: ${firstLine(error)}`;
  }
}

/** tfjs writes at address 0 if no memory is left, and goes on with wrong numbers; from now on the operation fails. */
function refuseMissingMemory(tf: Tf): void {
  const { wasm } = tf.backend() as unknown as WasmBackend;
  let allocate = wasm._malloc;
  const orFail = (bytes: number) => {
    const place = allocate(bytes);
    if (place === 0) throw new TammesError('wasm-memory-full', {});
    return place;
  };
  // The build's glue puts another function in this place when it is called first.
  Object.defineProperty(wasm, '_malloc', {
    get: () => orFail,
    set(other: typeof allocate) {
      allocate = other;
    },
  });
}
