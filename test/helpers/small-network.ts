/** ONNX networks made for tests: a convolution and what is made of it, in whatever form a test needs. */
import { encodeOnnx, type OnnxModel, type OnnxNode } from '../../src-main/formats/onnx.ts';
import { randomFrom } from '../../src-shared/random.ts';

/** Pixels of the picture, and of a place of the convolution's map. */
export const [side, step] = [48, 12] as const;
const [channels, places] = [5, (side / step) ** 2];
/** Numbers of its output. */
export const size = channels * places;

/** Weights [channels, 3, step, step], and their use in plain loops, to compare with. */
export const filter = (() => {
  const random = randomFrom(7);
  return Float32Array.from({ length: channels * 3 * step * step }, () => random.normal() / step);
})();

/** What the network gives for values [3, side, side]. */
export function expected(values: Float32Array): number[] {
  const across = side / step;
  return Array.from({ length: size }, (_, at) => {
    const [channel, row, column] = [
      Math.floor(at / places),
      Math.floor((at % places) / across) * step,
      (at % across) * step,
    ];
    let sum = 0;
    for (let colour = 0; colour < 3; colour++)
      for (let y = 0; y < step; y++)
        for (let x = 0; x < step; x++)
          sum +=
            filter[((channel * 3 + colour) * step + y) * step + x]! *
            values[(colour * side + row + y) * side + column + x]!;
    return sum;
  });
}

export interface NetworkForm {
  layout?: 'nchw' | 'nhwc';
  /** Operations after the convolution, from `map` [N, 5, 4, 4] or `row` [N, 80] on. */
  after?: OnnxNode[];
  outputs?: OnnxModel['outputs'];
  tensors?: OnnxModel['tensors'];
  inputs?: OnnxModel['inputs'];
  metadata?: Record<string, string>;
}

/** The bytes of such a network. */
export function smallNetwork(form: NetworkForm = {}): Uint8Array {
  const { layout = 'nchw', after = [], metadata = {} } = form;
  const shape = layout === 'nchw' ? [3, side, side] : [side, side, 3];
  const turn: OnnxNode = {
    op: 'Transpose',
    inputs: ['face'],
    output: 'planes',
    attributes: { perm: [0, 3, 1, 2] },
  };
  const model: OnnxModel = {
    name: 'small',
    nodes: [
      ...(layout === 'nhwc' ? [turn] : []),
      {
        op: 'Conv',
        inputs: [layout === 'nhwc' ? 'planes' : 'face', 'filter'],
        output: 'map',
        attributes: { strides: [step, step] },
      },
      { op: 'Flatten', inputs: ['map'], output: 'row', attributes: { axis: 1 } },
      ...after,
    ],
    tensors: { filter: { shape: [channels, 3, step, step], values: filter }, ...form.tensors },
    numbers: {},
    inputs: form.inputs ?? { face: shape },
    outputs: form.outputs ?? { row: [size] },
    metadata,
  };
  return encodeOnnx(model, { name: 'test', version: '1' });
}
