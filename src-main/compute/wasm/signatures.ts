/**
 * The functions of kernels/index.ts, called by the names of their parameters: pointers and sizes are all numbers, of which two that
 * are swapped would compile. A test compares the table with the kernels' sources.
 */

/** Bytes into the shared memory; all matrices lie row by row. */
export type Pointer = number;

/** Parameters of each kernel, in order. */
export const signatures = {
  product: ['a', 'transposeA', 'b', 'transposeB', 'c', 'rows', 'terms', 'columns', 'bias', 'relu'],
  unitRows: ['vectors', 'unit', 'norm', 'inverseNorm', 'rows', 'columns'],
  targetAngle: ['samples', 'centres', 'cosine', 'sine', 'rows', 'columns'],
  orthogonal: ['unit', 'inverseNorm', 'gradient', 'out', 'rows', 'columns'],
  othersSum: ['logits', 'labels', 'scale', 'top', 'sums', 'rows', 'columns'],
  othersShare: ['logits', 'labels', 'scale', 'top', 'factors', 'target', 'out', 'rows', 'columns'],
  adam: [
    'value',
    'gradient',
    'first',
    'second',
    'nextValue',
    'nextFirst',
    'nextSecond',
    'count',
    'beta1',
    'beta2',
    'size',
    'floor',
    'kept',
  ],
  takeRows: ['matrix', 'indices', 'out', 'count', 'columns'],
  replaceRows: ['matrix', 'indices', 'rows', 'count', 'columns'],
  reluGradient: ['output', 'gradient', 'out', 'count'],
  columnSums: ['matrix', 'out', 'rows', 'columns'],
  scan: ['vectors', 'rows', 'columns', 'queries', 'count', 'limit', 'best'],
  packedSize: ['rows', 'terms', 'columns'],
  packFilter: ['filter', 'bias', 'out', 'rows', 'terms', 'columns'],
  pad: ['x', 'out', 'pictures', 'rows', 'line', 'top', 'left', 'outRows', 'outLine'],
  convolution: [
    'x',
    'picture',
    'line',
    'channels',
    'stride',
    'filter',
    'rows',
    'terms',
    'added',
    'out',
    'pictures',
    'outRows',
    'outColumns',
    'columns',
    'below',
    'most',
  ],
  depthwise: [
    'x',
    'filter',
    'bias',
    'out',
    'pictures',
    'rows',
    'columns',
    'channels',
    'stride',
    'top',
    'left',
    'outRows',
    'outColumns',
    'below',
    'most',
  ],
} as const;

type Signatures = typeof signatures;
/** Parameters that are `bool` in AssemblyScript. */
type Flag = 'transposeA' | 'transposeB' | 'relu';

export type Kernels = {
  [Name in keyof Signatures]: (
    values: { [Parameter in Signatures[Name][number]]: Parameter extends Flag ? boolean : number },
  ) => Name extends 'packedSize' ? number : void;
};

/** @param exports of the compiled module, which take their parameters in order. */
export function kernelsOf(exports: WebAssembly.Exports): Kernels {
  const kernels = Object.entries(signatures).map(([name, parameters]) => {
    // Compiled from the table above: a loop over the names would take a microsecond a call, ten times as long.
    const inOrder = new Function('run', `return ({ ${parameters} }) => run(${parameters})`);
    return [name, inOrder(exports[name])];
  });
  return Object.fromEntries(kernels);
}
