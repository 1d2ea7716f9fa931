/** Writes down the commands that kernels of tfjs's WebGPU backend give to the GPU, without giving them. */
import type { Buffers, WebgpuInternals } from './webgpu-kernels/internals.ts';

/** Buffers of a shader's bindings. */
export interface Dispatch {
  pipeline: GPUComputePipeline;
  group: BoundBuffers;
  size: readonly [number, number, number];
}

export interface BoundBuffers {
  layout: GPUBindGroupLayout;
  entries: readonly { binding: number; resource: { buffer: GPUBuffer; offset?: number; size?: number } }[];
}

export interface Copy {
  from: GPUBuffer;
  to: GPUBuffer;
  bytes: number;
}

export type Command = Dispatch | Copy;

export interface RecordedCommands {
  commands: readonly Command[];
  /** All buffers that the kernels made, for what they compute and for numbers of their own. */
  buffers: Buffers;
}

/**
 * @param callKernels calls kernels whose inputs lie on the GPU, and frees what they make or what else was made within.
 * What it makes, it makes in buffers of its own.
 */
export function recordCommands(
  backend: WebgpuInternals,
  callKernels: (own: Buffers) => void,
): RecordedCommands {
  const { device, bufferManager, commandQueueOwnedIds } = backend;
  const commands: Command[] = [];
  const BufferManager = bufferManager.constructor as new (device: GPUDevice) => Buffers;
  const buffers = keepingMapped(new BufferManager(device));
  const encoder = recordingEncoder(commands);
  Object.assign(backend, {
    device: standIn(device, {
      createBindGroup: (group: BoundBuffers) => group,
      createCommandEncoder: () => encoder,
    }),
    bufferManager: buffers,
    commandEncoder: encoder,
    computePassEncoder: null,
    // Commands run in their order, so that what is freed may serve the next.
    commandQueueOwnedIds: { has: () => false, add() {} },
    submitQueue() {},
  });
  try {
    callKernels(buffers);
  } finally {
    // The prototype has the real one.
    delete (backend as Partial<WebgpuInternals>).submitQueue;
    Object.assign(backend, {
      device,
      bufferManager,
      commandQueueOwnedIds,
      commandEncoder: null,
      computePassEncoder: null,
      dispatchCountInPass: 0,
      uniformPendingDisposal: [],
    });
  }
  return { commands, buffers };
}

/** An object with other methods in the place of some. */
function standIn(device: GPUDevice, methods: object): GPUDevice {
  return new Proxy(device, {
    get(target, name) {
      if (name in methods) return Reflect.get(methods, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What is written from here, it is written once: such buffers are not given to others. */
function keepingMapped(buffers: Buffers): Buffers {
  const written = new Set<GPUBuffer>();
  const { acquireBuffer, releaseBuffer } = buffers;
  return Object.assign(buffers, {
    acquireBuffer(size: number, usage: number, isMapped = false, reuse = true) {
      const buffer = acquireBuffer.call(buffers, size, usage, isMapped, reuse && !isMapped);
      if (isMapped) written.add(buffer);
      return buffer;
    },
    releaseBuffer(buffer: GPUBuffer, reuse = true) {
      if (!written.has(buffer)) releaseBuffer.call(buffers, buffer, reuse);
    },
  });
}

function recordingEncoder(commands: Command[]): object {
  let pipeline: GPUComputePipeline;
  let group: BoundBuffers;
  const pass = {
    setPipeline(next: GPUComputePipeline) {
      pipeline = next;
    },
    setBindGroup(_: number, next: BoundBuffers) {
      group = next;
    },
    dispatchWorkgroups(x: number, y = 1, z = 1) {
      commands.push({ pipeline, group, size: [x, y, z] });
    },
    end() {},
  };
  return {
    beginComputePass: () => pass,
    copyBufferToBuffer(from: GPUBuffer, _: number, to: GPUBuffer, __: number, bytes: number) {
      commands.push({ from, to, bytes });
    },
  };
}
