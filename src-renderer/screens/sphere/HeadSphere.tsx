/** The screen Sphere for a head: its class centres and their spread. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Field } from '../../components/Field.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { Progress } from '../../components/Progress.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../sphere/drawing/palette.ts';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import { AngleHistogram } from './AngleHistogram.tsx';
import { ClassCaps } from './ClassCaps.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { LayerControls } from './LayerControls.tsx';
import { Legend } from './Legend.tsx';
import { NeighbourTable } from './NeighbourTable.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SphereFigure } from './SphereFigure.tsx';
import { SpreadNumbers } from './SpreadNumbers.tsx';
import { type Layers, useHeadPicture } from './useHeadPicture.ts';
import { useSelection } from './useSelection.ts';
import { useSpreadProgress } from './useSpreadProgress.ts';

/** The class centres of a head on the sphere, and their spread in numbers. @param children what else is chosen. */
export function HeadSphere({ children }: { children: ReactNode }) {
  const { sphere: words } = useMessages();
  const [headId, setHeadId] = useState<number | null>(null);
  const [source, setSource] = useState<'learned' | 'means' | undefined>();
  const [layers, setLayers] = useState<Layers>({ caps: 'none', samples: false, ghost: false });
  const { data: heads } = useCall('training.heads', undefined);
  const head = heads?.find(({ id }) => id === headId);
  const hasCentres = head?.hasCentres ?? false;
  const { data, picture, shown, canHaveGhost, search, isMeasuring, error } = useHeadPicture(
    headId,
    hasCentres ? source : undefined,
    layers,
  );
  const progress = useSpreadProgress(headId);
  const { selection, view, camera } = useSelection();
  const palette = usePalette();
  const shot = useRef<Shot>(null);

  const points = picture?.points;
  const { move } = camera;
  useEffect(() => {
    if (points) move((before) => ({ ...before, ...facing(middleOf(points)) }));
  }, [points, move]);

  const angle = (a: number, b: number) => toDegrees(angleBetween(data!.centres[a]!, data!.centres[b]!));
  return (
    <>
      <div className="row panel">
        {children}
        <HeadPicker
          value={headId}
          onChange={(id) => {
            setHeadId(id);
            selection.select(null);
          }}
        />
        <Field label={words.source}>
          {(control) => (
            <select
              {...control}
              value={hasCentres ? (source ?? 'learned') : 'means'}
              disabled={!hasCentres}
              onChange={({ target }) => {
                setSource(target.value === 'learned' ? 'learned' : 'means');
                selection.select(null);
              }}
            >
              {hasCentres && <option value="learned">{words.learned}</option>}
              {head && <option value="means">{words.means}</option>}
            </select>
          )}
        </Field>
        <LayerControls {...{ layers, canHaveGhost }} onChange={setLayers} />
      </div>
      {error && <ErrorNote error={error} />}
      {isMeasuring && progress && (
        <div className="panel">
          <Progress
            label={words.measuring}
            done={progress.share}
            total={1}
            detail={`${Math.floor(100 * progress.share)} %`}
            remaining={progress.remaining}
            onCancel={() => void bridge.call('sphere.cancel', { headId: progress.headId })}
          />
        </div>
      )}
      {search && (
        <div className="panel">
          <Progress
            label={words.ghostSearching}
            done={search.share}
            total={1}
            detail={`${Math.floor(100 * search.share)} %`}
            remaining={search.remaining}
            onCancel={() => setLayers({ ...layers, ghost: false })}
          />
        </div>
      )}
      {data && picture && shown && (
        <div className="wide-columns">
          <section className="panel" aria-label={words.pictureOf(head?.name ?? '')}>
            <SphereFigure
              title={head?.name ?? ''}
              {...{ picture, shown, view, palette, camera, selection }}
              ref={shot}
            />
            <div className="row below">
              <Legend nearest={picture.nearest} />
              <ExportButtons
                name={`tammes-${head?.name ?? 'sphere'}`}
                shots={() => (shot.current ? [shot.current] : [])}
                onMove={(share) => camera.move((before) => ({ ...before, yaw: 2 * Math.PI * share }))}
              />
            </div>
            <SelectionBar names={data.names} points={picture.points} {...{ selection, camera, angle }} />
          </section>
          <div>
            <SpreadNumbers spread={data.spread} names={data.names} />
            <AngleHistogram nearest={picture.nearest.angle} spread={data.spread} />
            <ClassCaps
              caps={data.caps}
              names={data.names}
              selected={selection.selected}
              select={selection.select}
            />
            <NeighbourTable
              names={data.names}
              nearest={picture.nearest}
              selected={selection.selected}
              select={selection.select}
            />
          </div>
        </div>
      )}
    </>
  );
}
