/**
 * Convolutions as products without a copy of the patches (Dukhan 2019, "The Indirect Convolution Algorithm"): a tile of six
 * places and sixteen channels stays in registers while its patches are read where they lie. In a picture, [height, width,
 * channels], what a row of the filter covers are neighbours.
 */
import { isWide, scratch } from './team';
import { activated, madd } from './vector';

/** As in product.ts. */
const tileRows: i32 = 6;
const tileColumns: i32 = 16;
/** Numbers of the picture that stay in the second cache while all panels of the filter pass; places of the output at most. */
const blockNumbers: i32 = 1 << 16;
const mostPlaces: i32 = 3072;

/** Where, in scratch memory, after a tile at an edge: what is added to it, and the addresses of a block's patches. */
const addedAt: usize = (<usize>(tileRows * tileColumns)) << 2;
const patchesAt: usize = 2 * addedAt;

/** Rows of the filter, bytes that each covers of the picture, and bytes from there to what the next row covers. */
let filterRows: i32 = 0;
let span: usize = 0;
let skip: usize = 0;
let slope: f32 = 0;
let highest: f32 = 0;

/** Terms of a row of the filter, with zeros up to a multiple of four. */
@inline
function wholeTerms(terms: i32): i32 {
  return (terms + 3) & ~3;
}

@inline
function at(start: usize, index: i32): usize {
  return start + ((<usize>index) << 2);
}

/** Numbers of a packed filter. */
export function packedSize(rows: i32, terms: i32, columns: i32): i32 {
  const panels = (columns + tileColumns - 1) / tileColumns;
  return panels * tileColumns * (1 + rows * wholeTerms(terms));
}

/**
 * Panels of sixteen channels of the output: their biases, then for each row and term of the filter their weights.
 * @param filter [rows, terms, columns]. @param bias [columns]. @param out missing ones are 0.
 */
export function packFilter(filter: usize, bias: usize, out: usize, rows: i32, terms: i32, columns: i32): void {
  for (let j = 0; j < columns; j += tileColumns) {
    packSixteen(bias, j, columns, out);
    out += 64;
    for (let row = 0; row < rows; row++) {
      for (let p = 0; p < wholeTerms(terms); p++) {
        packSixteen(at(filter, (row * terms + p) * columns), j, p < terms ? columns : 0, out);
        out += 64;
      }
    }
  }
}

function packSixteen(from: usize, first: i32, columns: i32, out: usize): void {
  for (let j = first; j < first + tileColumns; j++) {
    f32.store(out, j < columns ? f32.load(at(from, j)) : 0);
    out += 4;
  }
}

/**
 * Pictures with zeros around them, and four after the last.
 * @param line numbers of a row. @param top rows, and `left` numbers, of zeros before. @param out [pictures, outRows, outLine].
 */
export function pad(
  x: usize,
  out: usize,
  pictures: i32,
  rows: i32,
  line: i32,
  top: i32,
  left: i32,
  outRows: i32,
  outLine: i32,
): void {
  memory.fill(out, 0, at(16, pictures * outRows * outLine));
  for (let picture = 0; picture < pictures; picture++) {
    for (let row = 0; row < rows; row++) {
      memory.copy(at(out, (top + row) * outLine + left), x, at(0, line));
      x = at(x, line);
    }
    out = at(out, outRows * outLine);
  }
}

/**
 * out = y where y > 0, else `below`·y, at most `most`; y = filter * x + bias + added.
 * @param x pictures of `picture` numbers with rows of `line`, as large as the filter reaches; four numbers after the last
 *   where a row of the filter has no multiple of four terms. @param filter as `packFilter` writes it. @param added as out, or 0.
 * @param out [pictures, outRows, outColumns, columns].
 */
export function convolution(
  x: usize,
  picture: i32,
  line: i32,
  channels: i32,
  stride: i32,
  filter: usize,
  rows: i32,
  terms: i32,
  added: usize,
  out: usize,
  pictures: i32,
  outRows: i32,
  outColumns: i32,
  columns: i32,
  below: f32,
  most: f32,
): void {
  filterRows = rows;
  span = at(0, wholeTerms(terms));
  skip = at(0, line) - span;
  slope = below;
  highest = most;
  const places = pictures * outRows * outColumns;
  const block = min(mostPlaces, max(8, blockNumbers / (channels * stride * tileRows)) * tileRows);
  const panel: usize = 64 + 16 * rows * span;
  const more = added === 0 ? 0 : added - out;
  const patches = scratch() + patchesAt;
  for (let from = 0; from < places; from += block) {
    const count = min(block, places - from);
    findPatches(x, picture, line, channels, stride, outRows, outColumns, from, count, patches);
    let b = filter;
    for (let j = 0; j < columns; j += tileColumns) {
      for (let i = 0; i < count; i += tileRows) {
        const a = at(patches, i);
        const c = at(out, (from + i) * columns + j);
        const height = min(tileRows, count - i);
        if (j + tileColumns <= columns) tile(a, b, c, columns, height, more);
        else cut(a, b, c, columns, height, more, columns - j);
      }
      b += panel;
    }
  }
}

/** Addresses of what the filter covers for `count` places from the `from`th on, in whole tiles: the last place's as often as it takes. */
function findPatches(
  x: usize,
  picture: i32,
  line: i32,
  channels: i32,
  stride: i32,
  outRows: i32,
  outColumns: i32,
  from: i32,
  count: i32,
  out: usize,
): void {
  let column = from % outColumns;
  let row = (from / outColumns) % outRows;
  let first = at(x, (from / (outColumns * outRows)) * picture);
  let patch: usize = 0;
  for (let i = 0; i < count + tileRows - 1; i++) {
    if (i < count) patch = at(first, stride * (row * line + column * channels));
    i32.store(out, <i32>patch);
    out += 4;
    if (++column < outColumns) continue;
    column = 0;
    if (++row < outRows) continue;
    row = 0;
    first = at(first, picture);
  }
}

/** The part of a tile that lies within the output's channels. */
function cut(a: usize, b: usize, c: usize, columns: i32, height: i32, added: usize, width: i32): void {
  const whole = scratch();
  if (added !== 0) copyRows(c + added, columns, whole + addedAt, tileColumns, height, width);
  tile(a, b, whole, tileColumns, height, added === 0 ? 0 : addedAt);
  copyRows(whole, tileColumns, c, columns, height, width);
}

function copyRows(from: usize, line: i32, to: usize, outLine: i32, height: i32, width: i32): void {
  for (let i = 0; i < height; i++) memory.copy(at(to, i * outLine), at(from, i * line), at(0, width));
}

/**
 * @param a addresses of six patches. @param b a packed panel. @param c sixteen channels of the first place's output.
 * @param height places; beyond it, patches are those of the last. @param added from a number of c to what is added to it, or 0.
 */
function tile(a: usize, b: usize, c: usize, columns: i32, height: i32, added: usize): void {
  if (!isWide()) {
    halfTile(a, b, c, columns, height, added);
    halfTile(a, b + 32, c + 32, columns, height, added);
    return;
  }
  let a0 = <usize>i32.load(a);
  let a1 = <usize>i32.load(a, 4);
  let a2 = <usize>i32.load(a, 8);
  let a3 = <usize>i32.load(a, 12);
  let a4 = <usize>i32.load(a, 16);
  let a5 = <usize>i32.load(a, 20);
  const bias = b;
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
  for (let row = filterRows; row > 0; row--) {
    const end = a0 + span;
    while (a0 < end) {
      b += 64;
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const b2 = v128.load(b, 32);
      const b3 = v128.load(b, 48);
      let x = v128.load_splat<f32>(a0);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      c02 = madd(x, b2, c02);
      c03 = madd(x, b3, c03);
      x = v128.load_splat<f32>(a1);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      c12 = madd(x, b2, c12);
      c13 = madd(x, b3, c13);
      x = v128.load_splat<f32>(a2);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      c22 = madd(x, b2, c22);
      c23 = madd(x, b3, c23);
      x = v128.load_splat<f32>(a3);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
      c32 = madd(x, b2, c32);
      c33 = madd(x, b3, c33);
      x = v128.load_splat<f32>(a4);
      c40 = madd(x, b0, c40);
      c41 = madd(x, b1, c41);
      c42 = madd(x, b2, c42);
      c43 = madd(x, b3, c43);
      x = v128.load_splat<f32>(a5);
      c50 = madd(x, b0, c50);
      c51 = madd(x, b1, c51);
      c52 = madd(x, b2, c52);
      c53 = madd(x, b3, c53);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      a4 += 4;
      a5 += 4;
    }
    a0 += skip;
    a1 += skip;
    a2 += skip;
    a3 += skip;
    a4 += skip;
    a5 += skip;
  }
  const step = at(0, columns);
  const last = (height - 1) * step;
  store(c, c00, c01, bias, added);
  store(c + 32, c02, c03, bias + 32, added);
  store(c + min(last, step), c10, c11, bias, added);
  store(c + min(last, step) + 32, c12, c13, bias + 32, added);
  store(c + min(last, 2 * step), c20, c21, bias, added);
  store(c + min(last, 2 * step) + 32, c22, c23, bias + 32, added);
  store(c + min(last, 3 * step), c30, c31, bias, added);
  store(c + min(last, 3 * step) + 32, c32, c33, bias + 32, added);
  store(c + min(last, 4 * step), c40, c41, bias, added);
  store(c + min(last, 4 * step) + 32, c42, c43, bias + 32, added);
  store(c + min(last, 5 * step), c50, c51, bias, added);
  store(c + min(last, 5 * step) + 32, c52, c53, bias + 32, added);
}

/** Eight channels of a tile, from a panel of sixteen. */
function halfTile(a: usize, b: usize, c: usize, columns: i32, height: i32, added: usize): void {
  let a0 = <usize>i32.load(a);
  let a1 = <usize>i32.load(a, 4);
  let a2 = <usize>i32.load(a, 8);
  let a3 = <usize>i32.load(a, 12);
  let a4 = <usize>i32.load(a, 16);
  let a5 = <usize>i32.load(a, 20);
  const bias = b;
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
  for (let row = filterRows; row > 0; row--) {
    const end = a0 + span;
    while (a0 < end) {
      b += 64;
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load_splat<f32>(a0);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load_splat<f32>(a1);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load_splat<f32>(a2);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load_splat<f32>(a3);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
      x = v128.load_splat<f32>(a4);
      c40 = madd(x, b0, c40);
      c41 = madd(x, b1, c41);
      x = v128.load_splat<f32>(a5);
      c50 = madd(x, b0, c50);
      c51 = madd(x, b1, c51);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      a4 += 4;
      a5 += 4;
    }
    a0 += skip;
    a1 += skip;
    a2 += skip;
    a3 += skip;
    a4 += skip;
    a5 += skip;
  }
  const step = at(0, columns);
  const last = (height - 1) * step;
  store(c, c00, c01, bias, added);
  store(c + min(last, step), c10, c11, bias, added);
  store(c + min(last, 2 * step), c20, c21, bias, added);
  store(c + min(last, 3 * step), c30, c31, bias, added);
  store(c + min(last, 4 * step), c40, c41, bias, added);
  store(c + min(last, 5 * step), c50, c51, bias, added);
}

@inline
function store(c: usize, left: v128, right: v128, bias: usize, added: usize): void {
  left = f32x4.add(left, v128.load(bias));
  right = f32x4.add(right, v128.load(bias, 16));
  if (added !== 0) {
    left = f32x4.add(left, v128.load(c + added));
    right = f32x4.add(right, v128.load(c + added, 16));
  }
  v128.store(c, activated(left, slope, highest));
  v128.store(c, activated(right, slope, highest), 16);
}
