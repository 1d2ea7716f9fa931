import { dirname, join, sep } from 'node:path';
import type { Tf } from '../../src-shared/tf.ts';
import { activate, type Backend, type OpenOptions, require } from './backend-types.ts';
import { canUseThreads, mostThreads, withThreads } from './wasm-threads.ts';

type Wasm = typeof import('@tensorflow/tfjs-backend-wasm');

/** How many threads WASM computes on in this process; null before it has been opened. */
let opened: number | null = null;

/** WebAssembly, on several threads where they can be had: the same bits, in less time. */
export async function openWasm({ threads = 1 }: OpenOptions): Promise<Backend> {
  const tf = require('@tensorflow/tfjs') as Tf;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as Wasm;
  if (opened === null)
    wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), sep));
  opened ??= await start(tf, wasm, Math.min(threads, mostThreads));
  await activate(tf, 'wasm');
  const parts = [
    'WebAssembly',
    ...((await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? ['SIMD'] : []),
    ...(opened > 1 ? [`${opened} threads`] : []),
  ];
  return { tf, id: 'wasm', device: `CPU (${parts.join(', ')})`, memory: '', isSoftware: false, check() {} };
}

/** @returns the number of threads. */
async function start(tf: Tf, wasm: Wasm, threads: number): Promise<number> {
  if (threads > 1 && canUseThreads()) {
    try {
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
      wasm.setThreadsCount(threads);
      await withThreads(threads, () => activate(tf, 'wasm'));
      return wasm.getThreadsCount();
    } catch {
      // Threads only save time: whatever is wrong with them, the plain build below does without.
    }
  }
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  wasm.setThreadsCount(1);
  await activate(tf, 'wasm');
  return 1;
}
