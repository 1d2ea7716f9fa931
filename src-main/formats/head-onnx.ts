import type { HeadGraph, HeadOp } from './head-graph.ts';
import { headInput } from './head-graph.ts';
import type { OnnxModel, OnnxNode } from './onnx.ts';

const names: Record<HeadOp, string> = {
  product: 'MatMul',
  add: 'Add',
  relu: 'Relu',
  multiply: 'Mul',
  sum: 'ReduceSum',
  root: 'Sqrt',
  largest: 'Max',
  divide: 'Div',
};

/** A head as a part of an ONNX model; its input, [N, inputs], is called `feature`. */
export function headAsOnnx({
  inputs: width,
  operations,
  tensors,
  outputs,
}: HeadGraph): Omit<OnnxModel, 'name' | 'metadata'> {
  const nodes = operations.map(
    ({ op, inputs, output }): OnnxNode => ({
      op: names[op],
      inputs: op === 'sum' ? [...inputs, 'lastAxis'] : inputs,
      output,
    }),
  );
  return {
    nodes,
    tensors,
    numbers: { lastAxis: [-1] },
    inputs: { [headInput]: [width] },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, width]) => [name, [width]])),
  };
}
