import { edgeScroll } from '../../components/grid-band.ts';

/** Marks the strip of people, which hides what lies below it. */
export const stripMark = { 'data-strip': '' };

/**
 * Scrolls the people below a point that is near an edge, one step: the cards up and down, as far as the strip leaves them in sight, and
 * the strip to its sides.
 */
export function scrollAtEdge(x: number, y: number): void {
  const below = document.elementFromPoint(x, y);
  const strip = document.querySelector('[data-strip]');
  const isStrip = strip?.contains(below) ?? false;
  const scroller = isStrip ? strip!.querySelector('ul') : (below?.closest('[role=listbox]') ?? null);
  if (scroller === null) return;
  const box = scroller.getBoundingClientRect();
  if (isStrip) scroller.scrollLeft += edgeScroll(x - box.left, box.width);
  else {
    const bottom = Math.min(box.bottom, strip?.getBoundingClientRect().top ?? box.bottom);
    scroller.scrollTop += edgeScroll(y - box.top, bottom - box.top);
  }
}
