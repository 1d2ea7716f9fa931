/** A map of the centres as a control: moving, zooming, and selecting centres. */
import type { MapPosition, PictureViewState } from '../picture.ts';
import { zoomedBy } from './camera.ts';
import { pulled } from './map-camera.ts';
import { PictureView, type PictureViewProps } from './PictureView.tsx';
import type { Moving } from './useCamera.ts';

interface MapViewProps extends Omit<PictureViewProps, 'motions' | 'isMoving' | 'testId'> {
  view: PictureViewState<MapPosition>;
  camera: Moving<MapPosition>;
}

/** The map: moved with the pointer or the arrow keys; a click selects a centre, with Ctrl or Shift one more. */
export function MapView({ camera, ...rest }: MapViewProps) {
  const { move, fly } = camera;
  return (
    <PictureView
      {...rest}
      testId="map"
      isMoving={camera.isFlying}
      motions={{
        drag: (dx, dy, size) => move((before) => pulled(before, dx, dy, size)),
        step: (across, up, size) => move((before) => pulled(before, -across * keyStep, up * keyStep, size)),
        zoom: (factor) => move((before) => zoomedBy(before, factor)),
        home: () => fly({ x: 0, y: 0, zoom: 1 }),
      }}
    />
  );
}

/** Pixels. */
const keyStep = 40;
