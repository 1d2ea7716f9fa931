/** Figure 7 of the story: the Tammes game. */
import { useEffect, useMemo, useState } from 'react';
import { spreadOf } from '../../../../src-shared/sphere/index.ts';
import { relaxed, scoreOf } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { SliderField } from '../../../components/SliderField.tsx';
import type { SpherePicture } from '../../../sphere/picture.ts';
import { nearestOf } from '../../../sphere/work/nearest.ts';
import { matrixOf } from '../../../sphere/work/rows.ts';
import { useGhost } from '../../../sphere/work/useGhost.ts';
import { DataTable } from '../DataTable.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { Numbers } from '../Numbers.tsx';
import { numberWithin } from '../settings.ts';
import { TaskProgress } from '../TaskProgress.tsx';
import { GameSphere } from './GameSphere.tsx';
import { newGame, points, restarted, undone, withPlaces } from './game-state.ts';

/** As it was left. */
const game = new SharedState(newGame(12, 1));

/** Shares of the optimum beyond which it is reached: by hand nobody sees more digits. */
const reached = 0.9999;

/** Figure 7: the Tammes game. */
export function GameFigure() {
  const { story, sphere } = useMessages();
  const { game: words } = story;
  const now = useSharedState(game);
  const { places, past, seed } = now;
  const [count, setCount] = useState(String(places.length));
  const [active, setActive] = useState<number | null>(null);
  const [layers, setLayers] = useState({ caps: true, ghost: false });
  const [isRelaxing, setRelaxing] = useState(false);
  const { ghost, search } = useGhost(layers.ghost ? matrixOf(places).values : null, 3);
  const score = useMemo(() => scoreOf(places), [places]);
  const picture = useMemo((): SpherePicture => {
    const { nearest } = spreadOf(places);
    return {
      points: matrixOf(places).values,
      names: places.map((_, i) => String(i + 1)),
      faceIds: places.map(() => null),
      nearest: nearestOf(nearest),
      caps: layers.caps ? Float32Array.from(nearest, ({ angle }) => angle / 2) : null,
      samples: null,
      ghost,
    };
  }, [places, layers.caps, ghost]);

  // One step a frame, for everybody to see.
  useEffect(() => {
    if (!isRelaxing) return;
    const frame = requestAnimationFrame(() => {
      const next = relaxed(places);
      if (next === places) setRelaxing(false);
      else game.change((before) => withPlaces(before, next, 'relax'));
    });
    return () => cancelAnimationFrame(frame);
  }, [isRelaxing, places]);

  function begin(text: string, withSeed: number) {
    setCount(text);
    const number = numberWithin(points, text);
    if (number === null) return;
    setRelaxing(false);
    setActive(null);
    game.change((before) => restarted(before, number, withSeed));
  }

  function undo() {
    setRelaxing(false);
    game.change(undone);
    const { length } = game.get().places;
    if (length === places.length) return;
    setCount(String(length));
    setActive(null);
  }

  const { optimum, ratio, smallestAngle, smallestPair } = score;
  return (
    <FigurePage
      figure={7}
      text={words}
      backend="cpu"
      aside={
        <>
          <SliderField
            label={words.count}
            range={points}
            value={count}
            onChange={(text) => begin(text, seed)}
          />
          <div className="row">
            <button type="button" disabled={past.length === 0} onClick={undo}>
              {words.undo}
            </button>
            <button type="button" onClick={() => begin(String(places.length), seed + 1)}>
              {words.fresh}
            </button>
          </div>
          <div className="row">
            <button
              type="button"
              disabled={isRelaxing}
              onClick={() => game.change((before) => withPlaces(before, relaxed(before.places), 'step'))}
            >
              {words.relax}
            </button>
            <button type="button" aria-pressed={isRelaxing} onClick={() => setRelaxing(!isRelaxing)}>
              {isRelaxing ? words.stop : words.relaxAll}
            </button>
          </div>
          <div className="row">
            <label className="check">
              <input
                type="checkbox"
                checked={layers.caps}
                onChange={({ target }) => setLayers({ ...layers, caps: target.checked })}
              />
              {words.caps}
            </label>
            <label className="check">
              <input
                type="checkbox"
                checked={layers.ghost}
                onChange={({ target }) => setLayers({ ...layers, ghost: target.checked })}
              />
              {words.ghost}
            </label>
          </div>
          {search && (
            <TaskProgress
              label={sphere.ghostSearching}
              task={search}
              onCancel={() => setLayers({ ...layers, ghost: false })}
            />
          )}
          <Numbers
            label={words.score}
            rows={[
              [
                sphere.smallest,
                `${smallestAngle.toFixed(2)}°`,
                words.closest(String(smallestPair[0] + 1), String(smallestPair[1] + 1)),
              ],
              [
                words.best,
                `${optimum.angle.toFixed(2)}°`,
                `${optimum.source}, ${sphere.statuses[optimum.status]}`,
              ],
              [words.share, story.percent(Number((100 * ratio).toFixed(2)))],
            ]}
          />
          <meter className="share" aria-label={words.share} min={0} max={1} value={Math.min(1, ratio)} />
          <p role="status" className="two-lines">
            {ratio > reached ? words.reached : words.hint}
          </p>
        </>
      }
    >
      <GameSphere
        {...{ picture, places, active }}
        onActive={setActive}
        onChange={(change) => {
          setRelaxing(false);
          game.change(change);
        }}
        onUndo={undo}
      />
      <p className="two-lines" role="status">
        {active === null
          ? words.howTo
          : words.activePoint(
              String(active + 1),
              String(picture.nearest.index[active]! + 1),
              picture.nearest.angle[active]!.toFixed(2),
            )}
      </p>
      <DataTable
        columns={[words.point, 'x', 'y', 'z', sphere.nearest, sphere.angle]}
        rows={places.map((place, i) => [
          String(i + 1),
          ...place.map((value) => value.toFixed(4)),
          String(picture.nearest.index[i]! + 1),
          `${picture.nearest.angle[i]!.toFixed(2)}°`,
        ])}
      />
    </FigurePage>
  );
}
