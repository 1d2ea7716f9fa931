/** Starts Tammes' own WASM kernels, and the threads that help them. */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { kernelsFile } from '../../app-files.ts';

/** More threads than this bring little. */
const mostThreads = 8;

/**
 * The functions of kernels/index.ts. `Pointer`s are bytes into the shared memory, and all matrices lie row by row.
 */
export interface Kernels {
  product(
    a: Pointer,
    transposeA: boolean,
    b: Pointer,
    transposeB: boolean,
    out: Pointer,
    rows: number,
    terms: number,
    columns: number,
    bias: Pointer,
    relu: boolean,
  ): void;
  unitRows(
    vectors: Pointer,
    unit: Pointer,
    norm: Pointer,
    inverseNorm: Pointer,
    rows: number,
    columns: number,
  ): void;
  targetAngle(
    samples: Pointer,
    centres: Pointer,
    cosine: Pointer,
    sine: Pointer,
    rows: number,
    columns: number,
  ): void;
  orthogonal(
    unit: Pointer,
    inverseNorm: Pointer,
    gradient: Pointer,
    out: Pointer,
    rows: number,
    columns: number,
  ): void;
  othersSum(
    logits: Pointer,
    labels: Pointer,
    scale: Pointer,
    top: Pointer,
    sums: Pointer,
    rows: number,
    columns: number,
  ): void;
  othersShare(
    logits: Pointer,
    labels: Pointer,
    scale: Pointer,
    top: Pointer,
    factors: Pointer,
    target: Pointer,
    out: Pointer,
    rows: number,
    columns: number,
  ): void;
  adam(
    value: Pointer,
    gradient: Pointer,
    first: Pointer,
    second: Pointer,
    nextValue: Pointer,
    nextFirst: Pointer,
    nextSecond: Pointer,
    count: number,
    beta1: number,
    beta2: number,
    size: Pointer,
    floor: Pointer,
    kept: Pointer,
  ): void;
  takeRows(matrix: Pointer, indices: Pointer, out: Pointer, count: number, columns: number): void;
  reluGradient(output: Pointer, gradient: Pointer, out: Pointer, count: number): void;
  columnSums(matrix: Pointer, out: Pointer, rows: number, columns: number): void;
  packedSize(filterHeight: number, terms: number, columns: number): number;
  packFilter(
    filter: Pointer,
    bias: Pointer,
    out: Pointer,
    filterHeight: number,
    terms: number,
    columns: number,
  ): void;
  pad(
    x: Pointer,
    out: Pointer,
    pictures: number,
    height: number,
    line: number,
    top: number,
    left: number,
    outHeight: number,
    outLine: number,
  ): void;
  convolution(
    x: Pointer,
    picture: number,
    line: number,
    channels: number,
    stride: number,
    filter: Pointer,
    filterHeight: number,
    terms: number,
    added: Pointer,
    out: Pointer,
    pictures: number,
    outHeight: number,
    outWidth: number,
    outChannels: number,
    slope: number,
    highest: number,
  ): void;
  depthwise(
    x: Pointer,
    filter: Pointer,
    bias: Pointer,
    out: Pointer,
    pictures: number,
    height: number,
    width: number,
    channels: number,
    stride: number,
    top: number,
    left: number,
    outHeight: number,
    outWidth: number,
    slope: number,
    highest: number,
  ): void;
}
export type Pointer = number;

interface Module extends Kernels {
  teamBytes(threads: number): number;
  join(memory: Pointer, part: number, threads: number, joinsPairs: boolean): void;
}

/**
 * @param allocate bytes of the memory that stay ours.
 * @param threads as many as this where they start; the caller's own is one of them.
 * @param joinsPairs see `joinPairs` in vectors.ts.
 * @throws Error where the kernels have not been compiled, or the processor lacks an instruction.
 */
export function startTeam(
  memory: WebAssembly.Memory,
  allocate: (bytes: number) => Pointer,
  threads: number,
  joinsPairs: boolean,
): { kernels: Kernels; threads: number } {
  const module = new WebAssembly.Module(readFileSync(kernelsFile));
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Module;
  const count = Math.max(1, Math.min(threads, mostThreads));
  const bytes = kernels.teamBytes(count);
  // Cache lines are 64 bytes long.
  const team = Math.ceil(allocate(bytes + 64) / 64) * 64;
  new Uint8Array(memory.buffer, team, bytes).fill(0);
  for (let part = 1; part < count; part++) {
    const worker = new Worker(helper, {
      eval: true,
      execArgv: [],
      workerData: { module, memory, team, part, count, joinsPairs },
    });
    // A thread that dies would be waited for, for ever.
    worker.on('error', (error) => {
      throw error;
    });
    worker.unref();
  }
  kernels.join(team, 0, count, joinsPairs);
  return { kernels, threads: count };
}

const helper = `
  const { module, memory, team, part, count, joinsPairs } = require('node:worker_threads').workerData;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.join(team, part, count, joinsPairs);
  exports.serve();`;
