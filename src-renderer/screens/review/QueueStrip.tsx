import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useMessages } from '../../app/language.tsx';
import styles from './review.module.css';

interface QueueStripProps {
  /** Names it for assistive technology. */
  label: string;
  /** Of those that are loaded; all there are. */
  count: number;
  total: number;
  index: number;
  onGo(index: number): void;
  /** Asks for more of them. */
  onMore(): void;
  renderTile(index: number): ReactNode;
  nameOf(index: number): string;
}

/** Width of a tile with its gap, pixels. */
const tile = 84;
/** So near the end more is asked for. */
const nearEnd = 40;

/** What waits, as a row of tiles of which only those in sight are drawn. Arrows, Home and End go along it. */
export function QueueStrip(props: QueueStripProps) {
  const { label, count, total, index, onGo, onMore, renderTile, nameOf } = props;
  const { review: words } = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const tiles = useVirtualizer({
    count,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => tile,
    overscan: 4,
    paddingStart: 4,
  });
  const shown = tiles.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const wantsMore = count < total && Math.max(last, index) >= count - nearEnd;
  useEffect(() => {
    if (wantsMore) onMore();
  }, [wantsMore, onMore]);
  useEffect(() => {
    if (index >= 0) tiles.scrollToIndex(index, { align: 'auto' });
  }, [tiles, index]);

  function press(event: KeyboardEvent) {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onGo(Math.min(count - 1, Math.max(0, to)));
  }

  return (
    <div className={styles.strip}>
      <div className={styles.stripHead}>
        <span>{words.next}</span>
        <span className="tabular">{words.place(index + 1, total)}</span>
      </div>
      <div
        ref={scroller}
        className={styles.tiles}
        role="listbox"
        aria-label={label}
        aria-orientation="horizontal"
        aria-activedescendant={index >= 0 ? `${id}-${index}` : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <div role="presentation" style={{ width: tiles.getTotalSize() }} className={styles.tilesContent}>
          {shown.map(({ key, index: i, start }) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active option.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys.
            <div
              key={key}
              id={`${id}-${i}`}
              className={styles.tile}
              role="option"
              aria-label={nameOf(i)}
              aria-selected={i === index}
              aria-setsize={total}
              aria-posinset={i + 1}
              style={{ transform: `translateX(${start}px)` }}
              onClick={() => onGo(i)}
            >
              {renderTile(i)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
