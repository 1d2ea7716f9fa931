/** Convolutions of each channel by itself, with filters of 3×3: eight channels at a time along a line of the output. */
import { scratch } from './team';
import { activated, madd } from './vector';

/** The picture's size, and bytes of a pixel of it. */
let height: i32 = 0;
let width: i32 = 0;
let pixel: usize = 0;
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
  step = pixel * stride;
  slope = below;
  highest = most;
  // In the place of the filter's rows where the picture has none.
  const none = scratch();
  memory.fill(none, 0, 3 * pixel);
  // Between these columns of the output all columns of the filter lie on the picture.
  const first = min(outColumns, (left + stride - 1) / stride);
  const end = max(first, min(outColumns, (columns + left - 3 + stride) / stride));
  const line = pixel * columns;
  const start = (first * stride - left) * pixel;
  for (let picture = 0; picture < pictures; picture++) {
    for (let i = 0; i < outRows; i++) {
      const row = i * stride - top;
      for (let j = 0; j < first; j++) edge(x, filter, bias, out + j * pixel, row, j * stride - left);
      for (let j = end; j < outColumns; j++) edge(x, filter, bias, out + j * pixel, row, j * stride - left);
      const w0 = hasRow(row) ? filter : none;
      const w1 = hasRow(row + 1) ? filter + 3 * pixel : none;
      const w2 = hasRow(row + 2) ? filter + 6 * pixel : none;
      const x0 = x + start + (hasRow(row) ? row * line : 0);
      const x1 = x + start + (hasRow(row + 1) ? (row + 1) * line : 0);
      const x2 = x + start + (hasRow(row + 2) ? (row + 2) * line : 0);
      for (let j = first; j < end; j++) {
        const at = (j - first) * step;
        interior(x0 + at, x1 + at, x2 + at, w0, w1, w2, bias, out + j * pixel);
      }
      out += pixel * outColumns;
    }
    x += line * rows;
  }
}

@inline
function hasRow(row: i32): bool {
  return row >= 0 && row < height;
}

/** All channels of a place. */
function interior(x0: usize, x1: usize, x2: usize, w0: usize, w1: usize, w2: usize, bias: usize, out: usize): void {
  const one = pixel;
  const two = 2 * pixel;
  for (const end = out + pixel; out < end; out += 32) {
    let y = madd(v128.load(x0), v128.load(w0), v128.load(bias));
    let z = madd(v128.load(x0, 16), v128.load(w0, 16), v128.load(bias, 16));
    y = madd(v128.load(x0 + one), v128.load(w0 + one), y);
    z = madd(v128.load(x0 + one, 16), v128.load(w0 + one, 16), z);
    y = madd(v128.load(x0 + two), v128.load(w0 + two), y);
    z = madd(v128.load(x0 + two, 16), v128.load(w0 + two, 16), z);
    y = madd(v128.load(x1), v128.load(w1), y);
    z = madd(v128.load(x1, 16), v128.load(w1, 16), z);
    y = madd(v128.load(x1 + one), v128.load(w1 + one), y);
    z = madd(v128.load(x1 + one, 16), v128.load(w1 + one, 16), z);
    y = madd(v128.load(x1 + two), v128.load(w1 + two), y);
    z = madd(v128.load(x1 + two, 16), v128.load(w1 + two, 16), z);
    y = madd(v128.load(x2), v128.load(w2), y);
    z = madd(v128.load(x2, 16), v128.load(w2, 16), z);
    y = madd(v128.load(x2 + one), v128.load(w2 + one), y);
    z = madd(v128.load(x2 + one, 16), v128.load(w2 + one, 16), z);
    y = madd(v128.load(x2 + two), v128.load(w2 + two), y);
    z = madd(v128.load(x2 + two, 16), v128.load(w2 + two, 16), z);
    v128.store(out, activated(y, slope, highest));
    v128.store(out, activated(z, slope, highest), 16);
    x0 += 32;
    x1 += 32;
    x2 += 32;
    w0 += 32;
    w1 += 32;
    w2 += 32;
    bias += 32;
  }
}

/** All channels of a place where the filter reaches beyond the picture. @param row and `column`: of the filter's corner. */
function edge(x: usize, filter: usize, bias: usize, out: usize, row: i32, column: i32): void {
  memory.copy(out, bias, pixel);
  for (let i = max(0, -row); i < min(3, height - row); i++) {
    for (let j = max(0, -column); j < min(3, width - column); j++) {
      add(out, x + ((row + i) * width + column + j) * pixel, filter + (3 * i + j) * pixel);
    }
  }
  for (let at: usize = 0; at < pixel; at += 32) {
    v128.store(out + at, activated(v128.load(out + at), slope, highest));
    v128.store(out + at, activated(v128.load(out + at, 16), slope, highest), 16);
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
