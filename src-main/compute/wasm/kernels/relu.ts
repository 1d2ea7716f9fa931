/** The way back through max(0, ·). */
import { endRow, firstRow } from './rows';
import { another, begin, job, Kernel } from './team';

@unmanaged
class ReluGradient {
  output: usize;
  gradient: usize;
  out: usize;
  count: i32;
}

/** out = gradient where output > 0, else 0: [count] each. */
export function reluGradient(output: usize, gradient: usize, out: usize, count: i32): void {
  const it = changetype<ReluGradient>(job());
  it.output = output;
  it.gradient = gradient;
  it.out = out;
  it.count = count;
  begin(Kernel.ReluGradient, <f64>count);
  do reluGradientPart();
  while (another());
}

export function reluGradientPart(): void {
  const it = changetype<ReluGradient>(job());
  const eights = it.count >> 3;
  const none = f32x4.splat(0);
  for (let i = firstRow(eights); i < endRow(eights); i++) {
    const offset = <usize>i << 5;
    const output = it.output + offset;
    const gradient = it.gradient + offset;
    const out = it.out + offset;
    const left = v128.and(v128.load(gradient), f32x4.gt(v128.load(output), none));
    const right = v128.and(v128.load(gradient, 16), f32x4.gt(v128.load(output, 16), none));
    v128.store(out, left);
    v128.store(out, right, 16);
  }
  // Few enough for every thread to write: they write the same.
  for (let i = eights << 3; i < it.count; i++) {
    const offset = <usize>i << 2;
    f32.store(it.out + offset, f32.load(it.output + offset) > 0 ? f32.load(it.gradient + offset) : 0);
  }
}
