/**
 * Convolutions that are one kernel each: what follows them in the network as it was trained, a batch normalisation or a
 * scale by channel, is folded into their weights once, and bias and activation are computed with them.
 */
import type * as tfjs from '@tensorflow/tfjs';
import type { Tensor1D, Tf } from '../../tf.ts';
import type { Weight } from './weights.ts';

export type Tensor4D = tfjs.Tensor4D;

export interface Convolution {
  /** [height, width, in, out], or [height, width, channels, 1] where each channel has its own. */
  filter: Tensor4D;
  bias: Tensor1D;
}

type Activation = 'linear' | 'relu' | 'relu6' | 'leakyrelu';

/** Slope of a leaky rectifier below 0, as YOLO has it. */
const leak = 0.1;

/** What becomes of each channel after a convolution: `scale · x + shift`. */
export interface Affine {
  scale: Float32Array;
  shift: Float32Array;
}

/**
 * @param filter [height, width, in, out], or [height, width, channels, 1].
 * @param bias one number a channel of the output; absent: 0.
 */
export function convolution(tf: Tf, filter: Weight, bias?: Weight, after?: Affine): Convolution {
  const values = new Float32Array(filter.values);
  const channels = filter.shape[3] === 1 ? filter.shape[2]! : filter.shape[3]!;
  const offsets = bias === undefined ? new Float32Array(channels) : new Float32Array(bias.values);
  if (after !== undefined) {
    const { scale, shift } = after;
    for (let from = 0; from < values.length; from += channels) {
      for (let i = 0; i < channels; i++) values[from + i]! *= scale[i]!;
    }
    for (let i = 0; i < channels; i++) offsets[i] = offsets[i]! * scale[i]! + shift[i]!;
  }
  return {
    filter: tf.tensor4d(values, filter.shape as [number, number, number, number]),
    bias: tf.tensor1d(offsets),
  };
}

/** Inference of a batch normalisation with these moments, `(x − mean) / √(variance + epsilon) · gamma + beta`. */
export function batchNorm(
  { mean, variance, gamma, beta }: Record<'mean' | 'variance' | 'gamma' | 'beta', Weight>,
  epsilon: number,
): Affine {
  const scale = gamma.values.map((value, i) => value / Math.sqrt(variance.values[i]! + epsilon));
  return { scale, shift: beta.values.map((value, i) => value - mean.values[i]! * scale[i]!) };
}

export interface Application {
  activation: Activation;
  stride?: 1 | 2;
  pad?: 'same' | 'valid' | tfjs.backend_util.ExplicitPadding;
}

export function applyConvolution(
  tf: Tf,
  x: Tensor4D,
  { filter, bias }: Convolution,
  { activation, stride = 1, pad = 'same' }: Application,
): Tensor4D {
  return tf.fused.conv2d({ x, filter, bias, strides: stride, pad, activation, leakyreluAlpha: leak });
}

/** A convolution of each channel by itself. */
export function applyDepthwise(
  tf: Tf,
  x: Tensor4D,
  { filter, bias }: Convolution,
  { activation, stride = 1 }: Application,
): Tensor4D {
  return tf.fused.depthwiseConv2d({ x, filter, bias, strides: stride, pad: 'same', activation });
}

/** Applies a part of a network and frees its input and all in between: within one tidy they would add up. */
export function consume(tf: Tf, x: Tensor4D, part: (x: Tensor4D) => Tensor4D): Tensor4D {
  const out = tf.tidy(() => part(x));
  x.dispose();
  return out;
}
