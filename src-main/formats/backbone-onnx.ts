/** The backbone as a part of an ONNX model: from chips to features of both sides. */
import { type BackboneLayers, chipSize, type Folded, meanColour } from '../../src-shared/vision/index.ts';
import { headInput } from './head-graph.ts';
import type { OnnxModel, OnnxNode } from './onnx.ts';

/** What goes in: [N, 3, 150, 150], red, green and blue, 0 to 255. */
export const chipInput = 'chip';

/** ONNX has channels before rows and columns; a mirror image turns the last axis round. */
const columnsAxis = 3;

/** Everything but outputs; what comes out is called as the input of a head. */
export function backboneAsOnnx({
  first,
  residuals,
}: BackboneLayers<Folded>): Pick<OnnxModel, 'nodes' | 'tensors' | 'numbers' | 'inputs'> {
  const parts = new Parts();
  const mirrored = parts.add('Slice', chipInput, 'minusOne', 'beforeFirst', 'columns', 'minusOne');
  const both = parts.add(['Concat', { axis: 0 }], chipInput, mirrored);
  let map = parts.add('Mul', parts.add('Sub', both, 'meanColour'), 'colourScale');
  let size = chipSize;
  /** Whole numbers of a window of `width`, two apart, without a border. */
  const halved = (length: number, width: number) => Math.floor((length - width) / 2) + 1;
  map = parts.relu(parts.convolve('first', map, first, 2));
  map = parts.add(['MaxPool', { kernel_shape: [3, 3], strides: [2, 2] }], map);
  size = halved(halved(size, first.filter.shape[0]!), 3);
  for (const [i, { conv1, conv2, halves }] of residuals.entries()) {
    const inner = parts.relu(parts.convolve(`${i}_1`, map, conv1, halves ? 2 : 1));
    const through = parts.convolve(`${i}_2`, inner, conv2, 1);
    if (!halves) {
      map = parts.relu(parts.add('Add', through, map));
      continue;
    }
    const around = parts.add(['AveragePool', { kernel_shape: [2, 2], strides: [2, 2] }], map);
    const [sizes, channels] = [
      [halved(size, conv1.filter.shape[0]!), halved(size, 2)],
      [conv2.filter.shape[3]!, conv1.filter.shape[2]!],
    ] as [[number, number], [number, number]];
    size = Math.max(...sizes);
    // Zeros where halving rounds, and where channels double.
    const filled = [through, around].map((part, k) =>
      parts.pad(part, size - sizes[k]!, Math.max(...channels) - channels[k]!),
    );
    map = parts.relu(parts.add('Add', ...filled));
  }
  const pooled = parts.add('GlobalAveragePool', map);
  const sides = parts.add('Reshape', pooled, 'twoSides');
  parts.nodes.push({
    op: 'ReduceMean',
    inputs: [sides],
    output: headInput,
    attributes: { axes: [0], keepdims: 0 },
  });
  const { mean, scale } = meanColour;
  return {
    nodes: parts.nodes,
    tensors: {
      ...parts.tensors,
      meanColour: { shape: [1, 3, 1, 1], values: Float32Array.from(mean) },
      colourScale: { shape: [1], values: Float32Array.of(scale) },
    },
    numbers: {
      ...parts.numbers,
      minusOne: [-1],
      beforeFirst: [-chipSize - 1],
      columns: [columnsAxis],
      twoSides: [2, -1, residuals.at(-1)!.conv2.filter.shape[3]!],
    },
    inputs: { [chipInput]: [3, chipSize, chipSize] },
  };
}

/** Nodes that are added one after the other, and their numbers. */
class Parts {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: Record<string, OnnxModel['tensors'][string]> = {};
  readonly numbers: Record<string, number[]> = {};

  /** @returns what its output is called. */
  add(op: string | [string, OnnxNode['attributes'] & {}], ...inputs: string[]): string {
    const output = `map_${this.nodes.length}`;
    const [name, attributes] = typeof op === 'string' ? [op, {}] : op;
    this.nodes.push({ op: name, inputs, output, attributes });
    return output;
  }

  relu(map: string): string {
    return this.add('Relu', map);
  }

  /** A convolution that keeps rows and columns, or takes every other one, without a border. */
  convolve(name: string, map: string, { filter, bias }: Folded, stride: 1 | 2): string {
    this.tensors[`filter_${name}`] = channelsFirst(filter);
    this.tensors[`bias_${name}`] = { shape: [bias.length], values: bias };
    const border = stride === 1 ? (filter.shape[0]! - 1) / 2 : 0;
    const attributes = { strides: [stride, stride], pads: Array<number>(4).fill(border) };
    return this.add(['Conv', attributes], map, `filter_${name}`, `bias_${name}`);
  }

  /** Zeros after rows and columns, and after channels. */
  pad(map: string, places: number, channels: number): string {
    if (places === 0 && channels === 0) return map;
    const name = `zeros_${places}_${channels}`;
    this.numbers[name] = [0, 0, 0, 0, 0, channels, places, places];
    return this.add('Pad', map, name);
  }
}

/** From [height, width, in, out] to [out, in, height, width]. */
function channelsFirst({ shape, values }: Folded['filter']): Folded['filter'] {
  const [height, width, incoming, outgoing] = shape as [number, number, number, number];
  const places = height * width;
  const turned = new Float32Array(values.length);
  for (let place = 0; place < places; place++) {
    for (let i = 0; i < incoming; i++) {
      for (let o = 0; o < outgoing; o++)
        turned[(o * incoming + i) * places + place] = values[(place * incoming + i) * outgoing + o]!;
    }
  }
  return { shape: [outgoing, incoming, height, width], values: turned };
}
