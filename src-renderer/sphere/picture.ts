import type { Radians } from '../../src-shared/sphere/index.ts';

/** A sphere with what lies on it, or a map. Places are x, y and z in turn: unit vectors, or on a map -1 to 1 with z 0. */
export interface SpherePicture {
  /** [n], the class centres. */
  points: Float32Array;
  names: readonly string[];
  faceIds: readonly (number | null)[];
  nearest: NearestCentres;
  /** Whether each centre's nearest is its nearest in the picture, too; absent: all are. */
  kept?: readonly boolean[];
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

/** What of a map lies in the window's middle, and how much larger than whole. */
export interface MapPosition {
  x: number;
  y: number;
  zoom: number;
}

/** Something that lies under the pointer. */
export interface Spot {
  kind: 'centre' | 'sample';
  index: number;
}

/** What fits a filter. */
export interface Fitting {
  /** By index. */
  centres: ReadonlySet<number>;
  /** By the face's number: samples. */
  faces: ReadonlySet<number>;
}

/** How a sphere, or a map, is looked at. */
export interface PictureViewState<Position = CameraPosition | MapPosition> {
  camera: Position;
  /** Class centres, in the order of selection. */
  selected: readonly number[];
  hovered: Spot | null;
  /** Shows only the selected centres and their neighbours. */
  isolated: boolean;
  /** Who fits a filter: the others are dimmed, and no lasso takes them; absent or null: all do. */
  fitting?: Fitting | null;
  /** Centres are shown as portraits where there is room. */
  portraits?: boolean;
}

export type SphereViewState = PictureViewState<CameraPosition>;
