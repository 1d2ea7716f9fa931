import type { Ref } from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Palette } from '../../sphere/drawing/appearance.ts';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import type { SpherePicture, SphereViewState } from '../../sphere/picture.ts';
import { SphereView } from '../../sphere/view/SphereView.tsx';
import type { MovingCamera } from '../../sphere/view/useCamera.ts';
import type { ShownPicture } from '../../sphere/work/worker.ts';
import { Card } from './Card.tsx';
import styles from './sphere.module.css';
import type { Selection } from './useSelection.ts';

interface SphereFigureProps {
  title: string;
  /** Whether the title stands above the picture, if there are several. */
  named?: boolean;
  picture: SpherePicture;
  shown: Pick<ShownPicture, 'exact' | 'meanError' | 'stress' | 'worst'>;
  view: SphereViewState;
  palette: Palette;
  camera: MovingCamera;
  selection: Selection;
  ref?: Ref<Shot>;
}

/** A sphere and, below, how true the picture is. */
export function SphereFigure(props: SphereFigureProps) {
  const { title, named, picture, shown, view, palette, camera, selection, ref } = props;
  const { sphere: words } = useMessages();
  const { worst } = shown;
  return (
    <figure className={styles.figure}>
      {named && <strong className={styles.name}>{title}</strong>}
      <SphereView
        label={`${title}. ${words.picture}`}
        {...{ picture, view, palette, camera }}
        onHover={selection.hover}
        onSelect={selection.select}
        onLasso={selection.take}
        isLasso={selection.isLasso}
        ref={ref ?? null}
      >
        <Card {...{ picture, view }} />
      </SphereView>
      <figcaption>
        {shown.exact || worst === null
          ? words.exact
          : words.projected(
              shown.stress.toFixed(2),
              shown.meanError.toFixed(1),
              picture.names[worst.pair[0]]!,
              picture.names[worst.pair[1]]!,
              worst.shown.toFixed(0),
              worst.true.toFixed(0),
            )}{' '}
        {picture.kept && words.kept(picture.kept.filter(Boolean).length, picture.kept.length)}
      </figcaption>
    </figure>
  );
}
