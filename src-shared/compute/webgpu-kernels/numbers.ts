/** Shaders that compute each number by itself, a thread a number. */
import { scaledLogit } from './rows.ts';
import type { Shader } from './shader.ts';

/** Threads of a workgroup. */
export const threads = 256;

/** WGSL around what is done for number `i` of `out`. */
const each = (out: string, body: string) => `
fn run(group: u32, thread: u32) {
  let i = group * threads + thread;
  if (i >= arrayLength(&${out})) { return; }
  ${body}
}`;

export const takeRows: Shader = {
  inputs: ['matrix', 'indices'],
  outputs: ['out'],
  threads,
  code: each(
    'out',
    `let columns = arrayLength(&out) / arrayLength(&indices);
  out[i] = matrix[u32(indices[i / columns]) * columns + i % columns];`,
  ),
};

/** Into the matrix itself, which counts as its output. */
export const replaceRows: Shader = {
  inputs: ['rows', 'indices'],
  outputs: ['matrix'],
  threads,
  code: each(
    'rows',
    `let columns = arrayLength(&rows) / arrayLength(&indices);
  matrix[u32(indices[i / columns]) * columns + i % columns] = rows[i];`,
  ),
};

export const reluGradient: Shader = {
  inputs: ['output', 'gradient'],
  outputs: ['out'],
  threads,
  code: each('out', 'out[i] = select(0.0, gradient[i], output[i] > 0.0);'),
};

/** See `othersOf`. */
export const othersShare: Shader = {
  inputs: ['logits', 'labels', 'scale', 'top', 'factor', 'target_'],
  outputs: ['out'],
  threads,
  code:
    scaledLogit +
    each(
      'out',
      `let columns = arrayLength(&out) / arrayLength(&labels);
  let row = i / columns;
  let share = factor[row] * exp(scaled(logits[i], scale[row]) - top[row]);
  out[i] = select(share, target_[row], i % columns == u32(labels[row]));`,
    ),
};

/** What Adam remembers of the gradients; see `adam` in src-shared/training/optimiser.ts. */
export const adamSlots = (beta1: number, beta2: number): Shader => ({
  inputs: ['gradient', 'first', 'second'],
  outputs: ['nextFirst', 'nextSecond'],
  threads,
  code: each(
    'nextFirst',
    `nextFirst[i] = first[i] * ${beta1} + gradient[i];
  nextSecond[i] = second[i] * ${beta2} + gradient[i] * gradient[i];`,
  ),
});

/** Adam's move. In a shader of its own: WebGPU grants eight buffers to each. */
const move = (kept: string) =>
  each('nextValue', `nextValue[i] = value[i]${kept} - (first[i] * size[0]) / (sqrt(second[i]) + floor_[0]);`);

export const adamMove: Shader = {
  inputs: ['value', 'first', 'second', 'size', 'floor_'],
  outputs: ['nextValue'],
  threads,
  code: move(''),
};

export const adamDecayedMove: Shader = {
  ...adamMove,
  inputs: [...adamMove.inputs, 'kept'],
  code: move(' * kept[0]'),
};

const across = 16;

/** Sums of a matrix's columns: a workgroup takes 16 columns, and 16 threads a column. */
export const columnSums: Shader = {
  inputs: ['matrix'],
  outputs: ['out'],
  threads,
  code: `
const across = ${across}u;
var<workgroup> shelf: array<f32, threads>;
fn run(group: u32, thread: u32) {
  let columns = arrayLength(&out);
  let column = group * across + thread % across;
  var sum = 0.0;
  if (column < columns) {
    for (var i = thread / across * columns + column; i < arrayLength(&matrix); i += threads / across * columns) {
      sum += matrix[i];
    }
  }
  shelf[thread] = sum;
  workgroupBarrier();
  for (var left = threads / 2u; left >= across; left /= 2u) {
    if (thread < left) { shelf[thread] += shelf[thread + left]; }
    workgroupBarrier();
  }
  if (thread < across && column < columns) { out[column] = shelf[thread]; }
}`,
};

/** Number of workgroups of `columnSums`. */
export const columnGroups = (columns: number) => Math.ceil(columns / across);
