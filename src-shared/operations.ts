/** Operations whose best form is not the same on all backends. */
import type { Tensor, Tensor1D, Tensor2D, Tf } from './tf.ts';

/**
 * Operations for which a backend may bring a kernel of its own: what would be ten passes over a matrix is then one.
 * Each has its definition, composed of tfjs's operations, where it is called, and that is what runs on other backends.
 */
const fusedNames = [
  'TammesUnitRows',
  'TammesTargetAngle',
  'TammesOrthogonal',
  'TammesOthersSum',
  'TammesOthersShare',
  'TammesAdam',
  'TammesTakeRows',
  'TammesReplaceRows',
  'TammesReluGradient',
  'TammesColumnSums',
  'TammesPackFilter',
  'TammesConvolution',
  'TammesDepthwise',
] as const;
export type FusedName = (typeof fusedNames)[number];

/**
 * Runs the backend's own kernel of an operation.
 * @param inputs and `attrs` by names that the kernel knows.
 * @returns the operation's outputs; null if the backend has no such kernel.
 */
export function fusedKernel(
  tf: Tf,
  name: FusedName,
  inputs: Readonly<Record<string, Tensor>>,
  attrs: Readonly<Record<string, number>> = {},
): Tensor[] | null {
  if (!isFused(tf, name)) return null;
  return tf.engine().runKernel(name, { ...inputs }, { ...attrs }) as unknown as Tensor[];
}

/** a b, or with either transposed. */
export function product(tf: Tf, a: Tensor2D, b: Tensor2D, transposeA = false, transposeB = false): Tensor2D {
  // tfjs's own kernel for WASM is many times slower with these flags than after an explicit transpose.
  if (tf.getBackend() === 'wasm' && !isFused(tf, 'TammesUnitRows')) {
    return tf.tidy(() => {
      const [left, right] = [transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b];
      return tf.matMul(left, right) as Tensor2D;
    });
  }
  return tf.matMul(a, b, transposeA, transposeB) as Tensor2D;
}

/** The sums of a matrix's columns. */
export function columnSums(tf: Tf, matrix: Tensor2D): Tensor1D {
  const composed = () => {
    // As a product: tfjs's kernel for WASM would first transpose the matrix.
    const ones = tf.ones([1, matrix.shape[0]]) as Tensor2D;
    return [tf.squeeze(product(tf, ones, matrix), [0])];
  };
  return (fusedKernel(tf, 'TammesColumnSums', { matrix }) ?? composed())[0] as Tensor1D;
}

/** Rows of a matrix by their numbers. @param indices int32 [N] */
export function rowsOf(tf: Tf, matrix: Tensor2D, indices: Tensor1D): Tensor2D {
  // `gather` is a hundred times slower on WASM.
  const composed = () => [tf.gatherND(matrix, tf.expandDims(indices, 1))];
  return (fusedKernel(tf, 'TammesTakeRows', { matrix, indices }) ?? composed())[0] as Tensor2D;
}

/**
 * A matrix with other rows at some places, which uses the matrix up: it is disposed. If nobody else holds its numbers, most backends
 * write into them, so that it costs as much as the rows alone. Not for steps that are compiled, where each result has numbers of its own.
 * @param indices int32 [N], each once. @param rows [N, columns]
 */
export function replaceRows(tf: Tf, matrix: Tensor2D, indices: Tensor1D, rows: Tensor2D): Tensor2D {
  const composed = () => {
    // tfjs' own CPU backend writes into the tensor that it is given.
    const from = tf.getBackend() === 'cpu' ? tf.add(matrix, 0) : matrix;
    return [tf.tensorScatterUpdate(from, tf.expandDims(indices, 1), rows)];
  };
  const isShared = tf.backend().refCount(matrix.dataId) > 1;
  const replaced = tf.tidy(
    () => (isShared ? null : fusedKernel(tf, 'TammesReplaceRows', { matrix, indices, rows })) ?? composed(),
  );
  matrix.dispose();
  return replaced[0] as Tensor2D;
}

/** The gradient by x from that by max(0, x). @param output max(0, x) */
export function reluGradient(tf: Tf, output: Tensor2D, gradient: Tensor2D): Tensor2D {
  const composed = () => [tf.mul(gradient, tf.step(output))];
  return (fusedKernel(tf, 'TammesReluGradient', { output, gradient }) ?? composed())[0] as Tensor2D;
}

function isFused(tf: Tf, name: FusedName): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined;
}
