/** Products of all rows of one matrix with all rows of another, by the WASM kernels, for comparing many vectors. */
import type { Kernels, Pointer } from './wasm/signatures.ts';
import { startTeam } from './wasm/team.ts';

/** A product of two blocks then takes a megabyte. */
const blockRows = 512;

/** Two blocks of vectors and the products of all of one with all of the other, in single precision. */
export interface RowProducts {
  /** Rows that a block has at most. */
  blockRows: number;
  /** [blockRows * terms], vectors one after another; of `b`, too. */
  a: Float32Array;
  b: Float32Array;
  /** @returns [rowsOfA * rowsOfB], valid until it is called again. */
  multiply(rowsOfA: number, rowsOfB: number): Float32Array;
}

let last: { terms: number; products: RowProducts } | null = null;

/**
 * By Tammes' kernels, at once and without tfjs; in a loop if they cannot be used.
 * @param terms numbers of a vector. @returns the same blocks for as long as the terms are.
 */
export function rowProducts(terms: number): RowProducts {
  if (last?.terms !== terms) last = { terms, products: open(terms) };
  return last.products;
}

function open(terms: number): RowProducts {
  try {
    return byKernel(terms);
  } catch {
    return inLoop(terms);
  }
}

const page = 2 ** 16;

function byKernel(terms: number): RowProducts {
  const sizes = [blockRows * terms, blockRows * terms, blockRows ** 2];
  const bytes = 4 * sizes.reduce((sum, size) => sum + size);
  // What the kernels take themselves lies behind; how much that is, is known when they ask.
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / page), maximum: page, shared: true });
  const allocate = (more: number): Pointer => memory.grow(Math.ceil(more / page)) * page;
  const { kernels }: { kernels: Kernels } = startTeam(memory, allocate, 1, false);
  const starts = [0, 4 * sizes[0]!, 4 * (sizes[0]! + sizes[1]!)] as const;
  const [a, b, out] = starts.map((start, i) => new Float32Array(memory.buffer, start, sizes[i])) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  return {
    blockRows,
    a,
    b,
    multiply(rowsOfA, rowsOfB) {
      kernels.product({
        a: starts[0],
        transposeA: false,
        b: starts[1],
        transposeB: true,
        c: starts[2],
        rows: rowsOfA,
        terms,
        columns: rowsOfB,
        bias: 0,
        relu: false,
      });
      return out.subarray(0, rowsOfA * rowsOfB);
    },
  };
}

function inLoop(terms: number): RowProducts {
  const [a, b] = [new Float32Array(blockRows * terms), new Float32Array(blockRows * terms)];
  const out = new Float32Array(blockRows ** 2);
  return {
    blockRows,
    a,
    b,
    multiply(rowsOfA, rowsOfB) {
      for (let i = 0; i < rowsOfA; i++) {
        for (let j = 0; j < rowsOfB; j++) {
          let sum = 0;
          for (let k = 0; k < terms; k++) sum += a[i * terms + k]! * b[j * terms + k]!;
          out[i * rowsOfB + j] = sum;
        }
      }
      return out.subarray(0, rowsOfA * rowsOfB);
    },
  };
}
