/** Runs shaders of ours among those of tfjs's WebGPU backend, which allows its own a single output. */
import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../../tf.ts';
import type { WebgpuInternals } from './internals.ts';

export interface Shader {
  /** Names of its buffers in the order of their bindings; `labels` and `indices` hold int32. */
  inputs: readonly string[];
  outputs: readonly string[];
  /** Threads of a workgroup. */
  threads: number;
  /**
   * WGSL of a function `run(group: u32, thread: u32)`, with what it calls. Lengths are those of the buffers, so that one
   * pipeline serves all shapes. The last groups may be over the number asked for.
   */
  code: string;
}

/** The outputs, and the number of workgroups. */
export interface Extent {
  /** The shape of each, or a tensor that is there and is written into. */
  shapes: readonly (readonly number[] | TensorInfo)[];
  groups: number;
}

export type RunShader = (shader: Shader, inputs: readonly TensorInfo[], extent: Extent) => TensorInfo[];

/** @param tf on its WebGPU backend. */
export function shaderRunner(tf: Tf): RunShader {
  const backend = tf.backend() as unknown as WebgpuInternals;
  const pipelines = new Map<Shader, GPUComputePipeline>();
  const pipelineOf = (shader: Shader): GPUComputePipeline => {
    const pipeline = pipelines.get(shader) ?? compile(backend.device, shader);
    pipelines.set(shader, pipeline);
    return pipeline;
  };
  return (shader, inputs, { shapes, groups }) => {
    const outputs = shapes.map((shape) =>
      'dataId' in shape ? shape : backend.makeTensorInfo(shape, 'float32'),
    );
    const buffers = [...inputs, ...outputs].map(({ dataId }) => {
      backend.uploadToGPU(dataId);
      backend.commandQueueOwnedIds.add(dataId);
      return backend.tensorMap.get(dataId).resource!;
    });
    const pipeline = pipelineOf(shader);
    // Not kept: while commands are recorded, another stands in for it.
    const { device } = backend;
    const widest = device.limits.maxComputeWorkgroupsPerDimension;
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(Math.min(groups, widest), Math.ceil(groups / widest));
    backend.dispatchCountInPass++;
    if (backend.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
      backend.endComputePassEncoder();
      backend.submitQueue();
    }
    return outputs;
  };
}

function compile(device: GPUDevice, { inputs, outputs, threads, code }: Shader): GPUComputePipeline {
  const integers = ['labels', 'indices'];
  const bindings = [...inputs, ...outputs].map((name, i) => {
    const access = i < inputs.length ? 'read' : 'read_write';
    const type = integers.includes(name) ? 'i32' : 'f32';
    return `@group(0) @binding(${i}) var<storage, ${access}> ${name}: array<${type}>;`;
  });
  const module = device.createShaderModule({
    code: `${bindings.join('\n')}
const threads = ${threads}u;
${code}
@compute @workgroup_size(${threads})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  run(group.y * groups.x + group.x, thread);
}`,
  });
  return device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
}

/** WGSL of `sumOf` and `maxOf`, over all threads of a workgroup, in the same order on every run. */
export const overThreads = `
var<workgroup> shelf: array<f32, threads>;
fn sumOf(value: f32, thread: u32) -> f32 {
  shelf[thread] = value;
  workgroupBarrier();
  for (var left = threads / 2u; left > 0u; left /= 2u) {
    if (thread < left) { shelf[thread] += shelf[thread + left]; }
    workgroupBarrier();
  }
  let sum = shelf[0];
  workgroupBarrier();
  return sum;
}
fn maxOf(value: f32, thread: u32) -> f32 {
  shelf[thread] = value;
  workgroupBarrier();
  for (var left = threads / 2u; left > 0u; left /= 2u) {
    if (thread < left) { shelf[thread] = max(shelf[thread], shelf[thread + left]); }
    workgroupBarrier();
  }
  let largest = shelf[0];
  workgroupBarrier();
  return largest;
}`;
