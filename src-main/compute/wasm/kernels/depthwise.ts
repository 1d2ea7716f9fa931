/** Convolutions of each channel by itself, with filters of 3×3: eight channels of four neighbours at a time. */
import { activated, madd } from './vector';

/** The picture's size, and bytes of a pixel and of a line of it. */
let height: i32 = 0;
let width: i32 = 0;
let pixel: usize = 0;
let line: usize = 0;
/** Bytes from one place of the filter to the next. */
let step: usize = 0;
let slope: f32 = 0;
let highest: f32 = 0;

/**
 * out = y where y > 0, else `below`·y, at most `most`; y = filter * x + bias, with zeros around x.
 * @param x [pictures, rows, columns, channels]. @param filter [3, 3, channels]. @param bias [channels].
 * @param channels a multiple of 8. @param top and `left`: rows and columns of zeros before x.
 * @param out [pictures, outRows, outColumns, channels].
 */
export function depthwise(
  x: usize,
  filter: usize,
  bias: usize,
  out: usize,
  pictures: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  stride: i32,
  top: i32,
  left: i32,
  outRows: i32,
  outColumns: i32,
  below: f32,
  most: f32,
): void {
  height = rows;
  width = columns;
  pixel = (<usize>channels) << 2;
  line = pixel * columns;
  step = pixel * stride;
  slope = below;
  highest = most;
  // Between these columns of the output all columns of the filter lie on the picture.
  let first = min(outColumns, (left + stride - 1) / stride);
  const end = max(first, min(outColumns, (columns + left - 3 + stride) / stride));
  if (end - first < 4) first = end;
  for (let picture = 0; picture < pictures; picture++) {
    for (let i = 0; i < outRows; i++) {
      const row = i * stride - top;
      for (let j = 0; j < first; j++) one(x, filter, bias, out + j * pixel, row, j * stride - left);
      for (let j = end; j < outColumns; j++) one(x, filter, bias, out + j * pixel, row, j * stride - left);
      const above = max(0, -row);
      const count = min(3, height - row) - above;
      const from = x + (row + above) * line - left * pixel;
      for (let j = first; j < end; j += 4) {
        // The last four may have been computed in part.
        const k = min(j, end - 4);
        four(from + k * step, filter + above * 3 * pixel, count, bias, out + k * pixel);
      }
      out += pixel * outColumns;
    }
    x += line * rows;
  }
}

/** Four places where all columns of the filter lie on the picture, and `rows` of its rows. */
function four(x: usize, filter: usize, rows: i32, bias: usize, out: usize): void {
  for (let at: usize = 0; at < pixel; at += 32) {
    let y0 = v128.load(bias + at);
    let z0 = v128.load(bias + at, 16);
    let y1 = y0;
    let z1 = z0;
    let y2 = y0;
    let z2 = z0;
    let y3 = y0;
    let z3 = z0;
    let a = x + at;
    let w = filter + at;
    for (let row = rows; row > 0; row--) {
      let b = a;
      for (let column = 0; column < 3; column++) {
        const f = v128.load(w);
        const g = v128.load(w, 16);
        y0 = madd(v128.load(b), f, y0);
        z0 = madd(v128.load(b, 16), g, z0);
        y1 = madd(v128.load(b + step), f, y1);
        z1 = madd(v128.load(b + step, 16), g, z1);
        y2 = madd(v128.load(b + 2 * step), f, y2);
        z2 = madd(v128.load(b + 2 * step, 16), g, z2);
        y3 = madd(v128.load(b + 3 * step), f, y3);
        z3 = madd(v128.load(b + 3 * step, 16), g, z3);
        b += pixel;
        w += pixel;
      }
      a += line;
    }
    const to = out + at;
    v128.store(to, activated(y0, slope, highest));
    v128.store(to, activated(z0, slope, highest), 16);
    v128.store(to + pixel, activated(y1, slope, highest));
    v128.store(to + pixel, activated(z1, slope, highest), 16);
    v128.store(to + 2 * pixel, activated(y2, slope, highest));
    v128.store(to + 2 * pixel, activated(z2, slope, highest), 16);
    v128.store(to + 3 * pixel, activated(y3, slope, highest));
    v128.store(to + 3 * pixel, activated(z3, slope, highest), 16);
  }
}

/** A place where the filter may reach beyond the picture. @param row and `column`: of the filter's corner. */
function one(x: usize, filter: usize, bias: usize, out: usize, row: i32, column: i32): void {
  memory.copy(out, bias, pixel);
  for (let i = max(0, -row); i < min(3, height - row); i++) {
    for (let j = max(0, -column); j < min(3, width - column); j++) {
      add(out, x + (row + i) * line + (column + j) * pixel, filter + (3 * i + j) * pixel);
    }
  }
  for (const end = out + pixel; out < end; out += 32) {
    v128.store(out, activated(v128.load(out), slope, highest));
    v128.store(out, activated(v128.load(out, 16), slope, highest), 16);
  }
}

/** sum += x · weights, by channel. */
function add(sum: usize, x: usize, weights: usize): void {
  for (const end = sum + pixel; sum < end; sum += 32) {
    v128.store(sum, madd(v128.load(x), v128.load(weights), v128.load(sum)));
    v128.store(sum, madd(v128.load(x, 16), v128.load(weights, 16), v128.load(sum, 16)), 16);
    x += 32;
    weights += 32;
  }
}
