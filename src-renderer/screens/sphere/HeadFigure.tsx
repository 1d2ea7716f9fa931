/** The sphere with a head's class centres, and what belongs to the picture: legend, export and selection. */
import { useRef } from 'react';
import type { Output } from '../../../src-shared/contract/index.ts';
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';
import { useMessages } from '../../app/language.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../sphere/drawing/palette.ts';
import type { SpherePicture } from '../../sphere/picture.ts';
import { ExportButtons } from './ExportButtons.tsx';
import { Legend } from './Legend.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SphereFigure } from './SphereFigure.tsx';
import type { useHeadPicture } from './useHeadPicture.ts';
import type { useSelection } from './useSelection.ts';

interface HeadFigureProps {
  name: string;
  data: Output<'sphere.spread'>;
  picture: SpherePicture;
  shown: NonNullable<ReturnType<typeof useHeadPicture>['shown']>;
  selected: ReturnType<typeof useSelection>;
}

/** Class centres to turn, select and export. */
export function HeadFigure({ name, data, picture, shown, selected }: HeadFigureProps) {
  const { sphere: words } = useMessages();
  const { selection, view, camera } = selected;
  const palette = usePalette();
  const shot = useRef<Shot>(null);
  const angle = (a: number, b: number) => toDegrees(angleBetween(data.centres[a]!, data.centres[b]!));
  return (
    <section className="panel" aria-label={words.pictureOf(name)}>
      <SphereFigure title={name} {...{ picture, shown, view, palette, camera, selection }} ref={shot} />
      <div className="row below">
        <Legend nearest={picture.nearest} />
        <ExportButtons
          name={`tammes-${name || 'sphere'}`}
          shots={() => (shot.current ? [shot.current] : [])}
          onMove={(share) => camera.move((before) => ({ ...before, yaw: 2 * Math.PI * share }))}
        />
      </div>
      <SelectionBar names={data.names} points={picture.points} {...{ selection, camera, angle }} />
    </section>
  );
}
