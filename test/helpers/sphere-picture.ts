/** A small picture of the sphere, and cameras to look at it. */
import fc from 'fast-check';
import type { SpherePicture, SphereViewState } from '../../src-renderer/sphere/picture.ts';
import { zooms } from '../../src-renderer/sphere/view/camera.ts';

export const size = { width: 600, height: 400 };

export const camera = fc.record({
  yaw: fc.double({ min: -10, max: 10, noNaN: true }),
  pitch: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  zoom: fc.double({ min: zooms.least, max: 8, noNaN: true }),
});

export const front: SphereViewState = {
  camera: { yaw: 0, pitch: 0, zoom: 1 },
  selected: [],
  hovered: null,
  isolated: false,
};

/** A front one, one right of it, one above, one behind; the first two are each other's nearest. */
export const picture: SpherePicture = {
  points: Float32Array.from([0, 0, 1, 0.6, 0, 0.8, 0, 1, 0, 0, 0, -1]),
  names: ['Ada', 'Ben & <Co>', 'Cleo', 'Dan'],
  faceIds: [1, 2, 3, null],
  nearest: { index: [1, 0, 1, 2], angle: [36.9, 36.9, 90, 90] },
  caps: Float32Array.from([18, 18, Number.NaN, 45]),
  samples: { points: Float32Array.from([-0.6, 0, 0.8]), labels: [2], faceIds: [9] },
  ghost: Float32Array.from([0, 0, 1]),
};
