/**
 * A training step as a list of commands to the GPU. Calling a kernel of tfjs's WebGPU backend takes longer than most
 * kernels run: it makes a program, a key, a buffer of shapes and a bind group. So the kernels are called once more after
 * they were recorded (replay.ts), and their commands are kept; from then on these are all that a step gives to the GPU.
 * What lies between the kernels has buffers of its own. Inputs and outputs have other buffers from step to step.
 */
import type { DataId } from '@tensorflow/tfjs';
import type { Tf } from '../tf.ts';
import { fuseNumbers } from './fuse-numbers.ts';
import type { Entry } from './groups.ts';
import type { Value } from './record-calls.ts';
import { type BoundBuffers, type Command, recordCommands } from './record-commands.ts';
import { callKernels, dataOf, type Player, type Recording, resultsOf, separateTensors } from './replay.ts';
import type { Buffers, WebgpuInternals } from './webgpu-kernels/internals.ts';
import type { RunShader } from './webgpu-kernels/shader.ts';

/** Bind groups that are kept for a command: its buffers take turns. */
const mostGroups = 32;

interface Plan {
  commands: readonly Command[];
  /** Where a command's bind group comes from; nothing for a copy. */
  groups: readonly (GroupOf | null)[];
  /** Outputs that the commands make. */
  made: readonly Value[];
  /** Place of a recorded buffer among those of a step: the inputs', then those of `made`. */
  places: ReadonlyMap<GPUBuffer, number>;
  buffers: Buffers;
}

type GroupOf = (buffers: readonly GPUBuffer[]) => GPUBindGroup;

/** @param tf on its WebGPU backend. @param run runs shaders of ours there. */
export function replayCommands(tf: Tf, run: RunShader, recorded: Recording): Player {
  const backend = tf.backend() as unknown as WebgpuInternals;
  const recording = fuseNumbers(recorded, run);
  let plan: Plan | null = null;
  return {
    run(entries) {
      submitPending(backend);
      const given = entries.map(([, , { dataId }]) => upload(backend, dataId));
      plan ??= planOf(tf, backend, recording, entries);
      const data = dataOf(
        recording,
        entries.map(([, , tensor]) => tensor),
      );
      const made = plan.made.map((value) => {
        const { shape, dtype } = recording.outputs.find((output) => output.value === value)!;
        const { dataId } = backend.makeTensorInfo(shape, dtype);
        data[value] = dataId;
        return upload(backend, dataId);
      });
      submit(backend, plan, [...given, ...made]);
      return resultsOf(tf, recording, entries, data);
    },
    close() {
      plan?.buffers.dispose();
    },
  };
}

/** What has been asked of tfjs so far comes first. */
function submitPending(backend: WebgpuInternals): void {
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** As tfjs does it, but into a buffer that is there: nothing waits for it, as all commands are submitted. */
function upload(backend: WebgpuInternals, dataId: DataId): GPUBuffer {
  const data = backend.tensorMap.get(dataId);
  const { values, dtype, shape } = data;
  if (!values || data.resource) {
    backend.uploadToGPU(dataId);
    return data.resource!;
  }
  const numbers = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const count = shape.reduce((product, length) => product * length, 1);
  const buffer = backend.bufferManager.acquireBuffer(4 * count, usage);
  backend.device.queue.writeBuffer(buffer, 0, numbers);
  data.resource = buffer;
  data.values = null;
  return buffer;
}

function planOf(tf: Tf, backend: WebgpuInternals, recording: Recording, entries: readonly Entry[]): Plan {
  // Each buffer has to stand for one input.
  const { tensors, copies } = separateTensors(tf, entries);
  const places = new Map(tensors.map(({ dataId }, i) => [upload(backend, dataId), i]));
  const made = [...new Set(recording.outputs.map(({ value }) => value))].filter(
    (value) => value >= entries.length && !recording.constants.has(value),
  );
  // They outlive the plan's buffers.
  for (const dataId of recording.constants.values()) upload(backend, dataId);
  submitPending(backend);
  const { commands, buffers } = recordCommands(backend, (own) => {
    const data = dataOf(recording, tensors);
    callKernels(tf, recording, data);
    for (const [i, value] of made.entries()) {
      const output = backend.tensorMap.get(data[value]!);
      places.set(output.resource!, entries.length + i);
      // Others stand for it in every step.
      own.releaseBuffer(output.resource!, false);
      output.resource = null;
      backend.disposeData(data[value]!);
    }
  });
  tf.dispose(copies);
  const groups = commands.map((command) =>
    'group' in command ? groupsOf(backend.device, command.group, places) : null,
  );
  return { commands, groups, made, places, buffers };
}

/** Numbers of buffers, for keys. */
const numbers = new WeakMap<GPUBuffer, number>();
let last = 0;
function numberOf(buffer: GPUBuffer): number {
  const number = numbers.get(buffer) ?? ++last;
  numbers.set(buffer, number);
  return number;
}

function groupsOf(
  device: GPUDevice,
  { layout, entries }: BoundBuffers,
  places: ReadonlyMap<GPUBuffer, number>,
): GroupOf {
  const bind = (buffers: readonly GPUBuffer[]) =>
    device.createBindGroup({
      layout,
      entries: entries.map(({ binding, resource }) => {
        const place = places.get(resource.buffer);
        return { binding, resource: place === undefined ? resource : { buffer: buffers[place]! } };
      }),
    });
  const varying = entries.flatMap(({ resource }) => places.get(resource.buffer) ?? []);
  if (varying.length === 0) {
    const group = bind([]);
    return () => group;
  }
  const kept = new Map<string, GPUBindGroup>();
  return (buffers) => {
    const key = varying.map((place) => numberOf(buffers[place]!)).join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= mostGroups) kept.clear();
    const group = bind(buffers);
    kept.set(key, group);
    return group;
  };
}

/** @param buffers the inputs', then those of `made`. */
function submit({ device }: WebgpuInternals, plan: Plan, buffers: readonly GPUBuffer[]): void {
  const actual = (buffer: GPUBuffer) => buffers[plan.places.get(buffer) ?? -1] ?? buffer;
  const encoder = device.createCommandEncoder();
  let pass: GPUComputePassEncoder | null = null;
  for (const [i, command] of plan.commands.entries()) {
    if ('from' in command) {
      pass?.end();
      pass = null;
      encoder.copyBufferToBuffer(actual(command.from), 0, actual(command.to), 0, command.bytes);
    } else {
      pass ??= encoder.beginComputePass();
      pass.setPipeline(command.pipeline);
      pass.setBindGroup(0, plan.groups[i]!(buffers));
      pass.dispatchWorkgroups(...command.size);
    }
  }
  pass?.end();
  device.queue.submit([encoder.finish()]);
}
