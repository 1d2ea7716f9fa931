import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { followPointer } from './follow-pointer.ts';
import {
  bandBetween,
  edgeScroll,
  type GridLayout,
  indexesInBand,
  type Point,
  selectBand,
} from './grid-band.ts';
import type { GridSelection } from './grid-selection.ts';

/** A press that moves less is a click. Pixels. */
const least = 4;

interface BandGrid {
  ids: readonly number[];
  selection: GridSelection;
  layout: Omit<GridLayout, 'width'>;
  /** A band adds to the selection without a key, too. */
  toggles: boolean;
  onSelect(selection: GridSelection): void;
}

interface Band {
  box: ReturnType<typeof bandBetween>;
  /** What would be selected, which is told at the end: what opens beside the grid must not move tiles below the pointer. */
  selection: GridSelection;
}

/**
 * Selects by a band that the mouse draws, which scrolls at the edges; Escape gives it up.
 * @returns the band, while there is one, and what is to be told of presses.
 */
export function useBand(ref: RefObject<HTMLDivElement | null>, grid: BandGrid) {
  const [band, setBand] = useState<Band | null>(null);
  const latest = useRef(grid);
  latest.current = grid;
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  function onPointerDown(event: PointerEvent) {
    const element = ref.current!;
    const box = element.getBoundingClientRect();
    const onScrollbar = event.clientX >= box.left + element.clientWidth;
    if (event.button !== 0 || event.pointerType === 'touch' || onScrollbar) return;
    stop.current();
    stop.current = drawBand(element, event.nativeEvent, latest, setBand);
  }
  return { band, onPointerDown };
}

/** Follows the pointer until it is released. @returns what gives up. */
function drawBand(
  element: HTMLElement,
  press: globalThis.PointerEvent,
  grid: RefObject<BandGrid>,
  show: (band: Band | null) => void,
): () => void {
  const placeOf = (at: { clientX: number; clientY: number }): Point => {
    const box = element.getBoundingClientRect();
    return { x: at.clientX - box.left + element.scrollLeft, y: at.clientY - box.top + element.scrollTop };
  };
  const from = placeOf(press);
  const adds = press.ctrlKey || press.metaKey || press.shiftKey || grid.current.toggles;
  let at: { clientX: number; clientY: number } = press;
  let band: Band | null = null;
  let frame = 0;

  function draw() {
    const { ids, selection, layout } = grid.current;
    const to = placeOf(at);
    const indexes = indexesInBand(from, to, { ...layout, width: element.clientWidth });
    const upwards = to.y < from.y;
    band = { box: bandBetween(from, to), selection: selectBand(selection, ids, indexes, { adds, upwards }) };
    show(band);
  }
  function scroll() {
    const step = edgeScroll(at.clientY - element.getBoundingClientRect().top, element.clientHeight);
    const before = element.scrollTop;
    if (step !== 0) element.scrollTop += step;
    if (element.scrollTop !== before) draw();
    frame = requestAnimationFrame(scroll);
  }
  return followPointer(press, {
    least,
    onMove(event) {
      at = event;
      if (band === null) frame = requestAnimationFrame(scroll);
      draw();
    },
    onRelease() {
      if (band) grid.current.onSelect(band.selection);
    },
    onEnd() {
      cancelAnimationFrame(frame);
      band = null;
      show(null);
    },
  });
}
