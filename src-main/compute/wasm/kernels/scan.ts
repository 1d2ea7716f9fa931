/**
 * The vectors most like each query: products and the best of them in one pass over memory, so that nothing is written
 * but the few that are looked for. Vectors lie in multiples of eight numbers, zeros behind their own.
 */
import { another, begin, isWide, job, Kernel, part, parts, scratch } from './team';
import { madd } from './vector';

/** Rows of a tile. */
const tileRows: i32 = 4;
/** Tiles of a chunk, which all queries go over while it lies in the second cache: with 128 columns a quarter of a MiB. */
const chunkTiles: i32 = 128;

/** Bytes of one of the best: its product as float32, and its row as int32. */
const bestSize: usize = 8;

@unmanaged
class Scan {
  vectors: usize;
  rows: i32;
  columns: i32;
  queries: usize;
  count: i32;
  limit: i32;
  best: usize;
}

/**
 * The rows of vectors [rows, columns] with the largest products with each of queries [count, columns].
 * @param columns a multiple of 8. Behind the last row may be three more, of any content.
 * @param best [parts, count, limit], of each part of the rows its best in falling order: product and row, or -infinity and -1.
 */
export function scan(
  vectors: usize,
  rows: i32,
  columns: i32,
  queries: usize,
  count: i32,
  limit: i32,
  best: usize,
): void {
  const it = changetype<Scan>(job());
  it.vectors = vectors;
  it.rows = rows;
  it.columns = columns;
  it.queries = queries;
  it.count = count;
  it.limit = limit;
  it.best = best;
  begin(Kernel.Scan, <f64>rows * columns * count);
  do scanPart();
  while (another());
}

export function scanPart(): void {
  const it = changetype<Scan>(job());
  const list = <usize>it.limit * bestSize;
  const best = it.best + <usize>part() * <usize>it.count * list;
  const end = best + <usize>it.count * list;
  for (let at = best; at < end; at += bestSize) {
    f32.store(at, -Infinity);
    i32.store(at, -1, 4);
  }
  const tiles = (it.rows + tileRows - 1) / tileRows;
  const last = <i32>((<i64>tiles * (part() + 1)) / parts());
  const query = <usize>it.columns << 2;
  for (let from = <i32>((<i64>tiles * part()) / parts()); from < last; from += chunkTiles) {
    const to = min(last, from + chunkTiles);
    let q = 0;
    if (isWide()) {
      for (; q + 2 <= it.count; q += 2) {
        scanTwo(it, from, to, it.queries + <usize>q * query, best + <usize>q * list);
      }
    }
    for (; q < it.count; q++) scanOne(it, from, to, it.queries + <usize>q * query, best + <usize>q * list);
  }
}

/** Tiles of rows with one query. */
function scanOne(it: Scan, from: i32, to: i32, query: usize, best: usize): void {
  const row = <usize>it.columns << 2;
  const sums = scratch();
  const end = query + row;
  for (let tile = from; tile < to; tile++) {
    let a = it.vectors + <usize>tile * <usize>tileRows * row;
    let s00 = f32x4.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    for (let q = query; q < end; q += 32) {
      const q0 = v128.load(q);
      const q1 = v128.load(q, 16);
      s00 = madd(v128.load(a), q0, s00);
      s01 = madd(v128.load(a, 16), q1, s01);
      const b = a + row;
      s10 = madd(v128.load(b), q0, s10);
      s11 = madd(v128.load(b, 16), q1, s11);
      const c = b + row;
      s20 = madd(v128.load(c), q0, s20);
      s21 = madd(v128.load(c, 16), q1, s21);
      const d = c + row;
      s30 = madd(v128.load(d), q0, s30);
      s31 = madd(v128.load(d, 16), q1, s31);
      a += 32;
    }
    // Pairs of vectors are joined from where they are stored side by side.
    v128.store(sums, s00);
    v128.store(sums, s01, 16);
    v128.store(sums, s10, 32);
    v128.store(sums, s11, 48);
    v128.store(sums, s20, 64);
    v128.store(sums, s21, 80);
    v128.store(sums, s30, 96);
    v128.store(sums, s31, 112);
    keep(it, tile, sums, best);
  }
}

/** Tiles of rows with two queries. */
function scanTwo(it: Scan, from: i32, to: i32, query: usize, best: usize): void {
  const row = <usize>it.columns << 2;
  const list = <usize>it.limit * bestSize;
  const sums = scratch();
  const end = query + row;
  for (let tile = from; tile < to; tile++) {
    let a = it.vectors + <usize>tile * <usize>tileRows * row;
    let s00 = f32x4.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    let t00 = s00;
    let t01 = s00;
    let t10 = s00;
    let t11 = s00;
    let t20 = s00;
    let t21 = s00;
    let t30 = s00;
    let t31 = s00;
    for (let q = query; q < end; q += 32) {
      const q0 = v128.load(q);
      const q1 = v128.load(q, 16);
      const r = q + row;
      const r0 = v128.load(r);
      const r1 = v128.load(r, 16);
      let x = v128.load(a);
      let y = v128.load(a, 16);
      s00 = madd(x, q0, s00);
      s01 = madd(y, q1, s01);
      t00 = madd(x, r0, t00);
      t01 = madd(y, r1, t01);
      const b = a + row;
      x = v128.load(b);
      y = v128.load(b, 16);
      s10 = madd(x, q0, s10);
      s11 = madd(y, q1, s11);
      t10 = madd(x, r0, t10);
      t11 = madd(y, r1, t11);
      const c = b + row;
      x = v128.load(c);
      y = v128.load(c, 16);
      s20 = madd(x, q0, s20);
      s21 = madd(y, q1, s21);
      t20 = madd(x, r0, t20);
      t21 = madd(y, r1, t21);
      const d = c + row;
      x = v128.load(d);
      y = v128.load(d, 16);
      s30 = madd(x, q0, s30);
      s31 = madd(y, q1, s31);
      t30 = madd(x, r0, t30);
      t31 = madd(y, r1, t31);
      a += 32;
    }
    v128.store(sums, s00);
    v128.store(sums, s01, 16);
    v128.store(sums, s10, 32);
    v128.store(sums, s11, 48);
    v128.store(sums, s20, 64);
    v128.store(sums, s21, 80);
    v128.store(sums, s30, 96);
    v128.store(sums, s31, 112);
    v128.store(sums, t00, 128);
    v128.store(sums, t01, 144);
    v128.store(sums, t10, 160);
    v128.store(sums, t11, 176);
    v128.store(sums, t20, 192);
    v128.store(sums, t21, 208);
    v128.store(sums, t30, 224);
    v128.store(sums, t31, 240);
    keep(it, tile, sums, best);
    keep(it, tile, sums + 128, best + list);
  }
}

/** Puts those of a tile's four products that are among the best into a query's list. @param sums [4, 8] */
function keep(it: Scan, tile: i32, sums: usize, best: usize): void {
  const a = f32x4.add(v128.load(sums), v128.load(sums, 16));
  const b = f32x4.add(v128.load(sums, 32), v128.load(sums, 48));
  const c = f32x4.add(v128.load(sums, 64), v128.load(sums, 80));
  const d = f32x4.add(v128.load(sums, 96), v128.load(sums, 112));
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  const all = f32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
  const lastAt = best + <usize>(it.limit - 1) * bestSize;
  if (!v128.any_true(f32x4.gt(all, v128.load_splat<f32>(lastAt)))) return;
  v128.store(sums, all);
  const first = tile * tileRows;
  const count = min(tileRows, it.rows - first);
  for (let i = 0; i < count; i++) {
    const product = f32.load(sums + (<usize>i << 2));
    let at = lastAt;
    if (!(product > f32.load(at))) continue;
    for (; at > best && product > f32.load(at - bestSize); at -= bestSize) {
      i64.store(at, i64.load(at - bestSize));
    }
    f32.store(at, product);
    i32.store(at, first + i, 4);
  }
}
