import type { Point3 } from '../../../src-shared/sphere/index.ts';

/** Vectors in one array, as they travel to a worker and to the graphics card. */
export interface PackedRows {
  values: Float32Array;
  /** Numbers a row. */
  dim: number;
}

export function matrixOf(rows: readonly ArrayLike<number>[]): PackedRows {
  const dim = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dim);
  rows.forEach((row, i) => {
    values.set(row, i * dim);
  });
  return { values, dim };
}

/** The rows, which share the matrix's memory. */
export function unpackRows({ values, dim }: PackedRows): Float32Array[] {
  if (dim === 0) return [];
  return Array.from({ length: values.length / dim }, (_, i) => values.subarray(i * dim, (i + 1) * dim));
}

export function pointsOf(values: ArrayLike<number>): Point3[] {
  return Array.from({ length: values.length / 3 }, (_, i) => [
    values[3 * i]!,
    values[3 * i + 1]!,
    values[3 * i + 2]!,
  ]);
}
