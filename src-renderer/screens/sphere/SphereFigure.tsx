import type { Ref } from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Shot } from '../../sphere/Canvases.tsx';
import type { Palette } from '../../sphere/looks.ts';
import type { SpherePicture, View } from '../../sphere/picture.ts';
import { SphereView } from '../../sphere/SphereView.tsx';
import type { MovingCamera } from '../../sphere/useCamera.ts';
import type { Shown } from '../../sphere/worker.ts';
import { Card } from './Card.tsx';
import type { Selection } from './useSelection.ts';

interface SphereFigureProps {
  title: string;
  picture: SpherePicture;
  shown: Pick<Shown, 'exact' | 'meanError' | 'stress' | 'worst'>;
  view: View;
  palette: Palette;
  camera: MovingCamera;
  selection: Selection;
  ref?: Ref<Shot>;
}

/** A sphere and, below, how true the picture is. */
export function SphereFigure(props: SphereFigureProps) {
  const { title, picture, shown, view, palette, camera, selection, ref } = props;
  const { sphere: words } = useMessages();
  const { worst } = shown;
  return (
    <figure className="sphere-figure">
      <SphereView
        label={`${title}. ${words.picture}`}
        {...{ picture, view, palette, camera }}
        onHover={selection.hover}
        onSelect={selection.select}
        ref={ref ?? null}
      >
        <Card {...{ picture, view }} />
      </SphereView>
      <figcaption>
        <small>
          {shown.exact || worst === null
            ? words.exact
            : words.projected(
                shown.stress.toFixed(2),
                shown.meanError.toFixed(1),
                picture.names[worst.pair[0]]!,
                picture.names[worst.pair[1]]!,
                worst.shown.toFixed(0),
                worst.true.toFixed(0),
              )}
        </small>
      </figcaption>
    </figure>
  );
}
