/** One step of Adam over all numbers of a parameter: see `adam` in src-shared/training/optimiser.ts. */
import { endRow, firstRow } from './rows';
import { another, begin, job, Kernel } from './team';
import { loadSome, madd, storeSome } from './vector';

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
  const fours = (it.count + 3) >> 2;
  const end = endRow(fours);
  for (let i = firstRow(fours); i < end; i++) {
    const offset = <usize>i << 4;
    const left = it.count - (i << 2);
    if (left >= 4) {
      const g = v128.load(it.gradient + offset);
      const first = madd(v128.load(it.first + offset), f32x4.splat(it.beta1), g);
      const second = madd(v128.load(it.second + offset), f32x4.splat(it.beta2), f32x4.mul(g, g));
      v128.store(it.nextFirst + offset, first);
      v128.store(it.nextSecond + offset, second);
      v128.store(it.nextValue + offset, moved(it, v128.load(it.value + offset), first, second));
    } else {
      const g = loadSome(it.gradient + offset, left, 0);
      const first = madd(loadSome(it.first + offset, left, 0), f32x4.splat(it.beta1), g);
      const second = madd(loadSome(it.second + offset, left, 0), f32x4.splat(it.beta2), f32x4.mul(g, g));
      storeSome(it.nextFirst + offset, left, first);
      storeSome(it.nextSecond + offset, left, second);
      storeSome(it.nextValue + offset, left, moved(it, loadSome(it.value + offset, left, 0), first, second));
    }
  }
}

@inline
function moved(it: Adam, value: v128, first: v128, second: v128): v128 {
  const divisor = f32x4.add(f32x4.sqrt(second), f32x4.splat(it.floor));
  const move = f32x4.div(f32x4.mul(first, f32x4.splat(it.size)), divisor);
  return f32x4.sub(f32x4.mul(value, f32x4.splat(it.kept)), move);
}
