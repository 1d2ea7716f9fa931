/** A head as a graph model of TensorFlow.js: a JSON file that names a file of weights (the format of `tf.loadGraphModel`). */
import type { HeadGraph, HeadOp, HeadOperation } from './head-graph.ts';
import { headInput } from './head-graph.ts';

/** TensorFlow's names of operations. */
const names: Record<HeadOp, string> = {
  product: 'MatMul',
  add: 'AddV2',
  relu: 'Relu',
  multiply: 'Mul',
  sum: 'Sum',
  root: 'Sqrt',
  largest: 'Maximum',
  divide: 'RealDiv',
};

const lastAxis = 'lastAxis';
/** TensorFlow's graph version: that of 2.0. */
const producer = 134;

/** @param weightsFile how the JSON file calls the file of weights, which lies beside it. */
export function encodeTfjsModel(
  { inputs, operations, tensors, outputs }: HeadGraph,
  metadata: object,
  weightsFile: string,
): { model: string; weights: Uint8Array } {
  const shapes = { [headInput]: inputs, ...outputs };
  const ends = Object.entries(shapes).map(([name, width]) => [
    name,
    { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf([-1, width]) },
  ]);
  const constants = Object.entries(tensors);
  const model = {
    format: 'graph-model',
    generatedBy: 'Tammes',
    convertedBy: null,
    signature: { inputs: Object.fromEntries(ends.slice(0, 1)), outputs: Object.fromEntries(ends.slice(1)) },
    userDefinedMetadata: metadata,
    modelTopology: {
      node: [
        {
          name: headInput,
          op: 'Placeholder',
          attr: { dtype: float, shape: { shape: shapeOf([-1, inputs]) } },
        },
        ...constants.map(([name, { shape }]) => constant(name, float, shape)),
        constant(lastAxis, { type: 'DT_INT32' }, [1]),
        ...operations.map(asNode),
      ],
      versions: { producer },
    },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: [
          ...constants.map(([name, { shape }]) => ({ name, shape, dtype: 'float32' })),
          { name: lastAxis, shape: [1], dtype: 'int32' },
        ],
      },
    ],
  };
  const bytes = constants.map(
    ([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  const axis = new Uint8Array(Int32Array.of(-1).buffer);
  return { model: JSON.stringify(model), weights: Buffer.concat([...bytes, axis]) };
}

const float = { type: 'DT_FLOAT' };
const shapeOf = (lengths: readonly number[]) => ({ dim: lengths.map((size) => ({ size: String(size) })) });

function constant(name: string, dtype: { type: string }, shape: readonly number[]) {
  const value = { tensor: { dtype: dtype.type, tensorShape: shapeOf(shape) } };
  return { name, op: 'Const', attr: { dtype, value } };
}

function asNode({ op, inputs, output }: HeadOperation) {
  return {
    name: output,
    op: names[op],
    input: op === 'sum' ? [...inputs, lastAxis] : inputs,
    attr: { T: float, ...(op === 'sum' && { keep_dims: { b: true }, Tidx: { type: 'DT_INT32' } }) },
  };
}
