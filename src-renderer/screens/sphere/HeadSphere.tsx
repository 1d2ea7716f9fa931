/** The screen Sphere for a head: its class centres and their spread. */
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { LoadingSkeleton } from '../../components/states.tsx';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import { useNeighbourMap } from '../../sphere/work/useNeighbourMap.ts';
import { HeadFigure } from './HeadFigure.tsx';
import { HeadNumbers } from './HeadNumbers.tsx';
import { LayerControls } from './LayerControls.tsx';
import styles from './sphere.module.css';
import { useSphereAddress } from './sphere-address.ts';
import { type Layers, type Source, useHeadPicture } from './useHeadPicture.ts';
import { useSelection } from './useSelection.ts';
import { useSpreadProgress } from './useSpreadProgress.ts';
import { WorkPanel } from './WorkPanel.tsx';

const noLayers: Layers = { caps: 'none', samples: false, portraits: true, ghost: false };

/** The class centres of a head on the sphere, and their spread in numbers. */
export function HeadSphere() {
  const [{ head: chosen, centres }, set] = useSphereAddress();
  const [layers, setLayers] = useState(noLayers);
  const { data: heads } = useCall('training.heads', undefined);
  const head = heads?.find(({ id }) => id === chosen) ?? heads?.find(({ active }) => active);
  if (head === undefined) return <LoadingSkeleton shape="panel" />;
  // Means alone may be asked for if centres were learned, too.
  const source = head.hasCentres && centres === 'means' ? 'means' : undefined;
  return (
    <HeadView
      key={`${head.id} ${source}`}
      {...{ head, source, layers }}
      onHead={(id) => set({ head: id, centres: 'learned', chosen: [] })}
      onSource={(centres) => set({ centres, chosen: [] })}
      onLayers={setLayers}
    />
  );
}

interface HeadViewProps {
  head: Output<'training.heads'>[number];
  /** Undefined: what the head has. */
  source: Source | undefined;
  layers: Layers;
  onHead(id: number): void;
  onSource(source: Source): void;
  onLayers(layers: Layers): void;
}

function HeadView({ head, source, layers, onHead, onSource, onLayers }: HeadViewProps) {
  const { sphere: words } = useMessages();
  const { data, picture, shown, canHaveGhost, search, isMeasuring, error } = useHeadPicture(
    head.id,
    source,
    layers,
  );
  const [{ view: shownAs }, set] = useSphereAddress();
  const asMap = useNeighbourMap(data && shownAs === 'map' ? data.centres : null);
  const progress = useSpreadProgress(head.id);
  const selected = useSelection(data?.names.length);
  const { selection, camera } = selected;

  const points = picture?.points;
  const { move } = camera;
  useEffect(() => {
    if (points) move((before) => ({ ...before, ...facing(middleOf(points)) }));
  }, [points, move]);

  return (
    <>
      <div className={styles.controls}>
        <HeadPicker value={head.id} onChange={onHead} />
        <NativeSelect
          label={words.source}
          value={source ?? (head.hasCentres ? 'learned' : 'means')}
          disabled={!head.hasCentres}
          onChange={({ target }) => onSource(target.value === 'learned' ? 'learned' : 'means')}
          data={[
            ...(head.hasCentres ? [{ value: 'learned', label: words.learned }] : []),
            { value: 'means', label: words.means },
          ]}
        />
        <LayerControls {...{ layers, canHaveGhost }} onSphere={shownAs === 'sphere'} onChange={onLayers} />
      </div>
      {(error ?? asMap.error) && <ErrorNote error={error ?? asMap.error} />}
      {isMeasuring && progress && (
        <WorkPanel
          label={words.measuring}
          work={progress}
          onCancel={() => void bridge.call('sphere.cancel', { headId: head.id })}
        />
      )}
      {search && (
        <WorkPanel
          label={words.ghostSearching}
          work={search}
          onCancel={() => onLayers({ ...layers, ghost: false })}
        />
      )}
      {asMap.progress && (
        <WorkPanel label={words.mapDrawing} work={asMap.progress} onCancel={() => set({ view: 'sphere' })} />
      )}
      {data && picture && shown ? (
        <div className={styles.columns}>
          <HeadFigure
            name={head.name}
            portraits={layers.portraits}
            map={asMap.map}
            {...{ data, picture, shown, selected }}
          />
          <HeadNumbers {...{ data, picture, selection }} />
        </div>
      ) : (
        !error && <LoadingSkeleton shape="panel" />
      )}
    </>
  );
}
