/** What is used of tfjs's WebGPU backend 4.22 beside its public face. */
import type { DataId, TensorInfo } from '@tensorflow/tfjs';

export interface WebgpuData {
  dtype: string;
  shape: readonly number[];
  /** Numbers that are not on the GPU yet. */
  values: ArrayLike<number> | null | undefined;
  /** As long as the tensor, to the byte. */
  resource: GPUBuffer | null | undefined;
}

/** Keeps freed buffers for tensors of the same size. */
export interface Buffers {
  /** @param isMapped whether a new buffer can be written from here at once. */
  acquireBuffer(size: number, usage: number, isMapped?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
  dispose(): void;
}

export interface WebgpuInternals {
  device: GPUDevice;
  bufferManager: Buffers;
  tensorMap: { get(dataId: DataId): WebgpuData };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  /** Data that commands not yet submitted use: it is not freed before. */
  commandQueueOwnedIds: { has(dataId: DataId): boolean; add(dataId: DataId): void };
  /** Small buffers of shapes and numbers, to be freed once their commands are submitted. */
  uniformPendingDisposal: GPUBuffer[];
  makeTensorInfo(shape: readonly number[], dtype: string): TensorInfo;
  uploadToGPU(dataId: DataId): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  disposeData(dataId: DataId): boolean;
  incRef(dataId: DataId): void;
}
