/** Runs a network that people brought, by ONNX Runtime. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { BackboneDescriptor } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { meanFeature, mirrored } from '../../src-shared/vision/index.ts';
import { onnxRuntime, type Processor, silent } from './onnx-runtime.ts';

/** A network's file, and how it is run. */
export interface BackboneFile {
  path: string;
  /** SHA-256 that the file has to have. */
  hash: string;
  descriptor: BackboneDescriptor;
  /** Of the `feature_version` of what it gives. */
  featureVersion: number;
}

/** A network that is ready to run. */
export interface Backbone {
  /**
   * Features of faces that were cut as its descriptor says.
   * @param cuts RGB, side x side x 3 bytes each.
   * @throws TammesError 'backbone-gave-nothing' for what are no numbers, or another number of them.
   */
  describe(cuts: readonly Uint8Array[]): Promise<number[][]>;
  /** The numbers of its output for pictures as they are, whatever their number. */
  run(cuts: readonly Uint8Array[]): Promise<Float32Array>;
  /** Whether ONNX Runtime's binary runs it, or its build for WebAssembly. */
  runtime: 'native' | 'wasm';
  close(): Promise<void>;
}

/** Pictures that go in at once: bounds memory on group photos. */
const mostAtOnce = 8;
/** Larger numbers are no network's features. */
const largest = 1e9;

/**
 * @param threads of the CPU.
 * @throws TammesError 'onnx-runtime-missing', 'backbone-file-gone', 'backbone-file-changed' or 'backbone-not-loaded'
 */
export async function openBackbone(
  file: BackboneFile,
  threads: number,
  processor: Processor = 'cpu',
): Promise<Backbone> {
  const { path, descriptor } = file;
  const runtime = await onnxRuntime();
  if ((await hashOf(path)) !== file.hash)
    throw new TammesError('backbone-file-changed', { path, name: descriptor.name });
  const session = await runtime.open(path, threads, processor).catch((cause: unknown) => {
    throw new TammesError('backbone-not-loaded', { path, reason: reasonOf(cause) }, { cause });
  });
  const { input, output, mirror } = descriptor;
  const atOnce = input.batch ? mostAtOnce : 1;

  async function run(cuts: readonly Uint8Array[]): Promise<Float32Array> {
    const picture = input.side * input.side * 3;
    const values = new Float32Array(cuts.length * picture);
    for (const [i, cut] of cuts.entries()) fill(values.subarray(i * picture, (i + 1) * picture), cut, input);
    const shape =
      input.layout === 'nchw'
        ? [cuts.length, 3, input.side, input.side]
        : [cuts.length, input.side, input.side, 3];
    const answer = await session
      .run({ [input.name]: new runtime.Tensor('float32', values, shape) }, [output.name], {
        logSeverityLevel: silent,
      })
      .catch((cause: unknown) => {
        throw new TammesError('backbone-not-run', { path, reason: reasonOf(cause) }, { cause });
      });
    const { data } = answer[output.name]!;
    if (data instanceof Float32Array && data.every((value) => Math.abs(value) <= largest)) return data;
    throw new TammesError('backbone-gave-nothing', { path });
  }

  async function describe(cuts: readonly Uint8Array[]): Promise<number[][]> {
    const pictures = mirror ? cuts.flatMap((cut) => [cut, mirroredCut(cut, input.side)]) : cuts;
    const rows: number[][] = [];
    for (let from = 0; from < pictures.length; from += atOnce) {
      const some = pictures.slice(from, from + atOnce);
      const values = await run(some);
      if (values.length !== some.length * output.size)
        throw new TammesError('backbone-gave-nothing', { path });
      for (let i = 0; i < some.length; i++)
        rows.push(Array.from(values.subarray(i * output.size, (i + 1) * output.size)));
    }
    return mirror ? cuts.map((_, i) => meanFeature(rows[2 * i]!, rows[2 * i + 1]!)) : rows;
  }

  return { describe, run, runtime: runtime.kind, close: () => session.release() };
}

/** The picture of a face, as the network takes it. */
function fill(
  to: Float32Array,
  cut: Uint8Array,
  { side, layout, colours, mean, deviation }: BackboneDescriptor['input'],
): void {
  const places = side * side;
  const [perPlace, perChannel] = layout === 'nchw' ? [1, places] : [3, 1];
  for (let channel = 0; channel < 3; channel++) {
    const colour = colours === 'rgb' ? channel : 2 - channel;
    const [shift, scale] = [mean[channel]!, 1 / deviation[channel]!];
    for (let place = 0, at = channel * perChannel; place < places; place++, at += perPlace)
      to[at] = (cut[3 * place + colour]! - shift) * scale;
  }
}

function mirroredCut(data: Uint8Array, side: number): Uint8Array {
  return mirrored({ width: side, height: side, data: data as Uint8Array<ArrayBuffer> }).data;
}

/** SHA-256 of a file. @throws TammesError 'backbone-file-gone' */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw new TammesError('backbone-file-gone', { path }, { cause });
  });
  return hash.digest('hex');
}

const reasonOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
