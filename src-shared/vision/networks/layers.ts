/**
 * Convolutions that are one kernel each: what follows them in the network as it was trained, a batch normalisation or a
 * scale by channel, is folded into their weights once, and bias and activation are computed with them.
 */
import type * as tfjs from '@tensorflow/tfjs';
import { fusedKernel } from '../../operations.ts';
import type { Tensor, Tensor1D, Tf } from '../../tf.ts';
import type { Weight } from './weights.ts';

export type Tensor4D = tfjs.Tensor4D;

export interface Convolution {
  /** [height, width, in, out], or [height, width, channels, 1] if each channel has its own. */
  shape: [number, number, number, number];
  /** Of that shape, or in the order of the backend's own kernel, with the bias. */
  filter: Tensor;
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

/** A convolution's numbers with what follows it. */
export interface Folded {
  /** Its shape as that of `Convolution`. */
  filter: Weight;
  /** One number a channel of the output. */
  bias: Float32Array;
}

/**
 * @param filter [height, width, in, out], or [height, width, channels, 1].
 * @param bias one number a channel of the output; absent: 0.
 */
export function fold(filter: Weight, bias?: Weight, after?: Affine): Folded {
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
  return { filter: { shape: filter.shape, values }, bias: offsets };
}

/** As `fold`, on the active backend. */
export function convolve(tf: Tf, ...layer: Parameters<typeof fold>): Convolution {
  const { filter, bias } = fold(...layer);
  const shape = filter.shape as Convolution['shape'];
  const plain = { filter: tf.tensor4d(filter.values, shape), bias: tf.tensor1d(bias) };
  const packed = shape[3] === 1 ? null : fusedKernel(tf, 'TammesPackFilter', plain);
  if (packed === null) return { shape, ...plain };
  tf.dispose(plain.filter);
  return { shape, filter: packed[0]!, bias: plain.bias };
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
  /** Is added before the activation, which is then linear or `relu`. */
  added?: Tensor4D;
}

/** What own kernels make of y, the convolution: `slope · y` where y is below 0, and `highest` where it is above. */
const activations: Record<Activation, { slope: number; highest: number }> = {
  linear: { slope: 1, highest: Number.POSITIVE_INFINITY },
  relu: { slope: 0, highest: Number.POSITIVE_INFINITY },
  relu6: { slope: 0, highest: 6 },
  leakyrelu: { slope: leak, highest: Number.POSITIVE_INFINITY },
};

/** The numbers that own kernels want to know. */
function geometry(
  tf: Tf,
  x: Tensor4D,
  shape: Convolution['shape'],
  { stride = 1, pad = 'same' }: Application,
  isDepthwise: boolean,
) {
  const info = tf.backend_util.computeConv2DInfo(x.shape, shape, stride, 1, pad, undefined, isDepthwise);
  const { outHeight, outWidth, outChannels, filterHeight, filterWidth, padInfo } = info;
  const { top, left } = padInfo;
  return { outHeight, outWidth, outChannels, filterHeight, filterWidth, top, left, stride };
}

export function applyConvolution(
  tf: Tf,
  x: Tensor4D,
  { shape, filter, bias }: Convolution,
  how: Application,
): Tensor4D {
  const { activation, stride = 1, pad = 'same', added } = how;
  const attrs = { ...geometry(tf, x, shape, how, false), ...activations[activation] };
  const fused = fusedKernel(tf, 'TammesConvolution', { x, filter, ...(added && { added }) }, attrs);
  if (fused !== null) return fused[0] as Tensor4D;
  const y = tf.fused.conv2d({
    x,
    filter: filter as Tensor4D,
    bias,
    strides: stride,
    pad,
    activation: added ? 'linear' : activation,
    leakyreluAlpha: leak,
  });
  if (added === undefined) return y;
  const sum: Tensor4D = tf.add(y, added);
  return activation === 'relu' ? tf.relu(sum) : sum;
}

/** A convolution of each channel by itself. */
export function applyDepthwise(
  tf: Tf,
  x: Tensor4D,
  { shape, filter, bias }: Convolution,
  how: Application,
): Tensor4D {
  const { activation, stride = 1 } = how;
  const attrs = { ...geometry(tf, x, shape, how, true), ...activations[activation] };
  const fused = fusedKernel(tf, 'TammesDepthwise', { x, filter, bias }, attrs);
  if (fused !== null) return fused[0] as Tensor4D;
  return tf.fused.depthwiseConv2d({
    x,
    filter: filter as Tensor4D,
    bias,
    strides: stride,
    pad: 'same',
    activation,
  });
}

/** Applies a part of a network and frees its input and all in between: within one tidy they would add up. */
export function consume(tf: Tf, x: Tensor4D, part: (x: Tensor4D) => Tensor4D): Tensor4D {
  const out = tf.tidy(() => part(x));
  x.dispose();
  return out;
}
