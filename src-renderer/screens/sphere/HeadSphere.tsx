/** The screen Sphere for a head: its class centres and their spread. */
import { type ReactNode, useEffect, useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Field } from '../../components/Field.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { Progress } from '../../components/Progress.tsx';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import { HeadFigure } from './HeadFigure.tsx';
import { HeadNumbers } from './HeadNumbers.tsx';
import { LayerControls } from './LayerControls.tsx';
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
  const selected = useSelection();
  const { selection, camera } = selected;

  const points = picture?.points;
  const { move } = camera;
  useEffect(() => {
    if (points) move((before) => ({ ...before, ...facing(middleOf(points)) }));
  }, [points, move]);

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
        <SourceField
          value={hasCentres ? (source ?? 'learned') : 'means'}
          hasLearned={hasCentres}
          hasMeans={head !== undefined}
          onChange={(next) => {
            setSource(next);
            selection.select(null);
          }}
        />
        <LayerControls {...{ layers, canHaveGhost }} onChange={setLayers} />
      </div>
      {error && <ErrorNote error={error} />}
      {isMeasuring && progress && (
        <WorkPanel
          label={words.measuring}
          work={progress}
          onCancel={() => void bridge.call('sphere.cancel', { headId: progress.headId })}
        />
      )}
      {search && (
        <WorkPanel
          label={words.ghostSearching}
          work={search}
          onCancel={() => setLayers({ ...layers, ghost: false })}
        />
      )}
      {data && picture && shown && (
        <div className="wide-columns">
          <HeadFigure name={head?.name ?? ''} {...{ data, picture, shown, selected }} />
          <HeadNumbers {...{ data, picture, selection }} />
        </div>
      )}
    </>
  );
}

type Source = 'learned' | 'means';

interface SourceFieldProps {
  value: Source;
  /** Whether the head has class centres of its training. */
  hasLearned: boolean;
  hasMeans: boolean;
  onChange(source: Source): void;
}

/** Which centres are shown: those that were trained, or the mean direction of each person's embeddings. */
function SourceField({ value, hasLearned, hasMeans, onChange }: SourceFieldProps) {
  const { sphere: words } = useMessages();
  return (
    <Field label={words.source}>
      {(control) => (
        <select
          {...control}
          value={value}
          disabled={!hasLearned}
          onChange={({ target }) => onChange(target.value === 'learned' ? 'learned' : 'means')}
        >
          {hasLearned && <option value="learned">{words.learned}</option>}
          {hasMeans && <option value="means">{words.means}</option>}
        </select>
      )}
    </Field>
  );
}

interface WorkPanelProps {
  label: string;
  work: { share: number; remaining: number | null };
  onCancel(): void;
}

/** Work of some seconds that the picture waits for. */
function WorkPanel({ label, work, onCancel }: WorkPanelProps) {
  return (
    <div className="panel">
      <Progress
        label={label}
        done={work.share}
        total={1}
        detail={`${Math.floor(100 * work.share)} %`}
        remaining={work.remaining}
        onCancel={onCancel}
      />
    </div>
  );
}
