import { type Ref, useMemo } from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Palette } from '../../sphere/drawing/appearance.ts';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import type { MapPosition, PictureViewState, SpherePicture } from '../../sphere/picture.ts';
import { MapView } from '../../sphere/view/MapView.tsx';
import type { Moving } from '../../sphere/view/useCamera.ts';
import { mostOnMap } from '../../sphere/work/map-limits.ts';
import { Card } from './Card.tsx';
import { keptIn } from './Faithfulness.tsx';
import styles from './sphere.module.css';
import type { Selection } from './useSelection.ts';

interface MapFigureProps {
  title: string;
  /** Null while it is being drawn. */
  picture: SpherePicture | null;
  /** Of people. */
  count: number;
  /** Of whom the sphere keeps the nearest, to compare with. */
  keptOnSphere: number;
  view: Omit<PictureViewState, 'camera'>;
  palette: Palette;
  camera: Moving<MapPosition>;
  selection: Selection;
  ref?: Ref<Shot>;
}

/** The map and, below, how true it is. */
export function MapFigure(props: MapFigureProps) {
  const { title, picture, count, keptOnSphere, view: wanted, palette, camera, selection, ref } = props;
  const { sphere: words } = useMessages();
  const view = useMemo(() => ({ ...wanted, camera: camera.camera }), [wanted, camera.camera]);
  if (picture === null) return <div className={styles.pending} />;
  return (
    <figure className={styles.figure}>
      <MapView
        label={`${title}. ${words.mapPicture}`}
        {...{ picture, view, palette, camera }}
        onHover={selection.hover}
        onSelect={selection.select}
        onLasso={selection.take}
        isLasso={selection.isLasso}
        ref={ref ?? null}
      >
        <Card {...{ picture, view }} />
      </MapView>
      <figcaption>
        {words.mapHelp} {words.kept(keptIn(picture), count)} {words.keptOnSphere(keptOnSphere)}
        {count > mostOnMap && ` ${words.sampledOnMap(mostOnMap)}`}
      </figcaption>
    </figure>
  );
}
