/**
 * Functions that keep float32's digits on every backend. WebGPU allows its own sine and cosine an error of 2^-11,
 * takes log(1 + x) literally (as WASM does), and loses digits in the logarithm near 1 and in the arc cosine (WGSL, "Accuracy of
 * Built-in Functions"): after a scale of 64 that would be the third digit of a gradient.
 */
import type { Tensor, Tf } from '../../tf.ts';

/** log(1 + x) for x from 0 to 1. */
export function log1p(tf: Tf, x: Tensor): Tensor {
  // There the built-in one is exact, and a single kernel; WASM's and WebGPU's have nothing left of 1e-8.
  const isExact = ['tensorflow', 'cpu'].includes(tf.getBackend());
  return isExact ? tf.log1p(x) : log1pSeries(tf, x);
}

/** 2 artanh(x/(2 + x)) as a series, whose rest is below 2e-8. */
export function log1pSeries(tf: Tf, x: Tensor): Tensor {
  return tf.tidy(() => {
    const z = tf.div(x, tf.add(x, 2));
    const square = tf.square(z);
    const series = polynomial(tf, square, [1, 1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13]);
    return tf.mul(tf.mul(z, series), 2);
  });
}

/** log(1 + e^x) without overflow, and with all digits where it is small. */
export function softplus(tf: Tf, x: Tensor): Tensor {
  return tf.tidy(() => tf.add(tf.relu(x), log1p(tf, tf.exp(tf.neg(tf.abs(x))))));
}

/** pi/2 in two parts: the first has few enough bits for its small multiples to be exact (Cody and Waite 1980). */
const halfPi = [1.5703125, 4.838267948966e-4] as const;

/** Sine and cosine of angles up to some turns, radians. */
export function sineAndCosine(tf: Tf, angle: Tensor): { sine: Tensor; cosine: Tensor } {
  return tf.tidy(() => {
    const quarter = tf.floor(tf.add(tf.mul(angle, 2 / Math.PI), 0.5));
    const rest = tf.sub(tf.sub(angle, tf.mul(quarter, halfPi[0])), tf.mul(quarter, halfPi[1]));
    const square = tf.square(rest);
    // Taylor's series: within ±pi/4 the terms left out are below 3e-9.
    const sine = tf.mul(rest, polynomial(tf, square, [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362_880]));
    const cosine = polynomial(tf, square, [1, -1 / 2, 1 / 24, -1 / 720, 1 / 40_320]);
    const turn = tf.sub(quarter, tf.mul(tf.floor(tf.div(quarter, 4)), 4));
    const isOdd = tf.logicalOr(tf.equal(turn, 1), tf.equal(turn, 3));
    const isLower = tf.greaterEqual(turn, 2);
    const isLeft = tf.logicalOr(tf.equal(turn, 1), tf.equal(turn, 2));
    const [first, second] = [tf.where(isOdd, cosine, sine), tf.where(isOdd, sine, cosine)];
    return {
      sine: tf.where(isLower, tf.neg(first), first),
      cosine: tf.where(isLeft, tf.neg(second), second),
    };
  });
}

/** The angle of a cosine, radians: exact at the ends, where the arc cosine loses half its digits. */
export function angleOf(tf: Tf, cosine: Tensor): Tensor {
  return tf.tidy(() => {
    const [below, above] = [tf.relu(tf.sub(1, cosine)), tf.relu(tf.add(1, cosine))];
    return tf.mul(tf.atan2(tf.sqrt(below), tf.sqrt(above)), 2);
  });
}

/** Σ_k coefficients[k] x^k, by Horner's rule. */
function polynomial(tf: Tf, x: Tensor, coefficients: readonly number[]): Tensor {
  const [last, ...rest] = coefficients.toReversed();
  return rest.reduce<Tensor>((sum, next) => tf.add(tf.mul(sum, x), next), tf.fill(x.shape, last!));
}

/** The sum of exponentials along an axis, over what a mask of 0 and 1 lets through. */
export interface MaskedSum {
  /** Largest number let through. */
  top: Tensor;
  /** log Σ exp(x - top); far below 0 where nothing is let through. */
  logSum: Tensor;
  /** Each number's share of the sum; 0 where it is masked. */
  shares: Tensor;
}

export function maskedSum(tf: Tf, numbers: Tensor, mask: Tensor, axis: number): MaskedSum {
  const masked = tf.add(tf.mul(numbers, mask), tf.mul(tf.sub(1, mask), -1e9));
  const top = tf.max(masked, axis, true);
  const powers = tf.mul(tf.exp(tf.sub(masked, top)), mask);
  const sum = tf.maximum(tf.sum(powers, axis, true), 1e-30);
  return { top, logSum: tf.log(sum), shares: tf.div(powers, sum) };
}

/** 1 if a number is above 0, else 0. Comparisons are a hundred times slower on WASM, on whole matrices. */
export function isPositive(tf: Tf, x: Tensor): Tensor {
  return tf.step(x);
}
