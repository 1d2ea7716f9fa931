/** ONNX Runtime: its binary where there is one for this machine, else on WebAssembly. */
import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { TammesError } from '../../src-shared/errors/index.ts';

/** What runs networks. Both give the same numbers, but for the order of sums. */
export interface OnnxRuntime {
  kind: 'native' | 'wasm';
  Tensor: typeof Tensor;
  /** Reads a network's file. @param threads that it computes on, if it can be told. */
  open(path: string, threads: number): Promise<InferenceSession>;
}

/** What goes wrong is thrown; warnings are about how a network was written, and for whoever wrote it. */
export const silent = 4;

/** @throws TammesError 'onnx-runtime-missing' if neither is there. */
export async function onnxRuntime(): Promise<OnnxRuntime> {
  try {
    return await nativeRuntime();
  } catch {
    try {
      return await wasmRuntime();
    } catch (cause) {
      const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
      throw new TammesError('onnx-runtime-missing', { reason }, { cause });
    }
  }
}

/** Binaries are for Linux, Windows and Macs with Apple's processors. */
async function nativeRuntime(): Promise<OnnxRuntime> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  return {
    kind: 'native',
    Tensor,
    open: (path, threads) =>
      InferenceSession.create(path, {
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: silent,
      }),
  };
}

/** On one thread: more of them are started from files, and a packaged app has none. */
async function wasmRuntime(): Promise<OnnxRuntime> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-web');
  env.wasm.numThreads = 1;
  return {
    kind: 'wasm',
    Tensor,
    open: async (path) =>
      InferenceSession.create(await readFile(path), {
        executionProviders: ['wasm'],
        logSeverityLevel: silent,
      }),
  };
}
