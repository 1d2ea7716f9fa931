/** The sphere with a head's class centres, and what belongs to the picture: legend, export and selection. */
import { useMemo, useRef } from 'react';
import type { Output } from '../../../src-shared/contract/index.ts';
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Segments } from '../../components/Segments.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../sphere/drawing/palette.ts';
import type { SpherePicture } from '../../sphere/picture.ts';
import { useMapCamera } from '../../sphere/view/useCamera.ts';
import { keptNeighbours } from '../../sphere/work/kept-neighbours.ts';
import { AngleMap } from './AngleMap.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Faithfulness, keptIn } from './Faithfulness.tsx';
import { Legend } from './Legend.tsx';
import { MapFigure } from './MapFigure.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SphereFigure } from './SphereFigure.tsx';
import { SphereFilter } from './SphereFilter.tsx';
import { mapSight, sphereSight } from './sight.ts';
import styles from './sphere.module.css';
import { useSphereAddress } from './sphere-address.ts';
import { useFitting } from './useFitting.ts';
import type { useHeadPicture } from './useHeadPicture.ts';
import type { useSelection } from './useSelection.ts';

interface HeadFigureProps {
  name: string;
  data: Output<'sphere.spread'>;
  picture: SpherePicture;
  shown: NonNullable<ReturnType<typeof useHeadPicture>['shown']>;
  /** Places on the map that keeps neighbours; null while it is not wanted or not there. */
  map: Float32Array | null;
  selected: ReturnType<typeof useSelection>;
  portraits: boolean;
}

/** Class centres to turn, select and export. */
export function HeadFigure({ name, data, picture, shown, map, selected, portraits }: HeadFigureProps) {
  const { sphere: words } = useMessages();
  const { selection, camera } = selected;
  const [{ view: shownAs }, set] = useSphereAddress();
  const fitting = useFitting(data.names);
  const view = useMemo(() => ({ ...selected.view, portraits, fitting }), [selected.view, portraits, fitting]);
  const palette = usePalette();
  const shot = useRef<Shot>(null);
  const mapCamera = useMapCamera();
  const mapPicture = useMemo(() => map && asMap(picture, map), [picture, map]);
  const isDrawn = shownAs === 'sphere' || (shownAs === 'map' && map !== null);
  const angle = (a: number, b: number) => toDegrees(angleBetween(data.centres[a]!, data.centres[b]!));
  return (
    <Panel label={words.pictureOf(name)}>
      <div className={styles.top}>
        <HeadFaithfulness {...{ shown, mapPicture }} />
        <Segments
          bare
          label={words.shownAs}
          value={shownAs}
          options={[
            ['sphere', words.asSphere],
            ['map', words.asMap],
            ['angles', words.asAngles],
          ]}
          onChange={(view) => set({ view })}
        />
      </div>
      {shownAs === 'sphere' && (
        <SphereFigure title={name} {...{ picture, shown, view, palette, camera, selection }} ref={shot} />
      )}
      {shownAs === 'map' && (
        <MapFigure
          title={name}
          picture={mapPicture}
          count={data.names.length}
          keptOnSphere={keptIn(picture)}
          camera={mapCamera}
          {...{ view, palette, selection }}
          ref={shot}
        />
      )}
      {shownAs === 'angles' && <AngleMap centres={data.centres} names={data.names} {...{ selection }} />}
      {isDrawn && (
        <div className={styles.below}>
          <Legend nearest={picture.nearest} />
          <ExportButtons
            name={`tammes-${name || 'sphere'}`}
            shots={() => (shot.current ? [shot.current] : [])}
            {...(shownAs === 'sphere' && {
              onMove: (share) => camera.move((before) => ({ ...before, yaw: 2 * Math.PI * share })),
            })}
          />
        </div>
      )}
      <SelectionBar
        names={data.names}
        nearest={picture.nearest}
        sight={shownAs === 'map' && map ? mapSight(map, mapCamera) : sphereSight(picture.points, camera)}
        hasLasso={isDrawn}
        {...{ selection, angle, fitting }}
        tools={<SphereFilter />}
      />
    </Panel>
  );
}

/** The centres at their places on the map; caps, photos and the best arrangement have none there. */
function asMap(picture: SpherePicture, points: Float32Array): SpherePicture {
  const kept = keptNeighbours(points, picture.nearest.index);
  return { ...picture, points, kept, caps: null, samples: null, ghost: null };
}

interface HeadFaithfulnessProps {
  shown: HeadFigureProps['shown'];
  mapPicture: SpherePicture | null;
}

/** What of the picture can be trusted: the heatmap projects nothing, and a map has no angles. */
function HeadFaithfulness({ shown, mapPicture }: HeadFaithfulnessProps) {
  const { sphere: words } = useMessages();
  const [{ view }, set] = useSphereAddress();
  const seeAngles = () => set({ view: 'angles' });
  if (view === 'map') {
    if (mapPicture === null) return <span />;
    const [kept, count] = [keptIn(mapPicture), mapPicture.names.length];
    return (
      <Faithfulness isTrue={kept === count} said={words.nearestKept(kept, count)} onSeeAngles={seeAngles} />
    );
  }
  const isTrue = view === 'angles' || shown.exact;
  const said = isTrue ? words.anglesExact : words.anglesOff(shown.meanError.toFixed(0));
  return <Faithfulness {...{ isTrue, said }} onSeeAngles={seeAngles} />;
}
