/** The sphere as a control: turning, zooming, and selecting centres. */
import type { Palette } from '../drawing/appearance.ts';
import type { SphereViewState } from '../picture.ts';
import { dragged, facing, middleOf, turnedBy, zoomedBy } from './camera.ts';
import { PictureView, type PictureViewProps } from './PictureView.tsx';
import type { MovingCamera } from './useCamera.ts';

interface SphereViewProps extends Omit<PictureViewProps, 'motions' | 'isMoving' | 'testId'> {
  view: SphereViewState;
  palette: Palette;
  camera: MovingCamera;
}

/** The sphere: turned with the pointer or the arrow keys; a click selects a centre, with Ctrl or Shift one more. */
export function SphereView({ camera, ...rest }: SphereViewProps) {
  const { move, fly } = camera;
  const { points } = rest.picture;
  return (
    <PictureView
      {...rest}
      testId="sphere"
      isMoving={camera.isFlying}
      motions={{
        drag: (dx, dy, size) => move((before) => dragged(before, dx, dy, size)),
        step: (across, up) =>
          move((before) => turnedBy(before, (across * keyStep) / before.zoom, (-up * keyStep) / before.zoom)),
        zoom: (factor) => move((before) => zoomedBy(before, factor)),
        home: () => fly({ ...facing(middleOf(points)), zoom: 1 }),
      }}
    />
  );
}

const keyStep = Math.PI / 36;
