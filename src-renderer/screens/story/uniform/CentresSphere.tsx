import { useMemo } from 'react';
import { spreadOf, unitRows } from '../../../../src-shared/sphere/index.ts';
import type { UniformFrame } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { usePalette } from '../../../sphere/drawing/palette.ts';
import type { SpherePicture, SphereViewState } from '../../../sphere/picture.ts';
import { SphereView } from '../../../sphere/view/SphereView.tsx';
import type { MovingCamera } from '../../../sphere/view/useCamera.ts';
import { nearestOf } from '../../../sphere/work/nearest.ts';
import { matrixOf } from '../../../sphere/work/rows.ts';
import styles from '../story.module.css';

interface CentresSphereProps {
  title: string;
  /** What it shows, for who cannot see it. */
  label: string;
  frame: UniformFrame | null;
  camera: MovingCamera;
}

const none: readonly number[] = [];

/** Class centres at one step, each with a cap half as wide as the way to the nearest. */
export function CentresSphere({ title, label, frame, camera }: CentresSphereProps) {
  const { sphere: words } = useMessages();
  const palette = usePalette();
  const picture = useMemo(() => (frame === null ? null : pictureOf(frame)), [frame]);
  const view = useMemo(
    (): SphereViewState => ({ camera: camera.camera, selected: none, hovered: null, isolated: false }),
    [camera.camera],
  );
  return (
    <figure className={styles.sphere} aria-label={title}>
      {picture ? (
        <SphereView
          square
          {...{ label, picture, view, palette, camera }}
          onHover={() => {}}
          onSelect={() => {}}
        />
      ) : (
        <p className={styles.empty}>{label}</p>
      )}
      <figcaption>
        <strong>{title}</strong>
        {frame &&
          `: ${words.smallest} ${frame.smallestAngle.toFixed(2)}°, ${words.ratio} ${frame.ratio.toFixed(3)}`}
      </figcaption>
    </figure>
  );
}

function pictureOf({ centres }: UniformFrame): SpherePicture {
  const { nearest } = spreadOf(centres);
  return {
    points: matrixOf(unitRows(centres)).values,
    names: centres.map((_, i) => String(i + 1)),
    faceIds: centres.map(() => null),
    nearest: nearestOf(nearest),
    caps: Float32Array.from(nearest, ({ angle }) => angle / 2),
    samples: null,
    ghost: null,
  };
}
