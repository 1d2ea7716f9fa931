/** The sphere of the Tammes game, whose points are dragged. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { Place } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { Canvases } from '../../../sphere/drawing/Canvases.tsx';
import { usePalette } from '../../../sphere/drawing/palette.ts';
import type { SpherePicture, SphereViewState } from '../../../sphere/picture.ts';
import {
  dragged,
  facing,
  horizon,
  orbit,
  pointAt,
  turnedBack,
  turnedBy,
  zoomedBy,
} from '../../../sphere/view/camera.ts';
import { pick } from '../../../sphere/view/picking.ts';
import styles from '../../../sphere/view/sphere.module.css';
import { useCamera } from '../../../sphere/view/useCamera.ts';
import { type Game, withPoint } from './game-state.ts';

interface GameSphereProps {
  picture: SpherePicture;
  places: readonly Place[];
  /** The point that keys move. */
  active: number | null;
  onActive(index: number | null): void;
  onChange(change: (before: Game) => Game): void;
  onUndo(): void;
}

/** What the pointer holds: a point, or the sphere itself. */
type Held = { point: number; move: string } | { x: number; y: number };

/** Radians that a key moves by, and with Shift. */
const step = { plain: Math.PI / 90, fine: Math.PI / 900 };
let lastMove = 0;
const none: readonly number[] = [];

type PointerProps = Pick<GameSphereProps, 'picture' | 'onActive' | 'onChange'> &
  Pick<ReturnType<typeof useCamera>, 'move'> & { view: SphereViewState };

/** Drags a point, or turns the sphere, with the pointer. */
function usePointer({ picture, view, move, onActive, onChange }: PointerProps) {
  const held = useRef<Held | null>(null);

  const where = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    const size = { width: currentTarget.clientWidth, height: currentTarget.clientHeight };
    return { size, at: { x: clientX - left, y: clientY - top } };
  };

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const { size, at } = where(event);
    const spot = pick(picture, view, size, at);
    onActive(spot?.index ?? null);
    held.current = spot
      ? { point: spot.index, move: `drag ${++lastMove}` }
      : { x: event.clientX, y: event.clientY };
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const now = held.current;
    if (now === null) return;
    const { size, at } = where(event);
    if ('point' in now) {
      const to = pointAt(at, view.camera, size);
      onChange((before) => withPoint(before, now.point, to, now.move));
      return;
    }
    move((before) => dragged(before, event.clientX - now.x, event.clientY - now.y, size));
    held.current = { x: event.clientX, y: event.clientY };
  }

  const letGo = () => {
    held.current = null;
  };

  return { onPointerDown, onPointerMove, onPointerUp: letGo, onPointerCancel: letGo };
}

/** The sphere with points that are dragged by the pointer or moved by keys. */
export function GameSphere({ picture, places, active, onActive, onChange, onUndo }: GameSphereProps) {
  const { story, sphere } = useMessages();
  const { game: words } = story;
  const { camera, move, fly } = useCamera();
  const palette = usePalette();
  const [isFlat, setFlat] = useState(false);
  const view = useMemo(
    (): SphereViewState => ({
      camera,
      selected: none,
      hovered: active === null ? null : { kind: 'centre', index: active },
      isolated: false,
    }),
    [camera, active],
  );
  const [onFlat] = useState(() => () => setFlat(true));

  const pointer = usePointer({ picture, view, move, onActive, onChange });

  function choose(index: number) {
    onActive(index);
    if (orbit(...places[index]!, camera)[2] < horizon) fly(facing([...places[index]!]));
  }

  /** As if the sphere were turned under the viewer, with this point alone on it. */
  function nudge(index: number, across: number, up: number) {
    const [x, y, z] = orbit(...places[index]!, camera);
    const to = turnedBack(orbit(x, y, z, { yaw: across, pitch: -up }), camera);
    onChange((before) => withPoint(before, index, to, `key ${index}`));
    if (orbit(...to, camera)[2] < horizon) fly(facing(to));
  }

  function onKeyDown(event: KeyboardEvent) {
    const arrows: Record<string, [across: number, up: number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const arrow = arrows[event.key];
    const by = event.shiftKey ? step.fine : step.plain;
    const count = places.length;
    if (arrow && active !== null) nudge(active, by * arrow[0], by * arrow[1]);
    else if (arrow) move((before) => turnedBy(before, 0.09 * arrow[0], -0.09 * arrow[1]));
    else if (event.key === 'PageDown') choose(active === null ? 0 : (active + 1) % count);
    else if (event.key === 'PageUp') choose(active === null ? count - 1 : (active + count - 1) % count);
    else if (event.key === 'Escape') onActive(null);
    else if (event.key === '+' || event.key === '=') move((before) => zoomedBy(before, 1.2));
    else if (event.key === '-') move((before) => zoomedBy(before, 1 / 1.2));
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) onUndo();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the points are moved with keys, as the name says
    <div
      className={`${styles.sphere} ${styles.game}`}
      data-testid="sphere"
      role="application"
      tabIndex={0}
      aria-label={words.picture}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <Canvases {...{ picture, view, palette, onFlat }} ref={null} />
      {isFlat && <small className={styles.note}>{sphere.flat}</small>}
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
  );
}
