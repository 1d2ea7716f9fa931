/** Kernels that treat each row of a matrix by itself. */
import { another, begin, job, Kernel, part, parts } from './team';
import { loadSome, madd, maxOf, storeSome, sumOf } from './vector';

/** A thread's share of the rows. */
@inline
export function firstRow(rows: i32): i32 {
  return (rows * part()) / parts();
}

@inline
export function endRow(rows: i32): i32 {
  return (rows * (part() + 1)) / parts();
}

@unmanaged
class UnitRows {
  vectors: usize;
  unit: usize;
  norm: usize;
  inverseNorm: usize;
  rows: i32;
  columns: i32;
}

/** Vectors shorter than this count as zero: see `normalise` in src-shared/losses/parts/angles.ts. */
const zeroLength: f32 = 1e-30;

/** unit [rows, columns], norm and inverseNorm [rows] of vectors. */
export function unitRows(
  vectors: usize,
  unit: usize,
  norm: usize,
  inverseNorm: usize,
  rows: i32,
  columns: i32,
): void {
  const it = changetype<UnitRows>(job());
  it.vectors = vectors;
  it.unit = unit;
  it.norm = norm;
  it.inverseNorm = inverseNorm;
  it.rows = rows;
  it.columns = columns;
  begin(Kernel.UnitRows, 4 * <f64>rows * columns);
  do unitRowsPart();
  while (another());
}

export function unitRowsPart(): void {
  const it = changetype<UnitRows>(job());
  for (let i = firstRow(it.rows); i < endRow(it.rows); i++) {
    const offset = (<usize>i * it.columns) << 2;
    const row = it.vectors + offset;
    // Squares of ordinary numbers stay within float32; others are first brought to size.
    const squares = squaresOf(row, it.columns, 1);
    const isOrdinary = squares > 1e-20 && squares < 1e30;
    const largest: f32 = isOrdinary ? 1 : max(largestOf(row, it.columns), zeroLength);
    const length = sqrt<f32>(isOrdinary ? squares : squaresOf(row, it.columns, 1 / largest));
    const norm = length * largest;
    f32.store(it.norm + (<usize>i << 2), norm);
    f32.store(it.inverseNorm + (<usize>i << 2), norm > zeroLength ? 1 / norm : 0);
    scale(row, it.columns, 1 / largest, 1 / max(length, zeroLength), it.unit + offset);
  }
}

function largestOf(row: usize, columns: i32): f32 {
  let largest = f32x4.splat(0);
  const end = row + ((<usize>columns & ~3) << 2);
  for (; row < end; row += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(row)));
  return maxOf(f32x4.max(largest, f32x4.abs(loadSome(row, columns & 3, 0))));
}

/** Σ (x by)² */
function squaresOf(row: usize, columns: i32, by: f32): f32 {
  const factor = f32x4.splat(by);
  let sum = f32x4.splat(0);
  const end = row + ((<usize>columns & ~3) << 2);
  for (; row < end; row += 16) {
    const x = f32x4.mul(v128.load(row), factor);
    sum = madd(x, x, sum);
  }
  const rest = f32x4.mul(loadSome(row, columns & 3, 0), factor);
  return sumOf(madd(rest, rest, sum));
}

/** x first second: their product could leave float32's range. */
function scale(row: usize, columns: i32, first: f32, second: f32, out: usize): void {
  const a = f32x4.splat(first);
  const b = f32x4.splat(second);
  const end = row + ((<usize>columns & ~3) << 2);
  for (; row < end; row += 16) {
    v128.store(out, f32x4.mul(f32x4.mul(v128.load(row), a), b));
    out += 16;
  }
  storeSome(out, columns & 3, f32x4.mul(f32x4.mul(loadSome(row, columns & 3, 0), a), b));
}

@unmanaged
class TargetAngle {
  samples: usize;
  centres: usize;
  cosine: usize;
  sine: usize;
  rows: i32;
  columns: i32;
}

/** cosine and sine [rows] of the angles between rows of two matrices of unit vectors. */
export function targetAngle(
  samples: usize,
  centres: usize,
  cosine: usize,
  sine: usize,
  rows: i32,
  columns: i32,
): void {
  const it = changetype<TargetAngle>(job());
  it.samples = samples;
  it.centres = centres;
  it.cosine = cosine;
  it.sine = sine;
  it.rows = rows;
  it.columns = columns;
  begin(Kernel.TargetAngle, 3 * <f64>rows * columns);
  do targetAnglePart();
  while (another());
}

export function targetAnglePart(): void {
  const it = changetype<TargetAngle>(job());
  for (let i = firstRow(it.rows); i < endRow(it.rows); i++) {
    const offset = (<usize>i * it.columns) << 2;
    let a = it.samples + offset;
    let b = it.centres + offset;
    let products = f32x4.splat(0);
    let differences = f32x4.splat(0);
    let sums = f32x4.splat(0);
    for (let left = it.columns; left > 0; left -= 4) {
      const x = left < 4 ? loadSome(a, left, 0) : v128.load(a);
      const y = left < 4 ? loadSome(b, left, 0) : v128.load(b);
      const difference = f32x4.sub(x, y);
      const sum = f32x4.add(x, y);
      products = madd(x, y, products);
      differences = madd(difference, difference, differences);
      sums = madd(sum, sum, sums);
      a += 16;
      b += 16;
    }
    const across = sumOf(differences);
    const along = sumOf(sums);
    f32.store(it.cosine + (<usize>i << 2), max<f32>(-1, min<f32>(1, sumOf(products))));
    // With a zero vector, which counts as orthogonal to all, both chords are no longer than 1.
    const isZero = across + along < 3;
    f32.store(it.sine + (<usize>i << 2), isZero ? 1 : <f32>(0.5 * sqrt<f32>(across * along)));
  }
}

@unmanaged
class Orthogonal {
  unit: usize;
  inverseNorm: usize;
  gradient: usize;
  out: usize;
  rows: i32;
  columns: i32;
}

/** out = (g - u (u·g)) / norm, row by row. */
export function orthogonal(
  unit: usize,
  inverseNorm: usize,
  gradient: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  const it = changetype<Orthogonal>(job());
  it.unit = unit;
  it.inverseNorm = inverseNorm;
  it.gradient = gradient;
  it.out = out;
  it.rows = rows;
  it.columns = columns;
  begin(Kernel.Orthogonal, 3 * <f64>rows * columns);
  do orthogonalPart();
  while (another());
}

export function orthogonalPart(): void {
  const it = changetype<Orthogonal>(job());
  const whole = it.columns & ~3;
  const some = it.columns & 3;
  for (let i = firstRow(it.rows); i < endRow(it.rows); i++) {
    const offset = (<usize>i * it.columns) << 2;
    const unit = it.unit + offset;
    const gradient = it.gradient + offset;
    let sum = f32x4.splat(0);
    const size = <usize>whole << 2;
    for (let j: usize = 0; j < size; j += 16) sum = madd(v128.load(unit + j), v128.load(gradient + j), sum);
    const lastUnit = loadSome(unit + size, some, 0);
    const lastGradient = loadSome(gradient + size, some, 0);
    const along = f32x4.splat(-sumOf(madd(lastUnit, lastGradient, sum)));
    const inverse = f32x4.splat(f32.load(it.inverseNorm + (<usize>i << 2)));
    const out = it.out + offset;
    for (let j: usize = 0; j < size; j += 16) {
      const rest = madd(along, v128.load(unit + j), v128.load(gradient + j));
      v128.store(out + j, f32x4.mul(rest, inverse));
    }
    storeSome(out + size, some, f32x4.mul(madd(along, lastUnit, lastGradient), inverse));
  }
}

@unmanaged
class TakeRows {
  matrix: usize;
  indices: usize;
  out: usize;
  count: i32;
  columns: i32;
}

/** out [count, columns] = the rows of a matrix with the numbers `indices`, int32 [count]. */
export function takeRows(matrix: usize, indices: usize, out: usize, count: i32, columns: i32): void {
  const it = changetype<TakeRows>(job());
  it.matrix = matrix;
  it.indices = indices;
  it.out = out;
  it.count = count;
  it.columns = columns;
  begin(Kernel.TakeRows, <f64>count * columns);
  do takeRowsPart();
  while (another());
}

export function takeRowsPart(): void {
  const it = changetype<TakeRows>(job());
  const size = <usize>it.columns << 2;
  for (let i = firstRow(it.count); i < endRow(it.count); i++) {
    const row = <usize>i32.load(it.indices + (<usize>i << 2));
    memory.copy(it.out + <usize>i * size, it.matrix + row * size, size);
  }
}

@unmanaged
class ReplaceRows {
  matrix: usize;
  indices: usize;
  rows: usize;
  count: i32;
  columns: i32;
}

/** Writes rows [count, columns] into a matrix, at the numbers `indices`, int32 [count], each once. */
export function replaceRows(matrix: usize, indices: usize, rows: usize, count: i32, columns: i32): void {
  const it = changetype<ReplaceRows>(job());
  it.matrix = matrix;
  it.indices = indices;
  it.rows = rows;
  it.count = count;
  it.columns = columns;
  begin(Kernel.ReplaceRows, <f64>count * columns);
  do replaceRowsPart();
  while (another());
}

export function replaceRowsPart(): void {
  const it = changetype<ReplaceRows>(job());
  const size = <usize>it.columns << 2;
  for (let i = firstRow(it.count); i < endRow(it.count); i++) {
    const row = <usize>i32.load(it.indices + (<usize>i << 2));
    memory.copy(it.matrix + row * size, it.rows + <usize>i * size, size);
  }
}
