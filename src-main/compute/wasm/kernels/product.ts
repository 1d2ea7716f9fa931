/**
 * The product of two matrices (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication"): blocks
 * of A and panels of B are copied into the order in which they are used, and tiles of C stay in registers.
 */
import { another, begin, isWide, job, Kernel, part, parts, scratch } from './team';
import { madd } from './vector';

/**
 * A tile of C: 12 of the 16 registers that a thread has, beside two of B and one of A. That is so where the engine joins
 * pairs of vectors of four numbers into one of eight; elsewhere a tile is computed in two halves.
 */
const tileRows: i32 = 6;
const tileColumns: i32 = 16;
/** Terms and rows of a block: A's lies in the second cache, B's panel and six rows of A in the first. */
const blockTerms: i32 = 256;
const blockRows: i32 = 258;

/** Where a thread's copies lie in its scratch memory, bytes. */
const panelAt: usize = (<usize>blockRows * blockTerms) << 2;
const tileAt: usize = panelAt + ((<usize>blockTerms * tileColumns) << 2);

/** Element (i, p) of A is at a + 4 (i aRow + p aTerm), (p, j) of B at b + 4 (p bTerm + j bColumn). */
@unmanaged
class Product {
  a: usize;
  aRow: i32;
  aTerm: i32;
  b: usize;
  bTerm: i32;
  bColumn: i32;
  c: usize;
  rows: i32;
  terms: i32;
  columns: i32;
  /** One number a column, or 0. */
  bias: usize;
  relu: bool;
}

/** c [rows, columns] = A B, then + bias, then max(0, ·), as asked. The bits do not depend on the number of threads. */
export function product(
  a: usize,
  transposeA: bool,
  b: usize,
  transposeB: bool,
  c: usize,
  rows: i32,
  terms: i32,
  columns: i32,
  bias: usize,
  relu: bool,
): void {
  const it = changetype<Product>(job());
  it.a = a;
  it.aRow = transposeA ? 1 : terms;
  it.aTerm = transposeA ? rows : 1;
  it.b = b;
  it.bTerm = transposeB ? 1 : columns;
  it.bColumn = transposeB ? terms : 1;
  it.c = c;
  it.rows = rows;
  it.terms = terms;
  it.columns = columns;
  it.bias = bias;
  it.relu = relu;
  begin(Kernel.Product, <f64>rows * terms * columns);
  do productPart();
  while (another());
}

/** A thread's part of the rows or of the columns, whichever can be split more evenly. */
export function productPart(): void {
  const it = changetype<Product>(job());
  const rowPanels = panelsOf(it.rows, tileRows);
  const columnPanels = panelsOf(it.columns, tileColumns);
  if (rowPanels > columnPanels) {
    const from = (rowPanels * part()) / parts();
    const to = (rowPanels * (part() + 1)) / parts();
    region(it, from * tileRows, min(it.rows, to * tileRows), 0, it.columns);
  } else {
    const from = (columnPanels * part()) / parts();
    const to = (columnPanels * (part() + 1)) / parts();
    region(it, 0, it.rows, from * tileColumns, min(it.columns, to * tileColumns));
  }
}

@inline
function panelsOf(size: i32, panel: i32): i32 {
  return (size + panel - 1) / panel;
}

function region(it: Product, fromRow: i32, toRow: i32, fromColumn: i32, toColumn: i32): void {
  const block = scratch();
  const panel = block + panelAt;
  for (let p = 0; p < it.terms; p += blockTerms) {
    const terms = min(blockTerms, it.terms - p);
    const isLast = p + terms === it.terms;
    for (let i = fromRow; i < toRow; i += blockRows) {
      const rows = min(blockRows, toRow - i);
      packRows(at(it.a, i * it.aRow + p * it.aTerm), it.aRow, it.aTerm, rows, terms, block);
      for (let j = fromColumn; j < toColumn; j += tileColumns) {
        const columns = min(tileColumns, toColumn - j);
        packColumns(at(it.b, p * it.bTerm + j * it.bColumn), it.bTerm, it.bColumn, columns, terms, panel);
        const bias = isLast && it.bias !== 0 ? at(it.bias, j) : 0;
        for (let r = 0; r < rows; r += tileRows) {
          const c = at(it.c, (i + r) * it.columns + j);
          const a = block + ((<usize>r * terms) << 2);
          const height = min(tileRows, rows - r);
          if (height === tileRows && columns === tileColumns) {
            tile(a, panel, terms, c, it.columns, p > 0, bias, isLast && it.relu);
          } else {
            const whole = scratch() + tileAt;
            tile(a, panel, terms, whole, tileColumns, false, 0, false);
            cut(whole, height, columns, c, it.columns, p > 0, bias, isLast && it.relu);
          }
        }
      }
    }
  }
}

@inline
function at(start: usize, index: i32): usize {
  return start + (<usize>index << 2);
}

/** Rows of A in panels of six: [panel][term][6], missing ones 0. */
function packRows(a: usize, row: i32, term: i32, rows: i32, terms: i32, out: usize): void {
  for (let i = 0; i < rows; i += tileRows) {
    const from = at(a, i * row);
    if (i + tileRows <= rows) {
      if (row === 1) packAlong(from, term, terms, out);
      else packAcross(from, row, term, terms, out);
    } else {
      packSome(from, term, row, rows - i, tileRows, terms, out);
    }
    out += (<usize>terms * tileRows) << 2;
  }
}

/** Six neighbours a term. */
function packAlong(a: usize, term: i32, terms: i32, out: usize): void {
  for (let p = 0; p < terms; p++) {
    v128.store(out, v128.load(a));
    f64.store(out, f64.load(a, 16), 16);
    a += <usize>term << 2;
    out += 24;
  }
}

function packAcross(a: usize, row: i32, term: i32, terms: i32, out: usize): void {
  const step = <usize>term << 2;
  const b = at(a, row);
  const c = at(b, row);
  const d = at(c, row);
  const e = at(d, row);
  const f = at(e, row);
  for (let p: usize = 0; p < <usize>terms; p++) {
    const offset = p * step;
    f32.store(out, f32.load(a + offset));
    f32.store(out, f32.load(b + offset), 4);
    f32.store(out, f32.load(c + offset), 8);
    f32.store(out, f32.load(d + offset), 12);
    f32.store(out, f32.load(e + offset), 16);
    f32.store(out, f32.load(f + offset), 20);
    out += 24;
  }
}

/** `count` of `width` neighbours a term; the rest are 0. */
function packSome(from: usize, term: i32, step: i32, count: i32, width: i32, terms: i32, out: usize): void {
  for (let p = 0; p < terms; p++) {
    for (let i = 0; i < width; i++) {
      f32.store(out, i < count ? f32.load(at(from, p * term + i * step)) : 0);
      out += 4;
    }
  }
}

/** Columns of B as a panel: [term][16], missing ones 0. */
function packColumns(b: usize, term: i32, column: i32, columns: i32, terms: i32, out: usize): void {
  if (columns < tileColumns) {
    packSome(b, term, column, columns, tileColumns, terms, out);
  } else if (column === 1) {
    for (let p = 0; p < terms; p++) {
      v128.store(out, v128.load(b));
      v128.store(out, v128.load(b, 16), 16);
      v128.store(out, v128.load(b, 32), 32);
      v128.store(out, v128.load(b, 48), 48);
      b += <usize>term << 2;
      out += 64;
    }
  } else {
    for (let j = 0; j < tileColumns; j += 4) {
      packTransposed(at(b, j * column), column, terms, out + (<usize>j << 2));
    }
  }
}

/** Four columns that lie as rows of `terms` neighbours each. */
function packTransposed(b: usize, column: i32, terms: i32, out: usize): void {
  let b0 = b;
  let b1 = at(b0, column);
  let b2 = at(b1, column);
  let b3 = at(b2, column);
  let p = 0;
  for (; p + 4 <= terms; p += 4) {
    const x0 = v128.load(b0);
    const x1 = v128.load(b1);
    const x2 = v128.load(b2);
    const x3 = v128.load(b3);
    const low01 = i32x4.shuffle(x0, x1, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(x0, x1, 2, 6, 3, 7);
    const low23 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
    const high23 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
    v128.store(out, i64x2.shuffle(low01, low23, 0, 2));
    v128.store(out, i64x2.shuffle(low01, low23, 1, 3), 64);
    v128.store(out, i64x2.shuffle(high01, high23, 0, 2), 128);
    v128.store(out, i64x2.shuffle(high01, high23, 1, 3), 192);
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
    out += 256;
  }
  for (; p < terms; p++) {
    f32.store(out, f32.load(b0));
    f32.store(out, f32.load(b1), 4);
    f32.store(out, f32.load(b2), 8);
    f32.store(out, f32.load(b3), 12);
    b0 += 4;
    b1 += 4;
    b2 += 4;
    b3 += 4;
    out += 64;
  }
}

/** Six rows times sixteen columns, from packed copies. */
function tile(
  a: usize,
  b: usize,
  terms: i32,
  c: usize,
  columns: i32,
  adds: bool,
  bias: usize,
  relu: bool,
): void {
  const right: usize = bias === 0 ? 0 : bias + 32;
  if (!isWide()) {
    halfTile(a, b, terms, c, columns, adds, bias, relu);
    halfTile(a, b + 32, terms, c + 32, columns, adds, right, relu);
    return;
  }
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c02 = c00;
  let c03 = c00;
  let c10 = c00;
  let c11 = c00;
  let c12 = c00;
  let c13 = c00;
  let c20 = c00;
  let c21 = c00;
  let c22 = c00;
  let c23 = c00;
  let c30 = c00;
  let c31 = c00;
  let c32 = c00;
  let c33 = c00;
  let c40 = c00;
  let c41 = c00;
  let c42 = c00;
  let c43 = c00;
  let c50 = c00;
  let c51 = c00;
  let c52 = c00;
  let c53 = c00;
  const end = a + <usize>terms * 24;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    let x = v128.load_splat<f32>(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    c02 = madd(x, b2, c02);
    c03 = madd(x, b3, c03);
    x = v128.load_splat<f32>(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    c12 = madd(x, b2, c12);
    c13 = madd(x, b3, c13);
    x = v128.load_splat<f32>(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    c22 = madd(x, b2, c22);
    c23 = madd(x, b3, c23);
    x = v128.load_splat<f32>(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    c32 = madd(x, b2, c32);
    c33 = madd(x, b3, c33);
    x = v128.load_splat<f32>(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    c42 = madd(x, b2, c42);
    c43 = madd(x, b3, c43);
    x = v128.load_splat<f32>(a, 20);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
    c52 = madd(x, b2, c52);
    c53 = madd(x, b3, c53);
    a += 24;
    b += 64;
  }
  const row = <usize>columns << 2;
  store(c, c00, c01, adds, bias, relu);
  store(c + 32, c02, c03, adds, right, relu);
  store(c + row, c10, c11, adds, bias, relu);
  store(c + row + 32, c12, c13, adds, right, relu);
  store(c + 2 * row, c20, c21, adds, bias, relu);
  store(c + 2 * row + 32, c22, c23, adds, right, relu);
  store(c + 3 * row, c30, c31, adds, bias, relu);
  store(c + 3 * row + 32, c32, c33, adds, right, relu);
  store(c + 4 * row, c40, c41, adds, bias, relu);
  store(c + 4 * row + 32, c42, c43, adds, right, relu);
  store(c + 5 * row, c50, c51, adds, bias, relu);
  store(c + 5 * row + 32, c52, c53, adds, right, relu);
}

/** Six rows times eight columns of a panel of sixteen. */
function halfTile(
  a: usize,
  b: usize,
  terms: i32,
  c: usize,
  columns: i32,
  adds: bool,
  bias: usize,
  relu: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let c40 = c00;
  let c41 = c00;
  let c50 = c00;
  let c51 = c00;
  const end = a + <usize>terms * 24;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load_splat<f32>(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load_splat<f32>(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load_splat<f32>(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    x = v128.load_splat<f32>(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    x = v128.load_splat<f32>(a, 20);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
    a += 24;
    b += 64;
  }
  const row = <usize>columns << 2;
  store(c, c00, c01, adds, bias, relu);
  store(c + row, c10, c11, adds, bias, relu);
  store(c + 2 * row, c20, c21, adds, bias, relu);
  store(c + 3 * row, c30, c31, adds, bias, relu);
  store(c + 4 * row, c40, c41, adds, bias, relu);
  store(c + 5 * row, c50, c51, adds, bias, relu);
}

@inline
function store(c: usize, left: v128, right: v128, adds: bool, bias: usize, relu: bool): void {
  if (adds) {
    left = f32x4.add(left, v128.load(c));
    right = f32x4.add(right, v128.load(c, 16));
  }
  if (bias !== 0) {
    left = f32x4.add(left, v128.load(bias));
    right = f32x4.add(right, v128.load(bias, 16));
  }
  if (relu) {
    left = f32x4.pmax(left, f32x4.splat(0));
    right = f32x4.pmax(right, f32x4.splat(0));
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

/** What lies within C of a tile at its edge. */
function cut(
  tile: usize,
  rows: i32,
  width: i32,
  c: usize,
  columns: i32,
  adds: bool,
  bias: usize,
  relu: bool,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) {
      const to = at(c, i * columns + j);
      let x = f32.load(at(tile, i * tileColumns + j));
      if (adds) x += f32.load(to);
      if (bias !== 0) x += f32.load(at(bias, j));
      f32.store(to, relu ? max<f32>(x, 0) : x);
    }
  }
}
