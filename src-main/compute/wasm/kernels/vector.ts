/** Four numbers at once. */
/** a b + c, rounded once on every processor that can. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

/** What follows a convolution: y where y > 0, else slope·y; and at most `highest`. */
@inline
export function activated(y: v128, slope: f32, highest: f32): v128 {
  return f32x4.pmin(f32x4.splat(highest), f32x4.pmax(y, f32x4.mul(y, f32x4.splat(slope))));
}

@inline
export function sumOf(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

@inline
export function maxOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** Up to three numbers, the rest being `fill`. */
export function loadSome(from: usize, count: usize, fill: f32): v128 {
  let x = f32x4.splat(fill);
  if (count > 0) x = f32x4.replace_lane(x, 0, f32.load(from));
  if (count > 1) x = f32x4.replace_lane(x, 1, f32.load(from, 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, f32.load(from, 8));
  return x;
}

export function storeSome(to: usize, count: usize, x: v128): void {
  if (count > 0) f32.store(to, f32x4.extract_lane(x, 0));
  if (count > 1) f32.store(to, f32x4.extract_lane(x, 1), 4);
  if (count > 2) f32.store(to, f32x4.extract_lane(x, 2), 8);
}

/** The first three numbers or fewer, the rest 0. */
export function firstOf(x: v128, count: i32): v128 {
  return v128.and(x, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
}

/** 1.5·2^23: a small number added to it is rounded to a whole one, which then stands in its lowest bits. */
const rounder: f32 = 12_582_912;




/**
 * The numbers that `expOf` needs, in memory: engines make vectors of constants again each time, which takes longer than
 * to load them.
 */
export function writeExpTable(table: usize): void {
  f32.store(table, 1.44269504);
  f32.store(table, rounder, 4);
  // ln(2) in two parts: the first has few enough bits for its multiples to be exact (Cody and Waite 1980).
  f32.store(table, -0.693359375, 8);
  f32.store(table, 2.12194440e-4, 12);
  f32.store(table, 1 / 5040, 16);
  f32.store(table, 1 / 720, 20);
  f32.store(table, 1 / 120, 24);
  f32.store(table, 1 / 24, 28);
  f32.store(table, 1 / 6, 32);
  f32.store(table, 1 / 2, 36);
  f32.store(table, 1, 40);
  f32.store(table, -87, 44);
}

/**
 * e^x for x <= 0 to 2 units in the last place, 0 below -87: 2^n e^r with |r| <= ln(2)/2, and Taylor's series for e^r,
 * whose rest is below 1e-8.
 */
@inline
export function expOf(x: v128, table: usize): v128 {
  const shifted = madd(x, v128.load_splat<f32>(table), v128.load_splat<f32>(table, 4));
  const n = f32x4.sub(shifted, v128.load_splat<f32>(table, 4));
  let r = madd(n, v128.load_splat<f32>(table, 8), x);
  r = madd(n, v128.load_splat<f32>(table, 12), r);
  let y = madd(v128.load_splat<f32>(table, 16), r, v128.load_splat<f32>(table, 20));
  y = madd(y, r, v128.load_splat<f32>(table, 24));
  y = madd(y, r, v128.load_splat<f32>(table, 28));
  y = madd(y, r, v128.load_splat<f32>(table, 32));
  y = madd(y, r, v128.load_splat<f32>(table, 36));
  const one = v128.load_splat<f32>(table, 40);
  y = madd(y, r, one);
  y = madd(y, r, one);
  // times 2^n, by n in the exponent
  const power = i32x4.add(y, i32x4.shl(shifted, 23));
  return v128.andnot(power, f32x4.lt(x, v128.load_splat<f32>(table, 44)));
}
