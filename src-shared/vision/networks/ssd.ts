/**
 * face-api's accurate detector: SSD (Liu et al. 2016) on MobileNet v1 (Howard et al. 2017), trained on squares of 512 pixels.
 */
import type * as tfjs from '@tensorflow/tfjs';
import type { Tensor1D, Tf } from '../../tf.ts';
import { free } from '../pixels.ts';
import { type Detection, nonMaxSuppression } from './boxes.ts';
import type { Detector } from './detector.ts';
import { corneredSquare, type Grid, gridOf, resample } from './input.ts';
import {
  applyConvolution,
  applyDepthwise,
  batchNorm,
  type Convolution,
  consume,
  convolve,
  type Tensor4D,
} from './layers.ts';
import type { Weight, Weights } from './weights.ts';

/** Side of the square that the detector was trained on. */
const trainedSide = 512;
/** The detector's maps fit together on pictures whose sides are multiples of this. */
const step = 32;
/** Pixels of black that are left beside a picture that is not square: faces at its border are found as with all of it. */
const margin = 48;
/** Of the batch normalisations, as TensorFlow's models have it. */
const epsilon = 0.001;
/** MobileNet's layers of stride 2, after the first. */
const halving = new Set([2, 4, 6, 12]);
const blocks = 13;
/** The block whose output is the first map that is searched; the last block's is the second. */
const firstSearched = 11;
/** Convolutions after MobileNet: every other one halves the map and is searched. */
const extras = 8;
const searchedMaps = 6;
/** Above this share of their union two boxes are one face. */
const sameFace = 0.5;
/** Numbers that the heads give for an anchor: y, x, height, width and score. */
const perAnchor = 5;

const normalisation = { mean: [127.5, 127.5, 127.5], scale: 1 / 127.5 } as const;

/** Read apart from what runs them, which would else keep the decoded weights alive. */
function readLayers(tf: Tf, weights: Weights) {
  const pointwise = (name: string): Convolution =>
    convolve(tf, weights(`${name}/weights`), weights(`${name}/convolution_bn_offset`));
  const pairs = Array.from({ length: blocks }, (_, i) => {
    const depthwise = `MobilenetV1/Conv2d_${i + 1}_depthwise`;
    const moments = {
      mean: weights(`${depthwise}/BatchNorm/moving_mean`),
      variance: weights(`${depthwise}/BatchNorm/moving_variance`),
      gamma: weights(`${depthwise}/BatchNorm/gamma`),
      beta: weights(`${depthwise}/BatchNorm/beta`),
    };
    const after = batchNorm(moments, epsilon);
    return {
      stride: halving.has(i + 1) ? (2 as const) : (1 as const),
      depthwise: convolve(tf, weights(`${depthwise}/depthwise_weights`), undefined, after),
      pointwise: pointwise(`MobilenetV1/Conv2d_${i + 1}_pointwise`),
    };
  });
  return {
    first: pointwise('MobilenetV1/Conv2d_0_pointwise'),
    pairs,
    further: Array.from({ length: extras }, (_, i) => pointwise(`Prediction/Conv2d_${i}_pointwise`)),
    heads: Array.from({ length: searchedMaps }, (_, i) => head(tf, weights, `Prediction/BoxPredictor_${i}`)),
    anchors: weights('Output/extra_dim').values,
  };
}

export function loadSsd(tf: Tf, weights: Weights): Detector {
  const { first, pairs, further, heads, anchors } = readLayers(tf, weights);

  /** What the heads give for the maps that are searched, finest first. @param input is freed. */
  function predict(input: Tensor4D): Tensor1D[] {
    const predictions: Tensor1D[] = [];
    const search = (map: Tensor4D) => {
      const detections = applyConvolution(tf, map, heads[predictions.length]!, { activation: 'linear' });
      predictions.push(tf.reshape(detections, [-1]));
      detections.dispose();
    };
    let x = consume(tf, input, (map) => applyConvolution(tf, map, first, { activation: 'relu6', stride: 2 }));
    for (const [i, { depthwise, pointwise, stride }] of pairs.entries()) {
      x = consume(tf, x, (map) => applyDepthwise(tf, map, depthwise, { activation: 'relu6', stride }));
      x = consume(tf, x, (map) => applyConvolution(tf, map, pointwise, { activation: 'relu6' }));
      if (i + 1 === firstSearched || i + 1 === blocks) search(x);
    }
    for (const [i, layer] of further.entries()) {
      const halves = i % 2 === 1;
      x = consume(tf, x, (map) =>
        applyConvolution(tf, map, layer, {
          activation: 'relu6',
          ...(halves && { stride: 2, pad: paddedAfter }),
        }),
      );
      if (halves) search(x);
    }
    x.dispose();
    return predictions;
  }

  return {
    side: trainedSide,
    async detect(photo, { minConfidence, maxResults, side = trainedSide }) {
      const square = corneredSquare(photo);
      const grid = gridOf(photo, { side, step, margin });
      const pixels = new Float32Array(grid.width * grid.height * 3);
      resample(photo, square, grid, normalisation, pixels);
      const predictions = predict(tf.tensor4d(pixels, [1, grid.height, grid.width, 3]));
      const output = tf.concat(predictions);
      tf.dispose(predictions);
      const values = (await output.data()) as Float32Array;
      output.dispose();
      free({ data: pixels });
      const detections = decode(values, anchors, grid, minConfidence, square.side / side);
      return nonMaxSuppression(detections, maxResults, sameFace);
    },
  };
}

/**
 * Zeros after the last row and column, as the network had them on the even maps of its square. The second is for the odd
 * maps of a cut square, so that they keep its grid; an even map never reaches it. One padding for both: for every other,
 * WebAssembly would keep another copy of the weights.
 */
const paddedAfter: tfjs.backend_util.ExplicitPadding = [
  [0, 0],
  [0, 2],
  [0, 2],
  [0, 0],
];

/** Boxes and scores of a map out of one convolution, `perAnchor` numbers an anchor; the model has one for each. */
function head(tf: Tf, weights: Weights, name: string): Convolution {
  const [boxes, boxBiases] = [
    weights(`${name}/BoxEncodingPredictor/weights`),
    weights(`${name}/BoxEncodingPredictor/biases`),
  ];
  const [classes, classBiases] = [
    weights(`${name}/ClassPredictor/weights`),
    weights(`${name}/ClassPredictor/biases`),
  ];
  const anchors = boxes.shape[3]! / 4;
  /** Of each anchor the four numbers of its box and the second of its three classes, which is the face. */
  const join = ({ values: box }: Weight, { values: classes }: Weight): Float32Array =>
    Float32Array.from({ length: (box.length / 4) * perAnchor }, (_, i) => {
      const anchor = Math.floor(i / perAnchor);
      const part = i % perAnchor;
      return part < 4 ? box[4 * anchor + part]! : classes[3 * anchor + 1]!;
    });
  return convolve(
    tf,
    { shape: [1, 1, boxes.shape[2]!, anchors * perAnchor], values: join(boxes, classes) },
    { shape: [anchors * perAnchor], values: join(boxBiases, classBiases) },
  );
}

/**
 * Boxes out of what the heads give, in pixels of the picture.
 * @param anchors of the square of 512 pixels: top, left, bottom and right of each, as shares of its side. A smaller picture
 *   has those of its top left corner.
 * @param scale pixels of the picture in one of the detector's.
 */
function decode(
  values: Float32Array,
  anchors: Float32Array,
  grid: Grid,
  minConfidence: number,
  scale: number,
): Detection[] {
  const least = Math.log(minConfidence / (1 - minConfidence));
  const pixels = trainedSide * scale;
  const edge = grid.side * scale;
  const detections: Detection[] = [];
  let from = 0;
  let firstAnchor = 0;
  for (let map = 0; map < searchedMaps; map++) {
    const stride = 16 << map;
    const perCell = map === 0 ? 3 : 6;
    const cells = trainedSide / stride;
    const [rows, columns] = [Math.ceil(grid.height / stride), Math.ceil(grid.width / stride)];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let k = 0; k < perCell; k++, from += perAnchor) {
          const logit = values[from + 4]!;
          if (!(logit > least)) continue;
          const anchor = 4 * (firstAnchor + (row * cells + column) * perCell + k);
          const top = anchors[anchor]!;
          const left = anchors[anchor + 1]!;
          const anchorHeight = anchors[anchor + 2]! - top;
          const anchorWidth = anchors[anchor + 3]! - left;
          // The encoding of Faster R-CNN (Ren et al. 2015) with its usual scales of 10 and 5.
          const y = top + anchorHeight / 2 + (values[from]! / 10) * anchorHeight;
          const x = left + anchorWidth / 2 + (values[from + 1]! / 10) * anchorWidth;
          const halfHeight = (Math.exp(values[from + 2]! / 5) * anchorHeight) / 2;
          const halfWidth = (Math.exp(values[from + 3]! / 5) * anchorWidth) / 2;
          const [x0, x1] = [Math.max(0, pixels * (x - halfWidth)), Math.min(edge, pixels * (x + halfWidth))];
          const [y0, y1] = [
            Math.max(0, pixels * (y - halfHeight)),
            Math.min(edge, pixels * (y + halfHeight)),
          ];
          detections.push({
            box: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 },
            score: 1 / (1 + Math.exp(-logit)),
          });
        }
      }
    }
    firstAnchor += cells * cells * perCell;
  }
  return detections;
}
