import type { Radians } from '../../src-shared/sphere/index.ts';

/** A sphere with what lies on it. Places are unit vectors, x, y and z in turn. */
export interface SpherePicture {
  /** [n], the class centres. */
  points: Float32Array;
  names: readonly string[];
  faceIds: readonly (number | null)[];
  nearest: NearestCentres;
  /** Radius of each centre's cap, degrees, NaN for one without; null: no caps are shown. */
  caps: Float32Array | null;
  samples: Samples | null;
  /** Where the centres would lie if they were spread as well as is known; null: not shown. */
  ghost: Float32Array | null;
}

/** For each centre its nearest other and the true angle to it, degrees. */
export interface NearestCentres {
  index: ArrayLike<number>;
  angle: ArrayLike<number>;
}

export interface Samples {
  /** [m], unit vectors. */
  points: Float32Array;
  /** The class centre of each. */
  labels: ArrayLike<number>;
  faceIds: readonly number[];
}

/** Radians about the vertical axis, then up or down; and how much larger than whole. */
export interface CameraPosition {
  yaw: Radians;
  pitch: Radians;
  zoom: number;
}

/** Something that lies under the pointer. */
export interface Spot {
  kind: 'centre' | 'sample';
  index: number;
}

/** How a picture is looked at. */
export interface SphereViewState {
  camera: CameraPosition;
  /** Class centres, in the order of selection. */
  selected: readonly number[];
  hovered: Spot | null;
  /** Shows only the selected centres and their neighbours. */
  isolated: boolean;
}
