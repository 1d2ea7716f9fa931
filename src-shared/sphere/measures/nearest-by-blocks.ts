/** Nearest neighbours of thousands of vectors, a block at a time. */
import { type Degrees, toDegrees } from '../../angle-units.ts';
import type { Tensor2D, Tf } from '../../tf.ts';
import { angleBetween } from '../../vectors.ts';

/** Each vector's nearest other, and the nearest pair of all. */
export interface Nearest {
  /** [n] */
  index: Int32Array;
  /** [n], degrees. */
  angle: Float64Array;
  smallestAngle: Degrees;
  smallestPair: [number, number];
}

/** Rows of a block: a product of two blocks then has a million entries, four megabytes. */
const defaultRows = 1024;

/**
 * Nearest neighbours among many vectors, without the matrix of all products: products of two blocks at a time on the
 * backend, of which only those on and above the diagonal are computed, each read once for both its rows and columns.
 * The nearest is chosen in single precision; its angle is then computed in double precision.
 *
 * @param vectors [n * d], unit vectors one after another, n at least 2.
 * @param rows of a block.
 * @returns after yielding the share of the work that is done, from 0 to 1, after each block of rows.
 */
export async function* nearestByBlocks(
  tf: Tf,
  vectors: Float32Array,
  dim: number,
  rows = defaultRows,
): AsyncGenerator<number, Nearest> {
  const count = vectors.length / dim;
  const index = new Int32Array(count).fill(-1);
  const cosine = new Float32Array(count).fill(-2);
  const blockAt = (start: number) =>
    tf.tensor2d(vectors.subarray(start * dim, Math.min(count, start + rows) * dim), [
      Math.min(rows, count - start),
      dim,
    ]);
  for (let top = 0; top < count; top += rows) {
    const block = blockAt(top);
    // A plain product of a matrix that was turned once: on WASM turning within the product is far slower.
    const turned = tf.transpose(block);
    for (let left = 0; left <= top; left += rows) {
      const other = left === top ? block : blockAt(left);
      const products = tf.matMul(other, turned) as Tensor2D;
      const values = (await products.data()) as Float32Array;
      scan(values, left, top, products.shape, index, cosine);
      tf.dispose(left === top ? products : [products, other]);
    }
    tf.dispose([block, turned]);
    yield ((top + rows) / Math.max(count, top + rows)) ** 2;
  }
  return exactly(vectors, dim, index);
}

/** Takes one block's products into what is known of its rows and columns. */
function scan(
  values: Float32Array,
  top: number,
  left: number,
  [height, width]: [number, number],
  index: Int32Array,
  cosine: Float32Array,
): void {
  for (let i = 0; i < height; i++) {
    const row = top + i;
    let [best, bestAt] = [cosine[row]!, index[row]!];
    // On the diagonal's block each pair stands twice.
    for (let j = top === left ? i + 1 : 0, at = i * width + j; j < width; j++, at++) {
      const value = values[at]!;
      if (value > best) [best, bestAt] = [value, left + j];
      if (value > cosine[left + j]!) {
        cosine[left + j] = value;
        index[left + j] = row;
      }
    }
    cosine[row] = best;
    index[row] = bestAt;
  }
}

function exactly(vectors: Float32Array, dim: number, index: Int32Array): Nearest {
  const at = (i: number) => vectors.subarray(i * dim, (i + 1) * dim);
  const angle = Float64Array.from(index, (other, i) => toDegrees(angleBetween(at(i), at(other))));
  const first = angle.reduce((best, value, i) => (value < angle[best]! ? i : best), 0);
  const second = index[first]!;
  return {
    index,
    angle,
    smallestAngle: angle[first]!,
    smallestPair: [Math.min(first, second), Math.max(first, second)],
  };
}
