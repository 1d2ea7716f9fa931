/** The memory of tfjs's WASM backend, as far as our kernels use it. */
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../../../src-shared/tf.ts';
import type { Pointer } from './signatures.ts';

/** What is used of tfjs's WASM backend. */
export interface WasmBackend {
  wasm: { _malloc(bytes: number): Pointer };
  dataIdMap: { get(dataId: object): { memoryOffset: Pointer } };
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/** Where tensors lie, and room for new ones. */
export interface Memory {
  pointer(tensor: TensorInfo): Pointer;
  output(...shape: number[]): TensorInfo;
  free(tensor: TensorInfo): void;
  /** Another tensor with the same numbers. */
  another(tensor: TensorInfo): TensorInfo;
}

export type Inputs = Record<string, TensorInfo>;
/** A kernel as tfjs calls it. */
export type RunKernel = (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo[];

export function memoryOf(tf: Tf): Memory {
  const backend = tf.backend() as unknown as WasmBackend;
  return {
    pointer: ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
    output: (...shape) => backend.makeOutput(shape, 'float32'),
    free: ({ dataId }) => {
      backend.disposeData(dataId);
    },
    another({ dataId, shape, dtype }) {
      backend.incRef(dataId);
      return { dataId, shape, dtype };
    },
  };
}
