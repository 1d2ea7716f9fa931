/** Figure 7 of the story: the Tammes game. */
import { Checkbox } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { spreadOf } from '../../../../src-shared/sphere/index.ts';
import { type Place, relaxed } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import type { SpherePicture } from '../../../sphere/picture.ts';
import { nearestOf } from '../../../sphere/work/nearest.ts';
import { matrixOf } from '../../../sphere/work/rows.ts';
import { useGhost } from '../../../sphere/work/useGhost.ts';
import { DataTable } from '../DataTable.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { numberWithin } from '../settings.ts';
import styles from '../story.module.css';
import { TaskProgress } from '../TaskProgress.tsx';
import { GameControls } from './GameControls.tsx';
import { GameScore } from './GameScore.tsx';
import { GameSphere } from './GameSphere.tsx';
import { newGame, points, restarted, undone, withPlaces } from './game-state.ts';

/** As it was left. */
const game = new SharedState(newGame(12, 1));

/** Figure 7: the Tammes game. */
export function GameFigure() {
  const { story, sphere } = useMessages();
  const { game: words } = story;
  const now = useSharedState(game);
  const { places, past, seed } = now;
  const [count, setCount] = useState(String(places.length));
  const [active, setActive] = useState<number | null>(null);
  const [layers, setLayers] = useState({ caps: true, ghost: false });
  const [isRelaxing, setRelaxing] = useRelaxing(places);
  const { ghost, search } = useGhost(layers.ghost ? matrixOf(places).values : null, 3);
  const picture = useMemo(() => pictureOf(places, layers.caps, ghost), [places, layers.caps, ghost]);

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

  return (
    <FigurePage
      figure={7}
      text={words}
      backend="cpu"
      aside={
        <>
          <GameControls
            {...{ count, isRelaxing }}
            canUndo={past.length > 0}
            onCount={(text) => begin(text, seed)}
            onUndo={undo}
            onNew={() => begin(String(places.length), seed + 1)}
            onRelax={() => game.change((before) => withPlaces(before, relaxed(before.places), 'step'))}
            onRelaxing={setRelaxing}
          />
          <LayerChoice {...{ layers }} onChange={setLayers} />
          {search && (
            <TaskProgress
              label={sphere.ghostSearching}
              task={search}
              onCancel={() => setLayers({ ...layers, ghost: false })}
            />
          )}
          <GameScore places={places} />
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
      <p className={styles.twoLines} role="status">
        {active === null
          ? words.howTo
          : words.activePoint(
              String(active + 1),
              String(picture.nearest.index[active]! + 1),
              picture.nearest.angle[active]!.toFixed(2),
            )}
      </p>
      <PointTable {...{ places, picture }} />
    </FigurePage>
  );
}

/** Relaxes the points step by step while it is on, until no step is better. */
function useRelaxing(places: readonly Place[]) {
  const [isRelaxing, setRelaxing] = useState(false);
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
  return [isRelaxing, setRelaxing] as const;
}

function pictureOf(places: readonly Place[], hasCaps: boolean, ghost: SpherePicture['ghost']): SpherePicture {
  const { nearest } = spreadOf(places);
  return {
    points: matrixOf(places).values,
    names: places.map((_, i) => String(i + 1)),
    faceIds: places.map(() => null),
    nearest: nearestOf(nearest),
    caps: hasCaps ? Float32Array.from(nearest, ({ angle }) => angle / 2) : null,
    samples: null,
    ghost,
  };
}

/** The points and their nearest, as numbers. */
function PointTable({ places, picture }: { places: readonly Place[]; picture: SpherePicture }) {
  const { story, sphere } = useMessages();
  const { game: words } = story;
  return (
    <DataTable
      columns={[words.point, 'x', 'y', 'z', sphere.nearest, sphere.angle]}
      rows={places.map((place, i) => [
        String(i + 1),
        ...place.map((value) => value.toFixed(4)),
        String(picture.nearest.index[i]! + 1),
        `${picture.nearest.angle[i]!.toFixed(2)}°`,
      ])}
    />
  );
}

interface LayerChoiceProps {
  layers: { caps: boolean; ghost: boolean };
  onChange(layers: LayerChoiceProps['layers']): void;
}

/** What is drawn beside the points. */
function LayerChoice({ layers, onChange }: LayerChoiceProps) {
  const { game: words } = useMessages().story;
  return (
    <div className={styles.layers}>
      {(['caps', 'ghost'] as const).map((layer) => (
        <Checkbox
          key={layer}
          label={words[layer]}
          checked={layers[layer]}
          onChange={({ target }) => onChange({ ...layers, [layer]: target.checked })}
        />
      ))}
    </div>
  );
}
