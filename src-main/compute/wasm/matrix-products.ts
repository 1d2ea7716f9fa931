/** Products of matrices by our kernel, for the inputs that it is made for; others stay tfjs's. */
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Kernels } from './signatures.ts';
import type { Inputs, Memory } from './tfjs-memory.ts';

/** What takes the place of a kernel of tfjs; null for inputs that are left to tfjs. */
export type Replacement = (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo | null;

/** By the names of tfjs's kernels. */
export function matrixProducts(kernels: Kernels, memory: Memory): Record<string, Replacement> {
  return {
    BatchMatMul: (inputs, attrs) =>
      isMatrix(inputs.a!) && isMatrix(inputs.b!) ? product(kernels, memory, inputs, attrs, false) : null,
    _FusedMatMul: (inputs, attrs) => {
      const { activation } = attrs as { activation: string };
      const isOurs =
        [inputs.a, inputs.b].every((input) => isMatrix(input!)) &&
        (inputs.bias === undefined || inputs.bias.shape.length === 1) &&
        (activation === 'linear' || activation === 'relu');
      return isOurs ? product(kernels, memory, inputs, attrs, activation === 'relu') : null;
    },
  };
}

function product(
  kernels: Kernels,
  { pointer, output }: Memory,
  inputs: Inputs,
  attrs: NamedAttrMap,
  relu: boolean,
): TensorInfo {
  const [a, b] = [lastTwo(inputs.a!), lastTwo(inputs.b!)];
  const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
  const [rows, terms] = transposeA ? [a[1], a[0]] : a;
  const columns = transposeB ? b[0] : b[1];
  const [longer] = [inputs.a!.shape, inputs.b!.shape].sort((left, right) => right.length - left.length);
  const out = output(...longer!.slice(0, -2), rows, columns);
  kernels.product({
    a: pointer(inputs.a!),
    transposeA,
    b: pointer(inputs.b!),
    transposeB,
    c: pointer(out),
    rows,
    terms,
    columns,
    bias: inputs.bias === undefined ? 0 : pointer(inputs.bias),
    relu,
  });
  return out;
}

function lastTwo({ shape }: TensorInfo): [number, number] {
  return shape.slice(-2) as [number, number];
}

/** A matrix, or a batch of a single one. */
function isMatrix({ shape, dtype }: TensorInfo): boolean {
  return dtype === 'float32' && shape.length >= 2 && shape.slice(0, -2).every((length) => length === 1);
}
