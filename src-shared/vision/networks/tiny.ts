/**
 * face-api's fast detector: Tiny YOLO v2 (Redmon and Farhadi 2017) of separable convolutions, trained on squares of 416 pixels.
 */
import type { Tf } from '../../tf.ts';
import { free } from '../pixels.ts';
import { type Detection, nonMaxSuppression } from './boxes.ts';
import type { Detector } from './detector.ts';
import { corneredSquare, type Grid, gridOf, type Normalisation, resample } from './input.ts';
import {
  applyConvolution,
  applyDepthwise,
  type Convolution,
  consume,
  convolve,
  type Tensor4D,
} from './layers.ts';
import type { Weights } from './weights.ts';

const trainedSide = 416;
/** Pixels of the network's input in one cell of its map. */
const cell = 32;
/** Pixels of black that are left beside a picture that is not square: boxes at its border are as with all of it. */
const margin = 96;
/** Separable convolutions after the first one. */
const separables = 5;
/** Above this share of their union two boxes are one face. */
const sameFace = 0.4;
/** Widths and heights of the anchor boxes, in cells. */
const anchors: readonly (readonly [number, number])[] = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
];
/** Numbers that the network gives for an anchor: x, y, width, height and score. */
const perAnchor = 5;

const normalisation: Normalisation = { mean: [117.001, 114.697, 97.404], scale: 1 / 255 };

/** Read apart from what runs them, which would else keep the decoded weights alive. */
function readLayers(tf: Tf, weights: Weights) {
  const plain = (name: string): Convolution =>
    convolve(tf, weights(`${name}/filters`), weights(`${name}/bias`));
  return {
    first: plain('conv0'),
    separable: Array.from({ length: separables }, (_, i) => ({
      depthwise: convolve(tf, weights(`conv${i + 1}/depthwise_filter`)),
      pointwise: convolve(tf, weights(`conv${i + 1}/pointwise_filter`), weights(`conv${i + 1}/bias`)),
    })),
    head: plain('conv8'),
  };
}

export function loadTiny(tf: Tf, weights: Weights): Detector {
  const { first, separable, head } = readLayers(tf, weights);

  /** What the network gives for each cell. @param input is freed. */
  function predict(input: Tensor4D): Tensor4D {
    let x = consume(tf, input, (map) =>
      applyConvolution(tf, map, first, { activation: 'leakyrelu', pad: 'valid' }),
    );
    for (const { depthwise, pointwise } of separable) {
      x = consume(tf, x, (map) => tf.maxPool(map, 2, 2, 'same'));
      x = consume(tf, x, (map) => applyDepthwise(tf, map, depthwise, { activation: 'linear' }));
      x = consume(tf, x, (map) => applyConvolution(tf, map, pointwise, { activation: 'leakyrelu' }));
    }
    x = consume(tf, x, (map) => tf.maxPool(map, 2, 1, 'same'));
    return consume(tf, x, (map) => applyConvolution(tf, map, head, { activation: 'linear' }));
  }

  return {
    side: trainedSide,
    async detect(photo, { minConfidence, maxResults, side = trainedSide }) {
      const square = corneredSquare(photo);
      const grid = gridOf(photo, { side, step: cell, margin });
      const pixels = new Float32Array(grid.width * grid.height * 3);
      resample(photo, square, grid, normalisation, pixels);
      const output = predict(tf.tensor4d(pixels, [1, grid.height, grid.width, 3]));
      const values = (await output.data()) as Float32Array;
      output.dispose();
      free({ data: pixels });
      const detections = decode(values, grid, minConfidence, square.side / side);
      return nonMaxSuppression(detections, maxResults, sameFace);
    },
  };
}

/**
 * Boxes out of what the network gives, in pixels of the picture; they may reach beyond its borders.
 * @param scale pixels of the picture in one of the network's.
 */
function decode(
  values: Float32Array,
  { width, height }: Grid,
  minConfidence: number,
  scale: number,
): Detection[] {
  const least = Math.log(minConfidence / (1 - minConfidence));
  const pixels = cell * scale;
  const detections: Detection[] = [];
  let from = 0;
  for (let row = 0; row < height / cell; row++) {
    for (let column = 0; column < width / cell; column++) {
      for (const [anchorWidth, anchorHeight] of anchors) {
        const logit = values[from + 4]!;
        if (logit > least) {
          const boxWidth = pixels * anchorWidth * Math.exp(values[from + 2]!);
          const boxHeight = pixels * anchorHeight * Math.exp(values[from + 3]!);
          const x = pixels * (column + sigmoid(values[from]!)) - boxWidth / 2;
          const y = pixels * (row + sigmoid(values[from + 1]!)) - boxHeight / 2;
          detections.push({ box: { x, y, width: boxWidth, height: boxHeight }, score: sigmoid(logit) });
        }
        from += perAnchor;
      }
    }
  }
  return detections;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
