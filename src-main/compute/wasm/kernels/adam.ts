/** One step of Adam over all numbers of a parameter: see `adam` in src-shared/training/optimiser.ts. */
import { endRow, firstRow } from './rows';
import { another, begin, job, Kernel } from './team';
import { madd } from './vector';

@unmanaged
class Adam {
  value: usize;
  gradient: usize;
  first: usize;
  second: usize;
  nextValue: usize;
  nextFirst: usize;
  nextSecond: usize;
  count: i32;
  beta1: f32;
  beta2: f32;
  size: f32;
  floor: f32;
  kept: f32;
}

/**
 * first' = β1 first + g, second' = β2 second + g², value' = kept·value - size·first'/(√second' + floor).
 * @param size, `floor` and `kept` where single numbers lie; without the last it is 1.
 */
export function adam(
  value: usize,
  gradient: usize,
  first: usize,
  second: usize,
  nextValue: usize,
  nextFirst: usize,
  nextSecond: usize,
  count: i32,
  beta1: f32,
  beta2: f32,
  size: usize,
  floor: usize,
  kept: usize,
): void {
  const it = changetype<Adam>(job());
  it.value = value;
  it.gradient = gradient;
  it.first = first;
  it.second = second;
  it.nextValue = nextValue;
  it.nextFirst = nextFirst;
  it.nextSecond = nextSecond;
  it.count = count;
  it.beta1 = beta1;
  it.beta2 = beta2;
  it.size = f32.load(size);
  it.floor = f32.load(floor);
  it.kept = kept === 0 ? 1 : f32.load(kept);
  begin(Kernel.Adam, 8 * <f64>count);
  do adamPart();
  while (another());
}

export function adamPart(): void {
  const it = changetype<Adam>(job());
  const eights = (it.count + 7) >> 3;
  const end = endRow(eights);
  for (let i = firstRow(eights); i < end; i++) {
    const offset = <usize>i << 5;
    const left = it.count - (i << 3);
    if (left >= 8) {
      eight(it, offset);
    } else {
      some(it, offset, left);
    }
  }
}

/** Eight numbers, in two vectors side by side. */
@inline
function eight(it: Adam, offset: usize): void {
  const value = it.value + offset;
  const gradient = it.gradient + offset;
  const first = it.first + offset;
  const second = it.second + offset;
  const g0 = v128.load(gradient);
  const g1 = v128.load(gradient, 16);
  const beta1 = f32x4.splat(it.beta1);
  const beta2 = f32x4.splat(it.beta2);
  const first0 = madd(v128.load(first), beta1, g0);
  const first1 = madd(v128.load(first, 16), beta1, g1);
  const second0 = madd(v128.load(second), beta2, f32x4.mul(g0, g0));
  const second1 = madd(v128.load(second, 16), beta2, f32x4.mul(g1, g1));
  const value0 = moved(it, v128.load(value), first0, second0);
  const value1 = moved(it, v128.load(value, 16), first1, second1);
  v128.store(it.nextFirst + offset, first0);
  v128.store(it.nextFirst + offset, first1, 16);
  v128.store(it.nextSecond + offset, second0);
  v128.store(it.nextSecond + offset, second1, 16);
  v128.store(it.nextValue + offset, value0);
  v128.store(it.nextValue + offset, value1, 16);
}

/** The last few numbers. */
function some(it: Adam, offset: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = offset + (<usize>i << 2);
    const g = f32x4.splat(f32.load(it.gradient + at));
    const first = madd(f32x4.splat(f32.load(it.first + at)), f32x4.splat(it.beta1), g);
    const second = madd(f32x4.splat(f32.load(it.second + at)), f32x4.splat(it.beta2), f32x4.mul(g, g));
    const value = moved(it, f32x4.splat(f32.load(it.value + at)), first, second);
    f32.store(it.nextFirst + at, f32x4.extract_lane(first, 0));
    f32.store(it.nextSecond + at, f32x4.extract_lane(second, 0));
    f32.store(it.nextValue + at, f32x4.extract_lane(value, 0));
  }
}

@inline
function moved(it: Adam, value: v128, first: v128, second: v128): v128 {
  const divisor = f32x4.add(f32x4.sqrt(second), f32x4.splat(it.floor));
  const move = f32x4.div(f32x4.mul(first, f32x4.splat(it.size)), divisor);
  return f32x4.sub(f32x4.mul(value, f32x4.splat(it.kept)), move);
}
