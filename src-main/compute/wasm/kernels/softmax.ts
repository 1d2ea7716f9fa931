/** Both passes of a softmax over a matrix [rows, columns] of which each row leaves out the column of its target class. */
import { endRow, firstRow } from './rows';
import { another, begin, expTable, job, Kernel } from './team';
import { expOf, firstOf, loadSome, madd, maxOf, storeSome, sumOf } from './vector';

/** The logit of a class that is not there: far below any other, and finite. */
const never: f32 = -1e9;

@unmanaged
class Softmax {
  logits: usize;
  /** int32 [rows]: the column of each target class. */
  labels: usize;
  /** [rows] */
  scale: usize;
  /** [rows] */
  top: usize;
  /** [rows]: sums, or factors. */
  sums: usize;
  /** [rows] */
  target: usize;
  /** [rows, columns] */
  out: usize;
  rows: i32;
  columns: i32;
}

function open(
  logits: usize,
  labels: usize,
  scale: usize,
  top: usize,
  sums: usize,
  rows: i32,
  columns: i32,
): Softmax {
  const it = changetype<Softmax>(job());
  it.logits = logits;
  it.labels = labels;
  it.scale = scale;
  it.top = top;
  it.sums = sums;
  it.rows = rows;
  it.columns = columns;
  return it;
}

/** top = max of scale·logit over the others, sums = Σ exp(scale·logit - top); -1e9 and 1 if there are none. */
export function othersSum(
  logits: usize,
  labels: usize,
  scale: usize,
  top: usize,
  sums: usize,
  rows: i32,
  columns: i32,
): void {
  open(logits, labels, scale, top, sums, rows, columns);
  begin(Kernel.OthersSum, 8 * <f64>rows * columns);
  do othersSumPart();
  while (another());
}

export function othersSumPart(): void {
  const it = changetype<Softmax>(job());
  for (let i = firstRow(it.rows); i < endRow(it.rows); i++) {
    const number = (<usize>i) << 2;
    const row = it.logits + ((<usize>i * it.columns) << 2);
    const target = i32.load(it.labels + number);
    const rest = row + ((<usize>(target + 1)) << 2);
    const after = it.columns - target - 1;
    const scale = f32.load(it.scale + number);
    const top = max(largestOf(row, target, scale), largestOf(rest, after, scale));
    f32.store(it.top + number, top);
    const sum = sumExp(row, target, scale, top) + sumExp(rest, after, scale, top);
    f32.store(it.sums + number, it.columns === 1 ? 1 : sum);
  }
}

function largestOf(from: usize, count: i32, scale: f32): f32 {
  const factor = f32x4.splat(scale);
  let largest = f32x4.splat(never);
  const end = from + ((<usize>count & ~3) << 2);
  for (; from < end; from += 16) largest = f32x4.pmax(largest, f32x4.mul(v128.load(from), factor));
  let top = maxOf(largest);
  for (let k: usize = 0; k < <usize>(count & 3); k++) top = max(top, f32.load(from + (k << 2)) * scale);
  return top;
}

/** exp(scale·x - top) */
@inline
function powers(x: v128, scale: v128, top: v128, table: usize): v128 {
  return expOf(f32x4.sub(f32x4.mul(x, scale), top), table);
}

function sumExp(from: usize, count: i32, scale: f32, top: f32): f32 {
  const factor = f32x4.splat(scale);
  const down = f32x4.splat(top);
  const table = expTable();
  let sum = f32x4.splat(0);
  const end = from + ((<usize>count & ~3) << 2);
  for (; from < end; from += 16) {
    sum = f32x4.add(sum, powers(v128.load(from), factor, down, table));
  }
  const last = powers(loadSome(from, count & 3, 0), factor, down, table);
  return sumOf(f32x4.add(sum, firstOf(last, count & 3)));
}

/** out = factor·exp(scale·logit - top), and `target` at the target classes. */
export function othersShare(
  logits: usize,
  labels: usize,
  scale: usize,
  top: usize,
  factors: usize,
  target: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  const it = open(logits, labels, scale, top, factors, rows, columns);
  it.target = target;
  it.out = out;
  begin(Kernel.OthersShare, 8 * <f64>rows * columns);
  do othersSharePart();
  while (another());
}

export function othersSharePart(): void {
  const it = changetype<Softmax>(job());
  const some = it.columns & 3;
  const table = expTable();
  for (let i = firstRow(it.rows); i < endRow(it.rows); i++) {
    const number = (<usize>i) << 2;
    const offset = (<usize>i * it.columns) << 2;
    let from = it.logits + offset;
    let out = it.out + offset;
    const scale = f32x4.splat(f32.load(it.scale + number));
    const down = f32x4.splat(f32.load(it.top + number));
    const factor = f32x4.splat(f32.load(it.sums + number));
    const end = from + ((<usize>it.columns & ~7) << 2);
    for (; from < end; from += 32) {
      const left = powers(v128.load(from), scale, down, table);
      const right = powers(v128.load(from, 16), scale, down, table);
      v128.store(out, f32x4.mul(left, factor));
      v128.store(out, f32x4.mul(right, factor), 16);
      out += 32;
    }
    if (it.columns & 4) {
      v128.store(out, f32x4.mul(powers(v128.load(from), scale, down, table), factor));
      from += 16;
      out += 16;
    }
    const last = powers(loadSome(from, some, 0), scale, down, table);
    storeSome(out, some, f32x4.mul(last, factor));
    const target = i32.load(it.labels + number);
    f32.store(it.out + offset + ((<usize>target) << 2), f32.load(it.target + number));
  }
}
