/** A picture of the centres as a control: moving, zooming, and selecting them by clicks or with a lasso. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Palette } from '../drawing/appearance.ts';
import { Canvases, type Shot } from '../drawing/Canvases.tsx';
import type { PictureViewState, SpherePicture, Spot } from '../picture.ts';
import type { Size } from './camera.ts';
import { LassoLine } from './LassoLine.tsx';
import { type LassoMode, lassoed, modeOf, type Place } from './lasso.ts';
import { pick } from './picking.ts';
import styles from './sphere.module.css';

/** How the picture follows pointer and keys. */
interface Motions {
  /** By pixels of the pointer. */
  drag(dx: number, dy: number, size: Size): void;
  /** By a key: 1 to the right or up, -1 to the left or down. */
  step(across: number, up: number, size: Size): void;
  zoom(factor: number): void;
  /** Shows the whole. */
  home(): void;
}

export interface PictureViewProps {
  label: string;
  picture: SpherePicture;
  view: PictureViewState;
  palette: Palette;
  motions: Motions;
  /** Whether it is on the way to another view. */
  isMoving: boolean;
  testId: string;
  onHover(spot: Spot | null): void;
  /** @param add to what is selected, or takes out of it, rather than in its place. Null: nothing was hit. */
  onSelect(index: number | null, add: boolean): void;
  /** Takes what a lasso encloses: drawn with Shift or Alt, or always if `isLasso`. Absent: there is none. */
  onLasso?: ((indices: readonly number[], mode: LassoMode) => void) | undefined;
  isLasso?: boolean;
  /** As high as it is wide, rather than a part of the window. */
  square?: boolean;
  /** Over the picture. */
  children?: ReactNode;
  ref?: Ref<Shot>;
}

/** A picture that is moved with the pointer or the arrow keys; a click selects a centre, with Ctrl or Shift one more. */
export function PictureView(props: PictureViewProps) {
  const { label, picture, view, palette, motions, isMoving, testId, square = false, children, ref } = props;
  const { sphere: words } = useMessages();
  const [isFlat, setFlat] = useState(false);
  const onFlat = useCallback(() => setFlat(true), []);

  const { line, listeners } = usePointer(props);
  const host = useWheel(motions);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const steps: Record<string, [across: number, up: number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const step = steps[event.key];
    if (step) motions.step(...step, sizeOf(event.currentTarget));
    else if (event.key === '+' || event.key === '=') motions.zoom(1.2);
    else if (event.key === '-') motions.zoom(1 / 1.2);
    else if (event.key === 'Home') motions.home();
    else if (event.key === 'Escape') props.onSelect(null, false);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the picture is turned with keys, as its name says
    // biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: the table beside it says the same in words
    <div
      ref={host}
      className={square ? `${styles.sphere} ${styles.square}` : styles.sphere}
      data-testid={testId}
      role="img"
      tabIndex={0}
      aria-label={label}
      aria-busy={isMoving}
      onKeyDown={onKeyDown}
      data-lasso={props.isLasso || undefined}
      {...listeners}
    >
      <Canvases {...{ picture, view, palette, onFlat }} ref={ref ?? null} />
      {line && <LassoLine line={line} />}
      {isFlat && <small className={styles.note}>{words.flat}</small>}
      {children}
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: see above
  );
}

/** The wheel zooms, and what is around the picture does not scroll: React's own listener could not keep it from that. */
function useWheel({ zoom }: Motions) {
  const host = useRef<HTMLDivElement>(null);
  const now = useRef(zoom);
  useEffect(() => {
    now.current = zoom;
  });
  useEffect(() => {
    const element = host.current!;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      now.current(1.001 ** -event.deltaY);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  return host;
}

/** Pixels that the pointer moves before a click becomes a drag. */
const leastDrag = 4;

/** Moves the picture when it is dragged, or draws a lasso; a click selects what is under the pointer. */
function usePointer(props: PictureViewProps) {
  const { picture, view, motions, onHover, onSelect, onLasso, isLasso } = props;
  const drag = useRef<(Place & { moved: boolean; lasso: Place[] | null }) | null>(null);
  const [line, setLine] = useState<readonly Place[] | null>(null);

  const spotAt = (event: PointerEvent<HTMLElement>) =>
    pick(picture, view, sizeOf(event.currentTarget), placeOf(event));

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const from = drag.current;
    if (from === null) {
      const spot = spotAt(event);
      if (spot?.kind !== view.hovered?.kind || spot?.index !== view.hovered?.index) onHover(spot);
      return;
    }
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < leastDrag) return;
    from.moved = true;
    if (from.lasso) {
      from.lasso.push(...placesOf(event));
      return setLine([...from.lasso]);
    }
    [from.x, from.y] = [event.clientX, event.clientY];
    motions.drag(dx, dy, sizeOf(event.currentTarget));
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const from = drag.current;
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (from?.moved === false) {
      const spot = spotAt(event);
      const centre = spot?.kind === 'sample' ? picture.samples!.labels[spot.index]! : (spot?.index ?? null);
      onSelect(centre, add);
    } else if (from?.lasso)
      onLasso?.(lassoed(picture, view, sizeOf(event.currentTarget), from.lasso), modeOf(event));
    end();
  }

  function end() {
    drag.current = null;
    setLine(null);
  }

  const listeners = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const lasso = onLasso && (isLasso || event.shiftKey || event.altKey) ? [placeOf(event)] : null;
      drag.current = { x: event.clientX, y: event.clientY, moved: false, lasso };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove,
    onPointerUp,
    onPointerCancel: end,
    onPointerLeave: () => onHover(null),
  };
  return { line, listeners };
}

const placeOf = (event: PointerEvent<HTMLElement>): Place => placesIn(event.currentTarget, [event])[0]!;

/** All places since the last event: a busy browser tells several moves as one, and a line through the last alone cuts corners. */
function placesOf({ currentTarget, nativeEvent }: PointerEvent<HTMLElement>): Place[] {
  const moves = nativeEvent.getCoalescedEvents();
  return placesIn(currentTarget, moves.length > 0 ? moves : [nativeEvent]);
}

function placesIn(element: HTMLElement, events: readonly { clientX: number; clientY: number }[]): Place[] {
  const { left, top } = element.getBoundingClientRect();
  return events.map(({ clientX, clientY }) => ({ x: clientX - left, y: clientY - top }));
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return { width: clientWidth, height: clientHeight };
}
