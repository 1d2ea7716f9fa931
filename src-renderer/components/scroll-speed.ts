/** How fast a virtual list is scrolled: what flies past need not be drawn. */
import { observeElementOffset, type Virtualizer } from '@tanstack/react-virtual';

/** Heights of the list that pass in a second before its rows are too fast to be seen: more than a wheel scrolls. */
const tooFast = 15;
/** Milliseconds after which a move says nothing of the speed: it may be a single jump, whose end is shown at once. */
const pause = 200;

/** Tells of a virtualizer's scrolling whether it is too fast to see what passes. */
export class ScrollSpeed {
  #offset = 0;
  #at = 0;
  #isFast = false;

  /** @param offset pixels from the top. @param height pixels of the list in sight. @param now milliseconds. */
  note(offset: number, height: number, now: number): void {
    const since = now - this.#at;
    this.#isFast = since < pause && Math.abs(offset - this.#offset) > (tooFast * height * since) / 1000;
    this.#offset = offset;
    this.#at = now;
  }

  get isFast(): boolean {
    return this.#isFast;
  }

  /** For `useVirtualizer`: the speed is known before it draws. */
  observe = <Item extends Element>(
    rows: Virtualizer<HTMLDivElement, Item>,
    tell: (offset: number, isScrolling: boolean) => void,
  ) =>
    observeElementOffset(rows, (offset, isScrolling) => {
      if (isScrolling) this.note(offset, rows.scrollRect?.height ?? 0, performance.now());
      tell(offset, isScrolling);
    });
}
