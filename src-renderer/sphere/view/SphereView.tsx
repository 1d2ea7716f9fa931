/** The sphere as a control: turning, zooming, and selecting centres. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useRef,
  useState,
} from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Palette } from '../drawing/appearance.ts';
import { Canvases, type Shot } from '../drawing/Canvases.tsx';
import type { SpherePicture, SphereViewState, Spot } from '../picture.ts';
import { dragged, facing, middleOf, type Size, turnedBy, zoomedBy } from './camera.ts';
import { pick } from './picking.ts';
import type { MovingCamera } from './useCamera.ts';

interface SphereViewProps {
  label: string;
  picture: SpherePicture;
  view: SphereViewState;
  palette: Palette;
  camera: MovingCamera;
  onHover(spot: Spot | null): void;
  /** @param add to what is selected, or takes out of it, rather than in its place. Null: nothing was hit. */
  onSelect(index: number | null, add: boolean): void;
  /** Over the picture. */
  children?: ReactNode;
  ref?: Ref<Shot>;
}

const keyStep = Math.PI / 36;

/** The sphere: turned with the pointer or the arrow keys; a click selects a centre, with Ctrl or Shift one more. */
export function SphereView(props: SphereViewProps) {
  const { label, picture, view, palette, camera, onSelect, children, ref } = props;
  const { sphere: words } = useMessages();
  const [isFlat, setFlat] = useState(false);
  const onFlat = useCallback(() => setFlat(true), []);

  const pointer = usePointer(props);

  function onKeyDown(event: KeyboardEvent) {
    const turns: Record<string, [yaw: number, pitch: number]> = {
      ArrowLeft: [-keyStep, 0],
      ArrowRight: [keyStep, 0],
      ArrowUp: [0, -keyStep],
      ArrowDown: [0, keyStep],
    };
    const turn = turns[event.key];
    const { zoom } = view.camera;
    if (turn) camera.move((before) => turnedBy(before, turn[0] / zoom, turn[1] / zoom));
    else if (event.key === '+' || event.key === '=') camera.move((before) => zoomedBy(before, 1.2));
    else if (event.key === '-') camera.move((before) => zoomedBy(before, 1 / 1.2));
    else if (event.key === 'Home') camera.fly({ ...facing(middleOf(picture.points)), zoom: 1 });
    else if (event.key === 'Escape') onSelect(null, false);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the picture is turned with keys, as its name says
    // biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: the table beside it says the same in words
    <div
      className="sphere"
      role="img"
      tabIndex={0}
      aria-label={label}
      onKeyDown={onKeyDown}
      onWheel={({ deltaY }) => camera.move((before) => zoomedBy(before, 1.001 ** -deltaY))}
      {...pointer}
    >
      <Canvases {...{ picture, view, palette, onFlat }} ref={ref ?? null} />
      {isFlat && <small className="note">{words.flat}</small>}
      {children}
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: see above
  );
}

/** Turns the sphere when it is dragged; a click selects what is under the pointer. */
function usePointer({ picture, view, camera, onHover, onSelect }: SphereViewProps) {
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);

  const spotAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return pick(picture, view, sizeOf(currentTarget), { x: clientX - left, y: clientY - top });
  };

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const from = drag.current;
    if (from === null) {
      const spot = spotAt(event);
      if (spot?.kind !== view.hovered?.kind || spot?.index !== view.hovered?.index) onHover(spot);
      return;
    }
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    drag.current = { x: event.clientX, y: event.clientY, moved: true };
    const size = sizeOf(event.currentTarget);
    camera.move((before) => dragged(before, dx, dy, size));
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    if (drag.current?.moved === false) {
      const spot = spotAt(event);
      const centre = spot?.kind === 'sample' ? picture.samples!.labels[spot.index]! : (spot?.index ?? null);
      onSelect(centre, event.ctrlKey || event.metaKey || event.shiftKey);
    }
    drag.current = null;
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      drag.current = { x: event.clientX, y: event.clientY, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove,
    onPointerUp,
    onPointerCancel() {
      drag.current = null;
    },
    onPointerLeave: () => onHover(null),
  };
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return { width: clientWidth, height: clientHeight };
}
