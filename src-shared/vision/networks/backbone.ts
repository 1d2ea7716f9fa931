/** dlib's face-recognition network as face-api ships it: a ResNet (He et al. 2016) of 29 convolutions. */
import type { Pixels } from '../../contract/index.ts';
import type { Tf } from '../../tf.ts';
import { centredSquare, resample } from './input.ts';
import {
  type Affine,
  type Application,
  applyConvolution,
  type Convolution,
  consume,
  convolve,
  type fold,
  type Tensor4D,
} from './layers.ts';
import { meanColour } from './mean-colour.ts';
import type { Weights } from './weights.ts';

/** Width of the pooled feature. */
export const featureSize = 256;

const side = 150;

/** Two convolutions around which the input is led and added again. */
interface Residual<Layer> {
  conv1: Layer;
  conv2: Layer;
  /** Whether width and height are halved. */
  halves: boolean;
}

const names = [
  ...['conv32_1', 'conv32_2', 'conv32_3'],
  ...['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'],
  ...['conv128_down', 'conv128_1', 'conv128_2'],
  ...['conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out'],
];

export interface Backbone {
  /**
   * Pooled features of aligned faces, before the network's last layer.
   * @param chips are seen at 150x150 pixels.
   * @returns `featureSize` numbers a chip, one after the other.
   */
  features(chips: readonly Pixels[]): Promise<Float32Array>;
}

/** The network's convolutions: the first, which a pooling follows, and the others in pairs. */
export interface BackboneLayers<Layer> {
  first: Layer;
  residuals: Residual<Layer>[];
}

/**
 * Read apart from what runs them, which would else keep the decoded weights alive.
 * @param make a layer of numbers and of what follows it.
 */
export function readLayers<Layer>(
  weights: Weights,
  make: (...layer: Required<Parameters<typeof fold>>) => Layer,
): BackboneLayers<Layer> {
  const scaled = (name: string): Layer => {
    const after: Affine = {
      scale: weights(`${name}/scale/weights`).values,
      shift: weights(`${name}/scale/biases`).values,
    };
    return make(weights(`${name}/conv/filters`), weights(`${name}/conv/bias`), after);
  };
  const residuals = names.map((name) => ({
    conv1: scaled(`${name}/conv1`),
    conv2: scaled(`${name}/conv2`),
    halves: name.includes('down'),
  }));
  return { first: scaled('conv32_down'), residuals };
}

export function loadBackbone(tf: Tf, weights: Weights): Backbone {
  const { first, residuals } = readLayers(weights, (...layer) => convolve(tf, ...layer));

  function applyResidual(x: Tensor4D, { conv1, conv2, halves }: Residual<Convolution>): Tensor4D {
    const how: Application = halves
      ? { activation: 'relu', stride: 2, pad: 'valid' }
      : { activation: 'relu' };
    const between = applyConvolution(tf, x, conv1, how);
    if (!halves) return applyConvolution(tf, between, conv2, { activation: 'relu', added: x });
    const inner = applyConvolution(tf, between, conv2, { activation: 'linear' });
    const around = tf.avgPool(x, 2, 2, 'valid');
    return tf.relu(tf.add(filledUp(inner, around), filledUp(around, inner)));
  }

  /** Zeros after rows, columns and channels up to the other's: where halving rounds, and where channels double. */
  function filledUp(x: Tensor4D, other: Tensor4D): Tensor4D {
    const lacking = x.shape.map((length, i) => Math.max(0, other.shape[i]! - length));
    if (lacking.every((count) => count === 0)) return x;
    return tf.pad(
      x,
      lacking.map((count) => [0, count] as [number, number]),
    );
  }

  return {
    async features(chips) {
      const size = side * side * 3;
      const pixels = new Float32Array(chips.length * size);
      for (const [i, chip] of chips.entries()) {
        resample(
          chip,
          centredSquare(chip),
          { width: side, height: side, side },
          meanColour,
          pixels,
          i * size,
        );
      }
      const input = tf.tensor4d(pixels, [chips.length, side, side, 3]);
      const start = consume(tf, input, (x) => {
        const strided = applyConvolution(tf, x, first, { activation: 'relu', stride: 2, pad: 'valid' });
        return tf.maxPool(strided, 3, 2, 'valid');
      });
      const maps = residuals.reduce(
        (x, layers) => consume(tf, x, (map) => applyResidual(map, layers)),
        start,
      );
      const output = tf.mean(maps, [1, 2]);
      maps.dispose();
      const values = (await output.data()) as Float32Array;
      output.dispose();
      return values;
    },
  };
}
