import type { MapPosition } from '../../sphere/picture.ts';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import type { Moving, MovingCamera } from '../../sphere/view/useCamera.ts';

/** How to look at parts of a picture, whatever kind it is. */
export interface Sight {
  /** Whether nothing is enlarged. */
  isWhole: boolean;
  showWhole(): void;
  /** Goes to some centres. */
  flyTo(indices: readonly number[]): void;
}

/** Zoom at which a few neighbours fill the window. */
const near = 2.2;

/** @param points x, y and z in turn. */
export function sphereSight(points: Float32Array, { camera, fly }: MovingCamera): Sight {
  return {
    isWhole: isWhole(camera),
    showWhole: () => fly({ zoom: 1 }),
    flyTo: (indices) => fly({ ...facing(middleOf(points, indices)), zoom: indices.length === 1 ? near : 1 }),
  };
}

/** @param points x, y and z in turn. */
export function mapSight(points: Float32Array, { camera, fly }: Moving<MapPosition>): Sight {
  return {
    isWhole: isWhole(camera) && Math.hypot(camera.x, camera.y) < 0.01,
    showWhole: () => fly({ x: 0, y: 0, zoom: 1 }),
    flyTo(indices) {
      const [x, y] = middleOf(points, indices).map((sum) => sum / indices.length) as [number, number, number];
      fly({ x, y, zoom: indices.length === 1 ? near : 1 });
    },
  };
}

const isWhole = ({ zoom }: { zoom: number }) => Math.abs(zoom - 1) < 0.01;
