/** face-api's landmark network: four blocks of depthwise separable convolutions whose outputs are added up. */
import type { Pixels } from '../../contract/index.ts';
import type { Tensor2D, Tf } from '../../tf.ts';
import { centredSquare, resample } from './input.ts';
import {
  type Application,
  applyConvolution,
  applyDepthwise,
  type Convolution,
  consume,
  convolve,
  type Tensor4D,
} from './layers.ts';
import { meanColour } from './mean-colour.ts';
import type { Weights } from './weights.ts';

const side = 112;
const blockCount = 4;
const layersPerBlock = 4;
const points = 68;

export interface LandmarkNetwork {
  /**
   * The 68 landmarks of each face, x and y in turn, in pixels of its picture.
   * @param faces upright crops around a face.
   */
  find(faces: readonly Pixels[]): Promise<number[][]>;
}

/** A convolution of each channel by itself, then one across channels; the first layer of all has only the latter. */
interface Separable {
  depthwise: Convolution | null;
  pointwise: Convolution;
}

/** Read apart from what runs them, which would else keep the decoded weights alive. */
function readLayers(tf: Tf, weights: Weights) {
  const blocks = Array.from({ length: blockCount }, (_, block) =>
    Array.from({ length: layersPerBlock }, (_, layer): Separable => {
      const name = `dense${block}/conv${layer}`;
      if (block === 0 && layer === 0) {
        return {
          depthwise: null,
          pointwise: convolve(tf, weights(`${name}/filters`), weights(`${name}/bias`)),
        };
      }
      return {
        depthwise: convolve(tf, weights(`${name}/depthwise_filter`)),
        pointwise: convolve(tf, weights(`${name}/pointwise_filter`), weights(`${name}/bias`)),
      };
    }),
  );
  const fc = tf.tensor2d(weights('fc/weights').values, [256, 2 * points]);
  return { blocks, fc, fcBias: tf.tensor1d(weights('fc/bias').values) };
}

export function loadLandmarkNetwork(tf: Tf, weights: Weights): LandmarkNetwork {
  const { blocks, fc, fcBias } = readLayers(tf, weights);

  function apply(
    x: Tensor4D,
    { depthwise, pointwise }: Separable,
    { stride, ...how }: Application,
  ): Tensor4D {
    if (depthwise === null) return applyConvolution(tf, x, pointwise, { stride, ...how });
    const filtered = applyDepthwise(tf, x, depthwise, { activation: 'linear', stride });
    return applyConvolution(tf, filtered, pointwise, how);
  }

  function applyBlock(input: Tensor4D, [first, ...others]: readonly Separable[]): Tensor4D {
    let sum = apply(input, first!, { activation: 'relu', stride: 2 });
    let out = sum;
    for (const layer of others) {
      sum = apply(out, layer, { activation: 'linear', added: sum });
      out = tf.relu(sum);
    }
    return out;
  }

  return {
    async find(faces) {
      if (faces.length === 0) return [];
      const size = side * side * 3;
      const squares = faces.map(centredSquare);
      const pixels = new Float32Array(faces.length * size);
      for (const [i, face] of faces.entries()) {
        resample(face, squares[i]!, { width: side, height: side, side }, meanColour, pixels, i * size);
      }
      const input = tf.tensor4d(pixels, [faces.length, side, side, 3]);
      const maps = blocks.reduce((x, layers) => consume(tf, x, (map) => applyBlock(map, layers)), input);
      const output = tf.tidy((): Tensor2D => tf.add(tf.matMul(tf.mean(maps, [1, 2]), fc), fcBias));
      maps.dispose();
      const values = await output.data();
      output.dispose();
      return faces.map((face, i) => {
        const longest = Math.max(face.width, face.height);
        const [left, top] = [(longest - face.width) / 2, (longest - face.height) / 2];
        return Array.from({ length: 2 * points }, (_, k) => {
          return values[i * 2 * points + k]! * longest - (k % 2 === 0 ? left : top);
        });
      });
    },
  };
}
