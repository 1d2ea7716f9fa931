/** The fused operations of training as kernels that tfjs calls; src-shared/operations.ts says what each computes. */
import type { TensorInfo } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Kernels, Pointer } from './signatures.ts';
import type { Inputs, Memory, RunKernel } from './tfjs-memory.ts';

type Wanted<Name extends FusedName> = Record<Name, RunKernel>;

/** Of rows: their length, and what depends on it. */
export function rowKernels(
  kernels: Kernels,
  { pointer, output }: Memory,
): Wanted<'TammesUnitRows' | 'TammesTargetAngle' | 'TammesOrthogonal' | 'TammesColumnSums'> {
  return {
    TammesUnitRows({ vectors }) {
      const [rows, columns] = sizeOf(vectors!);
      const [unit, norm, inverseNorm] = [output(rows, columns), output(rows, 1), output(rows, 1)];
      kernels.unitRows({
        vectors: pointer(vectors!),
        unit: pointer(unit),
        norm: pointer(norm),
        inverseNorm: pointer(inverseNorm),
        rows,
        columns,
      });
      return [unit, norm, inverseNorm];
    },
    TammesTargetAngle({ samples, centres }) {
      const [rows, columns] = sizeOf(samples!);
      const [cosine, sine] = [output(rows, 1), output(rows, 1)];
      kernels.targetAngle({
        samples: pointer(samples!),
        centres: pointer(centres!),
        cosine: pointer(cosine),
        sine: pointer(sine),
        rows,
        columns,
      });
      return [cosine, sine];
    },
    TammesOrthogonal({ unit, inverseNorm, gradient }) {
      const [rows, columns] = sizeOf(unit!);
      const out = output(rows, columns);
      kernels.orthogonal({
        unit: pointer(unit!),
        inverseNorm: pointer(inverseNorm!),
        gradient: pointer(gradient!),
        out: pointer(out),
        rows,
        columns,
      });
      return [out];
    },
    TammesColumnSums({ matrix }) {
      const [rows, columns] = sizeOf(matrix!);
      const out = output(columns);
      kernels.columnSums({ matrix: pointer(matrix!), out: pointer(out), rows, columns });
      return [out];
    },
  };
}

/** Rows of a matrix by their numbers. */
export function placeKernels(
  kernels: Kernels,
  { pointer, output, another }: Memory,
): Wanted<'TammesTakeRows' | 'TammesReplaceRows'> {
  return {
    TammesTakeRows({ matrix, indices }) {
      const [count, columns] = [indices!.shape[0]!, matrix!.shape[1]!];
      const out = output(count, columns);
      kernels.takeRows({
        matrix: pointer(matrix!),
        indices: pointer(indices!),
        out: pointer(out),
        count,
        columns,
      });
      return [out];
    },
    TammesReplaceRows({ matrix, indices, rows }) {
      const [count, columns] = sizeOf(rows!);
      kernels.replaceRows({
        matrix: pointer(matrix!),
        indices: pointer(indices!),
        rows: pointer(rows!),
        count,
        columns,
      });
      return [another(matrix!)];
    },
  };
}

/** Of the softmax over the other classes. */
export function softmaxKernels(
  kernels: Kernels,
  { pointer, output }: Memory,
): Wanted<'TammesOthersSum' | 'TammesOthersShare'> {
  return {
    TammesOthersSum({ logits, labels, scale }) {
      const [rows, columns] = sizeOf(logits!);
      const [top, sums] = [output(rows, 1), output(rows, 1)];
      kernels.othersSum({
        logits: pointer(logits!),
        labels: pointer(labels!),
        scale: pointer(scale!),
        top: pointer(top),
        sums: pointer(sums),
        rows,
        columns,
      });
      return [top, sums];
    },
    TammesOthersShare({ logits, labels, scale, top, factor, target }) {
      const [rows, columns] = sizeOf(logits!);
      const out = output(rows, columns);
      kernels.othersShare({
        logits: pointer(logits!),
        labels: pointer(labels!),
        scale: pointer(scale!),
        top: pointer(top!),
        factors: pointer(factor!),
        target: pointer(target!),
        out: pointer(out),
        rows,
        columns,
      });
      return [out];
    },
  };
}

/** Of layers and the optimiser. */
export function stepKernels(
  kernels: Kernels,
  { pointer, output }: Memory,
): Wanted<'TammesAdam' | 'TammesReluGradient'> {
  return {
    TammesAdam(inputs: Inputs, attrs) {
      const { beta1, beta2 } = attrs as { beta1: number; beta2: number };
      const { value, gradient, first, second, size, floor, kept } = inputs;
      const { shape } = value!;
      const next = [output(...shape), output(...shape), output(...shape)];
      const [nextValue, nextFirst, nextSecond] = next.map(pointer) as [Pointer, Pointer, Pointer];
      kernels.adam({
        value: pointer(value!),
        gradient: pointer(gradient!),
        first: pointer(first!),
        second: pointer(second!),
        nextValue,
        nextFirst,
        nextSecond,
        count: shape.reduce((product, length) => product * length, 1),
        beta1,
        beta2,
        size: pointer(size!),
        floor: pointer(floor!),
        kept: kept === undefined ? 0 : pointer(kept),
      });
      return next;
    },
    TammesReluGradient({ output: activations, gradient }) {
      const [rows, columns] = sizeOf(activations!);
      const out = output(rows, columns);
      kernels.reluGradient({
        output: pointer(activations!),
        gradient: pointer(gradient!),
        out: pointer(out),
        count: rows * columns,
      });
      return [out];
    },
  };
}

function sizeOf({ shape }: TensorInfo): [number, number] {
  return shape as [number, number];
}
