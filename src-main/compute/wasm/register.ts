/** Puts Tammes' own kernels in the place of tfjs's, and beside them those of fused operations. */
import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { convolutions } from './convolutions.ts';
import type { Kernels, Pointer } from './team.ts';

/** What is used of tfjs's WASM backend. */
export interface WasmBackend {
  wasm: { _malloc(bytes: number): Pointer };
  dataIdMap: { get(dataId: object): { memoryOffset: Pointer } };
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
  disposeData(dataId: object): boolean;
}

type Inputs = Record<string, TensorInfo>;

/** @param kernels on the backend's memory. */
export function registerKernels(tf: Tf, kernels: Kernels): void {
  const backend = tf.backend() as unknown as WasmBackend;
  const pointer = ({ dataId }: TensorInfo) => backend.dataIdMap.get(dataId).memoryOffset;
  const output = (...shape: number[]) => backend.makeOutput(shape, 'float32');
  const at = (inputs: Inputs, name: string) => pointer(inputs[name]!);
  const sizeOf = (inputs: Inputs, name: string) => inputs[name]!.shape as [number, number];

  function product(inputs: Inputs, attrs: NamedAttrMap, relu: boolean): TensorInfo {
    const [a, b] = [lastTwo(inputs.a!), lastTwo(inputs.b!)];
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const [rows, terms] = transposeA ? [a[1], a[0]] : a;
    const columns = transposeB ? b[0] : b[1];
    const [longer] = [inputs.a!.shape, inputs.b!.shape].sort((left, right) => right.length - left.length);
    const out = output(...longer!.slice(0, -2), rows, columns);
    const bias = inputs.bias === undefined ? 0 : pointer(inputs.bias);
    const [from, by] = [at(inputs, 'a'), at(inputs, 'b')];
    kernels.product(from, transposeA, by, transposeB, pointer(out), rows, terms, columns, bias, relu);
    return out;
  }

  const lastTwo = ({ shape }: TensorInfo) => shape.slice(-2) as [number, number];

  /** A matrix, or a batch of a single one. */
  const isMatrix = ({ shape, dtype }: TensorInfo) =>
    dtype === 'float32' && shape.length >= 2 && shape.slice(0, -2).every((length) => length === 1);

  /** Takes the place of a kernel for the inputs that ours is made for. */
  function replace(
    kernelName: string,
    ours: (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo | null,
  ): void {
    const { kernelFunc: theirs } = tf.getKernel(kernelName, 'wasm');
    tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc: KernelFunc = (call) => ours(call.inputs as Inputs, call.attrs ?? {}) ?? theirs(call);
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }

  replace('BatchMatMul', (inputs, attrs) =>
    isMatrix(inputs.a!) && isMatrix(inputs.b!) ? product(inputs, attrs, false) : null,
  );
  replace('_FusedMatMul', (inputs, attrs) => {
    const { activation } = attrs as { activation: string };
    const isOurs =
      [inputs.a, inputs.b].every((input) => isMatrix(input!)) &&
      (inputs.bias === undefined || inputs.bias.shape.length === 1) &&
      (activation === 'linear' || activation === 'relu');
    return isOurs ? product(inputs, attrs, activation === 'relu') : null;
  });

  const free = ({ dataId }: TensorInfo) => backend.disposeData(dataId);

  const fused: Record<FusedName, (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo[]> = {
    TammesUnitRows(inputs) {
      const [rows, columns] = sizeOf(inputs, 'vectors');
      const [unit, norm, inverseNorm] = [output(rows, columns), output(rows, 1), output(rows, 1)];
      kernels.unitRows(
        at(inputs, 'vectors'),
        pointer(unit),
        pointer(norm),
        pointer(inverseNorm),
        rows,
        columns,
      );
      return [unit, norm, inverseNorm];
    },
    TammesTargetAngle(inputs) {
      const [rows, columns] = sizeOf(inputs, 'samples');
      const [cosine, sine] = [output(rows, 1), output(rows, 1)];
      kernels.targetAngle(
        at(inputs, 'samples'),
        at(inputs, 'centres'),
        pointer(cosine),
        pointer(sine),
        rows,
        columns,
      );
      return [cosine, sine];
    },
    TammesOrthogonal(inputs) {
      const [rows, columns] = sizeOf(inputs, 'unit');
      const out = output(rows, columns);
      kernels.orthogonal(
        at(inputs, 'unit'),
        at(inputs, 'inverseNorm'),
        at(inputs, 'gradient'),
        pointer(out),
        rows,
        columns,
      );
      return [out];
    },
    TammesOthersSum(inputs) {
      const [rows, columns] = sizeOf(inputs, 'logits');
      const [top, sum] = [output(rows, 1), output(rows, 1)];
      kernels.othersSum(
        at(inputs, 'logits'),
        at(inputs, 'labels'),
        at(inputs, 'scale'),
        pointer(top),
        pointer(sum),
        rows,
        columns,
      );
      return [top, sum];
    },
    TammesOthersShare(inputs) {
      const [rows, columns] = sizeOf(inputs, 'logits');
      const out = output(rows, columns);
      kernels.othersShare(
        at(inputs, 'logits'),
        at(inputs, 'labels'),
        at(inputs, 'scale'),
        at(inputs, 'top'),
        at(inputs, 'factor'),
        at(inputs, 'target'),
        pointer(out),
        rows,
        columns,
      );
      return [out];
    },
    TammesAdam(inputs, attrs) {
      const { beta1, beta2 } = attrs as Record<string, number>;
      const { shape } = inputs.value!;
      const next = [output(...shape), output(...shape), output(...shape)] as const;
      const count = shape.reduce((product, length) => product * length, 1);
      const [value, first, second] = next.map(pointer) as [Pointer, Pointer, Pointer];
      kernels.adam(
        at(inputs, 'value'),
        at(inputs, 'gradient'),
        at(inputs, 'first'),
        at(inputs, 'second'),
        value,
        first,
        second,
        count,
        beta1!,
        beta2!,
        at(inputs, 'size'),
        at(inputs, 'floor'),
        inputs.kept === undefined ? 0 : at(inputs, 'kept'),
      );
      return [...next];
    },
    TammesTakeRows(inputs) {
      const [count, columns] = [inputs.indices!.shape[0]!, inputs.matrix!.shape[1]!];
      const out = output(count, columns);
      kernels.takeRows(at(inputs, 'matrix'), at(inputs, 'indices'), pointer(out), count, columns);
      return [out];
    },
    TammesReluGradient(inputs) {
      const [rows, columns] = sizeOf(inputs, 'output');
      const out = output(rows, columns);
      kernels.reluGradient(at(inputs, 'output'), at(inputs, 'gradient'), pointer(out), rows * columns);
      return [out];
    },
    TammesColumnSums(inputs) {
      const [rows, columns] = sizeOf(inputs, 'matrix');
      const out = output(columns);
      kernels.columnSums(at(inputs, 'matrix'), pointer(out), rows, columns);
      return [out];
    },
    ...convolutions(kernels, { pointer, output, free }),
  };
  for (const [kernelName, run] of Object.entries(fused)) {
    const kernelFunc: KernelFunc = ({ inputs, attrs }) => run(inputs as Inputs, attrs ?? {});
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
