import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { followPointer } from '../../components/follow-pointer.ts';
import { scrollAtEdge } from './scroll-at-edge.ts';

/** A press that moves less is a click. Pixels. */
const least = 6;

/** Faces that are being dragged. */
export interface FaceDrag {
  ids: readonly number[];
  /** Of the pointer, in the window. */
  x: number;
  y: number;
  /** The person below the pointer; null: nobody to whom they could be given. */
  over: number | null;
}

interface DragOptions {
  /** The faces that go along with the one that is pressed. @param isTouch a finger that is not on a chosen face scrolls. */
  along(faceId: number, isTouch: boolean): readonly number[];
  /** Whose faces they are: nothing happens there. */
  from: number;
  onDrop(ids: readonly number[], personId: number): void;
}

/** Marks what stands for a person, who can be given faces by dropping them there. */
export const personBelow = (personId: number) => ({ 'data-person': personId });

/**
 * Drags faces by mouse, pen or finger onto whoever has the mark of `personBelow`, and scrolls the people at their edges; Escape gives
 * it up.
 * @returns the drag while there is one, and what is to be told of presses on a face.
 */
export function useFaceDrag(options: DragOptions) {
  const [drag, setDrag] = useState<FaceDrag | null>(null);
  const latest = useRef(options);
  latest.current = options;
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  function onPointerDown(event: PointerEvent, faceId: number) {
    const ids = latest.current.along(faceId, event.pointerType === 'touch');
    if (event.button !== 0 || ids.length === 0) return;
    stop.current();
    stop.current = follow(event.nativeEvent, ids, latest, setDrag);
  }
  return { drag, onPointerDown };
}

/** Follows the pointer until it is released. @returns what gives up. */
function follow(
  press: globalThis.PointerEvent,
  ids: readonly number[],
  options: { readonly current: DragOptions },
  show: (drag: FaceDrag | null) => void,
): () => void {
  let over: number | null = null;
  let marked: Element | null = null;
  let at: globalThis.PointerEvent | null = null;
  let frame = 0;
  const listeners = new AbortController();

  function mark(element: Element | null) {
    marked?.removeAttribute('data-over');
    marked = element;
    marked?.setAttribute('data-over', '');
  }
  function look() {
    if (at === null) return;
    const { clientX: x, clientY: y } = at;
    const below = document.elementFromPoint(x, y)?.closest('[data-person]') ?? null;
    const person = below === null ? null : Number((below as HTMLElement).dataset.person);
    over = person === options.current.from ? null : person;
    mark(over === null ? null : below);
    show({ ids, x, y, over });
  }
  function scroll() {
    if (at !== null) scrollAtEdge(at.clientX, at.clientY);
    frame = requestAnimationFrame(scroll);
  }
  // By the edge or by the wheel: below a pointer that rests there is somebody else then.
  window.addEventListener('scroll', look, { capture: true, signal: listeners.signal });
  return followPointer(press, {
    least,
    onMove(event) {
      if (at === null) frame = requestAnimationFrame(scroll);
      at = event;
      look();
    },
    onRelease() {
      if (over !== null) options.current.onDrop(ids, over);
    },
    onEnd() {
      cancelAnimationFrame(frame);
      listeners.abort();
      at = null;
      mark(null);
      show(null);
    },
  });
}
