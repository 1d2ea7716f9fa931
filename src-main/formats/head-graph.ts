/** A head as operations that every program for networks has. */
import { type Head, inputsOf, type StoredTensor } from '../../src-shared/training/index.ts';
import { unitRows } from '../../src-shared/vectors.ts';

/** `sum` adds along the last axis, which stays with one number; of `divide` and `largest` the second operand may have one column. */
export type HeadOp = 'product' | 'add' | 'relu' | 'multiply' | 'sum' | 'root' | 'largest' | 'divide';

export interface HeadOperation {
  op: HeadOp;
  /** Names of outputs of other operations, of tensors, or `feature`. */
  inputs: readonly string[];
  output: string;
}

export interface HeadGraph {
  /** Numbers of a feature. */
  inputs: number;
  operations: HeadOperation[];
  tensors: Record<string, StoredTensor>;
  /** Widths by name: `embedding`, and `cosines` with class centres. */
  outputs: Record<string, number>;
}

/** The name of what goes in: features, [N, inputs]. */
export const headInput = 'feature';

/**
 * The way of `embed`: from features to embeddings of length one, a zero vector staying zero.
 * @param centres class centres [C, dim]: then there is a second output, each embedding's cosines with them.
 */
export function headGraph({ dim, weights }: Head, centres: StoredTensor | null): HeadGraph {
  const operations: HeadOperation[] = [];
  const inputs = inputsOf({ weights });
  const tensors: HeadGraph['tensors'] = {
    ...weights,
    // Lengths below it are those of zero vectors.
    smallest: { shape: [1], values: Float32Array.of(1e-12) },
  };
  const add = (op: HeadOp, output: string, ...inputs: string[]) => {
    operations.push({ op, inputs, output });
    return output;
  };
  let input = headInput;
  if (weights.hiddenWeight !== undefined) {
    input = add('product', 'hiddenProduct', input, 'hiddenWeight');
    input = add('add', 'hiddenSum', input, 'hiddenBias');
    input = add('relu', 'hidden', input);
  }
  let raw = add('product', 'product', input, 'weight');
  if (weights.bias !== undefined) raw = add('add', 'withBias', raw, 'bias');
  if (weights.skipWeight !== undefined)
    raw = add('add', 'withSkip', raw, add('product', 'skipProduct', headInput, 'skipWeight'));
  const length = add('root', 'length', add('sum', 'sumOfSquares', add('multiply', 'squares', raw, raw)));
  add('divide', 'embedding', raw, add('largest', 'atLeast', length, 'smallest'));
  if (centres === null) return { inputs, operations, tensors, outputs: { embedding: dim } };
  const [classes] = centres.shape as [number];
  tensors.centreColumns = { shape: [dim, classes], values: unitColumns(centres) };
  add('product', 'cosines', 'embedding', 'centreColumns');
  return { inputs, operations, tensors, outputs: { embedding: dim, cosines: classes } };
}

/** The rows of a matrix at length one, as columns. */
function unitColumns({ shape, values }: StoredTensor): Float32Array {
  const [rows, columns] = shape as [number, number];
  const units = unitRows(
    Array.from({ length: rows }, (_, i) => values.subarray(i * columns, (i + 1) * columns)),
  );
  return Float32Array.from({ length: values.length }, (_, at) => units[at % rows]![Math.floor(at / rows)]!);
}
