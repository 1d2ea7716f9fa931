/** The screen Sphere for a run: its class centres over time, beside another run's. */
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../sphere/drawing/palette.ts';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import type { PlacedFrame } from '../../sphere/work/timeline.ts';
import { placeAt } from '../../sphere/work/tween.ts';
import { ExportButtons } from './ExportButtons.tsx';
import { Legend } from './Legend.tsx';
import { RunNumbers } from './RunNumbers.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SphereFigure } from './SphereFigure.tsx';
import { TimelineBar } from './TimelineBar.tsx';
import { usePlayback } from './usePlayback.ts';
import { useAlignment, useRunPicture } from './useRunPicture.ts';
import { useSelection } from './useSelection.ts';
import { useTimeline } from './useTimeline.ts';

const none: readonly PlacedFrame[] = [];

/** The class centres of a run as they move, and of another beside it. @param children what else is chosen. */
export function RunSphere({ children }: { children: ReactNode }) {
  const { sphere: words } = useMessages();
  const { data: runs = [] } = useCall('training.runs', undefined);
  const [chosen, setChosen] = useState<number | null>(null);
  const [otherId, setOtherId] = useState<number | null>(null);
  const running = runs.find(({ status }) => status === 'running');
  const run = runs.find(({ id }) => id === chosen) ?? running ?? runs[0];
  const other = runs.find(({ id }) => id === otherId && id !== run?.id);
  return (
    <>
      <div className="row panel">
        {children}
        <RunPicker label={words.run} {...{ runs }} value={run?.id ?? null} onChange={setChosen} />
        <RunPicker
          label={words.beside}
          runs={runs.filter(({ id }) => id !== run?.id)}
          value={other?.id ?? null}
          onChange={setOtherId}
        />
      </div>
      {run ? (
        <RunView key={run.id} run={run} other={other ?? run} />
      ) : (
        <p className="quiet">{words.noRuns}</p>
      )}
    </>
  );
}

interface RunPickerProps {
  label: string;
  runs: readonly Run[];
  value: number | null;
  onChange(runId: number | null): void;
}

function RunPicker({ label, runs, value, onChange }: RunPickerProps) {
  const { sphere: words } = useMessages();
  return (
    <Field {...{ label }}>
      {(control) => (
        <select
          {...control}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
        >
          {(value === null || label === words.beside) && <option value="">{words.noOther}</option>}
          {runs.map((run) => (
            <option key={run.id} value={run.id}>
              {runName(run)} ({run.spec.head.dim})
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** @param other the same run if there is none beside it. */
function RunView({ run, other }: { run: Run; other: Run }) {
  const { sphere: words } = useMessages();
  const timeline = useTimeline(run.id);
  const beside = useTimeline(other.id);
  const hasOther = other.id !== run.id;
  const playback = usePlayback(timeline.frames.length);
  const { at } = playback;
  const align = useAlignment(beside, timeline);
  const main = useRunPicture(timeline, at);
  const steps = useMemo(() => beside.frames.map(({ step }) => step), [beside.frames]);
  const share = (main?.frame.step ?? 0) / Math.max(1, timeline.frames.at(-1)?.step ?? 1);
  const second = useRunPicture(beside, placeAt(steps, share), align);
  const { selection, view, camera } = useSelection();
  const palette = usePalette();
  const shots = [useRef<Shot>(null), useRef<Shot>(null)];

  // The charts may lag behind the sphere rather than hold it up.
  const later = useDeferredValue(main?.frame ?? null);

  const first = timeline.frames[0]?.points;
  const { move } = camera;
  useEffect(() => {
    if (first) move((before) => ({ ...before, ...facing(middleOf(first)) }));
  }, [first, move]);

  if (timeline.isKnown && timeline.plan === null) return <p className="quiet">{words.noFrames}</p>;
  if (main === null || later === null) return <p className="quiet">{words.working}</p>;
  const { frame, picture } = main;
  const row = (i: number) => frame.centres.subarray(i * frame.spread.dim, (i + 1) * frame.spread.dim);
  const angle = (a: number, b: number) => toDegrees(angleBetween(row(a), row(b)));
  return (
    <div className="wide-columns">
      <section className="panel" aria-label={words.pictureOf(runName(run))}>
        <div className="spheres">
          <SphereFigure
            title={runName(run)}
            {...{ picture, view, palette, camera, selection }}
            shown={frame}
            ref={shots[0]!}
          />
          {hasOther && second && (
            <SphereFigure
              title={runName(other)}
              picture={second.picture}
              {...{ view, palette, camera, selection }}
              shown={second.frame}
              ref={shots[1]!}
            />
          )}
        </div>
        <TimelineBar {...{ timeline, playback }} />
        {hasOther && second && (
          <small>{words.besideAt(runName(other), second.frame.epoch, second.frame.step)}</small>
        )}
        <div className="row below">
          <Legend nearest={picture.nearest} />
          <ExportButtons
            name={`tammes-${runName(run)}-${frame.step}`}
            shots={() => shots.flatMap(({ current }) => current ?? [])}
            onMove={(moved) => playback.seek(moved * (timeline.frames.length - 1))}
          />
        </div>
        <SelectionBar names={picture.names} points={picture.points} {...{ selection, camera, angle }} />
      </section>
      <RunNumbers
        {...{ selection }}
        frame={later}
        names={picture.names}
        name={runName(run)}
        frames={timeline.frames}
        otherName={runName(other)}
        otherFrames={hasOther ? beside.frames : none}
      />
    </div>
  );
}
