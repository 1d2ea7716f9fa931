/** ONNX Runtime: its binary where there is one for this machine, else on WebAssembly. */
import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { TammesError } from '../../src-shared/errors/index.ts';

/** On what a network is run: `webgpu` is the graphics processor. */
export type Processor = 'cpu' | 'webgpu';

/** What runs networks. Both give the same numbers, but for the order of sums. */
export interface OnnxRuntime {
  kind: 'native' | 'wasm';
  Tensor: typeof Tensor;
  /**
   * Reads a network's file.
   * @param threads of the CPU that it computes on, if it can be told.
   * @throws Error for `webgpu` where there is no graphics processor, or nothing that drives it.
   */
  open(path: string, threads: number, processor: Processor): Promise<InferenceSession>;
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
    open: (path, threads, processor) =>
      InferenceSession.create(path, {
        executionProviders: [processor],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: silent,
      }),
  };
}

/** On the CPU alone, and on one thread: more of them are started from files, and a packaged app has none. */
async function wasmRuntime(): Promise<OnnxRuntime> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-web');
  env.wasm.numThreads = 1;
  return {
    kind: 'wasm',
    Tensor,
    open: async (path, _threads, processor) => {
      if (processor === 'webgpu') throw new Error('ONNX Runtime has no binary here.');
      return InferenceSession.create(await readFile(path), {
        executionProviders: ['wasm'],
        logSeverityLevel: silent,
      });
    },
  };
}
