/** Fused operations of training as kernels of tfjs's WebGPU backend; src-shared/operations.ts says what each computes. */
import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { FusedName } from '../../operations.ts';
import type { Tf } from '../../tf.ts';
import type { WebgpuInternals } from './internals.ts';
import * as numbers from './numbers.ts';
import * as rows from './rows.ts';
import type { Extent, RunShader, Shader } from './shader.ts';

type Inputs = Record<string, TensorInfo>;
type Kernel = (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo[];

export { shaderRunner } from './shader.ts';

/** @param tf on its WebGPU backend. @param run see `shaderRunner`. */
export function registerShaders(tf: Tf, run: RunShader): void {
  for (const [kernelName, kernel] of Object.entries(kernelsOn(tf, run))) {
    const kernelFunc: KernelFunc = ({ inputs, attrs }) => kernel(inputs as Inputs, attrs ?? {});
    tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc });
  }
}

function kernelsOn(tf: Tf, run: RunShader): Partial<Record<FusedName, Kernel>> {
  /** A thread a number of the outputs, which have one shape. */
  const each = (shader: Shader, inputs: TensorInfo[], shape: readonly number[]) =>
    run(shader, inputs, {
      shapes: shader.outputs.map(() => shape),
      groups: Math.ceil(tf.util.sizeFromShape([...shape]) / shader.threads),
    });
  /** A workgroup a row. */
  const byRows = (shader: Shader, inputs: TensorInfo[], count: number, ...shapes: Extent['shapes']) =>
    run(shader, inputs, { shapes, groups: count });
  /** By its factors of decay, which a run does not change. */
  const slots = new Map<string, Shader>();
  return {
    TammesUnitRows({ vectors }) {
      const [count, columns] = sizeOf(vectors!);
      return byRows(rows.unitRows, [vectors!], count, [count, columns], [count, 1], [count, 1]);
    },
    TammesTargetAngle({ samples, centres }) {
      const [count] = sizeOf(samples!);
      return byRows(rows.targetAngle, [samples!, centres!], count, [count, 1], [count, 1]);
    },
    TammesOrthogonal({ unit, inverseNorm, gradient }) {
      const [count, columns] = sizeOf(unit!);
      return byRows(rows.orthogonal, [unit!, inverseNorm!, gradient!], count, [count, columns]);
    },
    TammesOthersSum({ logits, labels, scale }) {
      const [count] = sizeOf(logits!);
      return byRows(rows.othersSum, [logits!, labels!, scale!], count, [count, 1], [count, 1]);
    },
    TammesOthersShare({ logits, labels, scale, top, factor, target }) {
      return each(numbers.othersShare, [logits!, labels!, scale!, top!, factor!, target!], logits!.shape);
    },
    TammesAdam({ value, gradient, first, second, size, floor, kept }, attrs) {
      const { beta1, beta2 } = attrs as { beta1: number; beta2: number };
      const key = `${beta1} ${beta2}`;
      const shader = slots.get(key) ?? numbers.adamSlots(beta1, beta2);
      slots.set(key, shader);
      const { shape } = value!;
      const next = each(shader, [gradient!, first!, second!], shape);
      const inputs = [value!, next[0]!, next[1]!, size!, floor!];
      const moved =
        kept === undefined
          ? each(numbers.adamMove, inputs, shape)
          : each(numbers.adamDecayedMove, [...inputs, kept], shape);
      return [...moved, ...next];
    },
    TammesTakeRows({ matrix, indices }) {
      return each(numbers.takeRows, [matrix!, indices!], [indices!.shape[0]!, matrix!.shape[1]!]);
    },
    TammesReplaceRows({ matrix, indices, rows }) {
      const groups = Math.ceil(tf.util.sizeFromShape(rows!.shape) / numbers.replaceRows.threads);
      run(numbers.replaceRows, [rows!, indices!], { shapes: [matrix!], groups });
      const { dataId, shape, dtype } = matrix!;
      const backend = tf.backend() as unknown as WebgpuInternals;
      // What tfjs has read of it is no longer so.
      backend.tensorMap.get(dataId).values = null;
      backend.incRef(dataId);
      return [{ dataId, shape, dtype }];
    },
    TammesReluGradient({ output, gradient }) {
      return each(numbers.reluGradient, [output!, gradient!], gradient!.shape);
    },
    TammesColumnSums({ matrix }) {
      const [, columns] = sizeOf(matrix!);
      return run(numbers.columnSums, [matrix!], {
        shapes: [[columns]],
        groups: numbers.columnGroups(columns),
      });
    },
  };
}

function sizeOf({ shape }: TensorInfo): [number, number] {
  return shape as [number, number];
}
