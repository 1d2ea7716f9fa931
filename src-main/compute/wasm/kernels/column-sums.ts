/** The sums of a matrix's columns. */
import { endRow, firstRow } from './rows';
import { another, begin, job, Kernel } from './team';

@unmanaged
class ColumnSums {
  matrix: usize;
  out: usize;
  rows: i32;
  columns: i32;
}

/** Columns that are summed at once. */
const width: i32 = 16;

/** out [columns] of a matrix [rows, columns]. */
export function columnSums(matrix: usize, out: usize, rows: i32, columns: i32): void {
  const it = changetype<ColumnSums>(job());
  it.matrix = matrix;
  it.out = out;
  it.rows = rows;
  it.columns = columns;
  begin(Kernel.ColumnSums, <f64>rows * columns);
  do columnSumsPart();
  while (another());
}

export function columnSumsPart(): void {
  const it = changetype<ColumnSums>(job());
  const panels = (it.columns + width - 1) / width;
  for (let i = firstRow(panels); i < endRow(panels); i++) {
    const offset = <usize>(i * width) << 2;
    const left = it.columns - i * width;
    if (left >= width) sumSixteen(it, it.matrix + offset, it.out + offset);
    else for (let j = 0; j < left; j++) sumOne(it, it.matrix + offset + (j << 2), it.out + offset + (j << 2));
  }
}

function sumSixteen(it: ColumnSums, from: usize, out: usize): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const row = <usize>it.columns << 2;
  for (let i = 0; i < it.rows; i++) {
    a = f32x4.add(a, v128.load(from));
    b = f32x4.add(b, v128.load(from, 16));
    c = f32x4.add(c, v128.load(from, 32));
    d = f32x4.add(d, v128.load(from, 48));
    from += row;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}

function sumOne(it: ColumnSums, from: usize, out: usize): void {
  let sum: f32 = 0;
  for (let i = 0; i < it.rows; i++) {
    sum += f32.load(from);
    from += <usize>it.columns << 2;
  }
  f32.store(out, sum);
}
