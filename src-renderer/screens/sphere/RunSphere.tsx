/** The screen Sphere for a run: its class centres over time, beside another run's. */
import { Checkbox, NativeSelect } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { EmptyState, LoadingSkeleton } from '../../components/states.tsx';
import type { Shot } from '../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../sphere/drawing/palette.ts';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import type { MovingCamera } from '../../sphere/view/useCamera.ts';
import { placeAt } from '../../sphere/work/tween.ts';
import { ExportButtons } from './ExportButtons.tsx';
import { Legend } from './Legend.tsx';
import { RunNumbers } from './RunNumbers.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SphereFigure } from './SphereFigure.tsx';
import { sphereSight } from './sight.ts';
import styles from './sphere.module.css';
import { useSphereAddress } from './sphere-address.ts';
import { TimelineBar } from './TimelineBar.tsx';
import { usePlayback } from './usePlayback.ts';
import { useAlignment, useRunPicture } from './useRunPicture.ts';
import { useSelection } from './useSelection.ts';
import { useTimeline } from './useTimeline.ts';

/** The class centres of a run as they move, and of another beside it. */
export function RunSphere() {
  const { sphere: words } = useMessages();
  const { data: runs } = useCall('training.runs', undefined);
  const [{ run: chosen, beside }, set] = useSphereAddress();
  const [portraits, setPortraits] = useState(true);
  if (runs === undefined) return <LoadingSkeleton shape="panel" />;
  const running = runs.find(({ status }) => status === 'running');
  const run = runs.find(({ id }) => id === chosen) ?? running ?? runs[0];
  const other = runs.find(({ id }) => id === beside && id !== run?.id);
  if (run === undefined) return <EmptyState icon={IconWorld} title={words.noRuns} />;
  const option = (run: Run) => ({ value: String(run.id), label: `${runName(run)} (${run.spec.head.dim})` });
  return (
    <>
      <div className={styles.controls}>
        <NativeSelect
          label={words.run}
          value={run.id}
          onChange={({ target }) => set({ run: Number(target.value), chosen: [] })}
          data={runs.map(option)}
        />
        <NativeSelect
          label={words.beside}
          value={other?.id ?? ''}
          onChange={({ target }) => set({ beside: target.value === '' ? null : Number(target.value) })}
          data={[{ value: '', label: words.noOther }, ...runs.filter(({ id }) => id !== run.id).map(option)]}
        />
        <Checkbox
          className={styles.check!}
          label={words.portraits}
          checked={portraits}
          onChange={({ target }) => setPortraits(target.checked)}
        />
      </div>
      <RunView key={run.id} run={run} other={other ?? run} {...{ portraits }} />
    </>
  );
}

/** Two runs at the same share of their steps; the other is rotated to fit. @param other may be the same run. */
function useRunPictures(run: Run, other: Run) {
  const timeline = useTimeline(run.id);
  const beside = useTimeline(other.id);
  const playback = usePlayback(timeline.frames.length);
  const align = useAlignment(beside, timeline);
  const main = useRunPicture(timeline, playback.at);
  const steps = useMemo(() => beside.frames.map(({ step }) => step), [beside.frames]);
  const share = (main?.frame.step ?? 0) / Math.max(1, timeline.frames.at(-1)?.step ?? 1);
  const second = useRunPicture(beside, placeAt(steps, share), align);
  return { timeline, beside, hasOther: other.id !== run.id, playback, main, second };
}

/** Looks at the middle of the points when they are there. */
function useFirstView({ move }: MovingCamera, points: Float32Array | undefined) {
  useEffect(() => {
    if (points) move((before) => ({ ...before, ...facing(middleOf(points)) }));
  }, [points, move]);
}

/** @param other the same run if there is none beside it. */
function RunView({ run, other, portraits }: { run: Run; other: Run; portraits: boolean }) {
  const { sphere: words } = useMessages();
  const { timeline, beside, hasOther, playback, main, second } = useRunPictures(run, other);
  const { selection, view: plainView, camera } = useSelection(main?.picture.names.length);
  const view = useMemo(() => ({ ...plainView, portraits }), [plainView, portraits]);
  const palette = usePalette();
  const shots = [useRef<Shot>(null), useRef<Shot>(null)];

  // The charts may lag behind the sphere rather than hold it up.
  const later = useDeferredValue(main?.frame ?? null);
  const laterOther = useDeferredValue(second?.frame ?? null);

  useFirstView(camera, timeline.frames[0]?.points);

  if (timeline.isKnown && timeline.plan === null)
    return <EmptyState icon={IconWorld} title={words.noFrames} />;
  if (main === null || later === null) return <Working />;
  const { frame, picture } = main;
  const row = (i: number) => frame.centres.subarray(i * frame.spread.dim, (i + 1) * frame.spread.dim);
  const angle = (a: number, b: number) => toDegrees(angleBetween(row(a), row(b)));
  return (
    <div className={styles.columns}>
      <Panel label={words.pictureOf(runName(run))}>
        <div className={styles.spheres}>
          <SphereFigure
            title={runName(run)}
            named={hasOther}
            {...{ picture, view, palette, camera, selection }}
            shown={frame}
            ref={shots[0]!}
          />
          {hasOther && second && (
            <SphereFigure
              title={runName(other)}
              named
              picture={second.picture}
              {...{ view, palette, camera, selection }}
              shown={second.frame}
              ref={shots[1]!}
            />
          )}
        </div>
        <TimelineBar {...{ timeline, playback }} />
        {hasOther && second && (
          <p className={styles.aside}>
            {words.besideAt(runName(other), second.frame.epoch, second.frame.step)} {words.fitted}
          </p>
        )}
        <div className={styles.below}>
          <Legend nearest={picture.nearest} />
          <ExportButtons
            name={`tammes-${runName(run)}-${frame.step}`}
            shots={() => shots.flatMap(({ current }) => current ?? [])}
            onMove={(moved) => playback.seek(moved * (timeline.frames.length - 1))}
          />
        </div>
        <SelectionBar
          names={picture.names}
          nearest={picture.nearest}
          sight={sphereSight(picture.points, camera)}
          {...{ selection, angle }}
        />
      </Panel>
      <RunNumbers
        {...{ selection }}
        run={{ name: runName(run), names: picture.names, frame: later, frames: timeline.frames }}
        other={
          hasOther && second && laterOther
            ? {
                name: runName(other),
                names: second.picture.names,
                frame: laterOther,
                frames: beside.frames,
              }
            : null
        }
      />
    </div>
  );
}

function Working() {
  const { sphere: words } = useMessages();
  return (
    <p className="quiet" role="status">
      {words.working}
    </p>
  );
}
