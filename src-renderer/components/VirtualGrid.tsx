/** A grid of any number of tiles, of which only those in sight are drawn. Selected by pointer and keys as in a file manager. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type GridRow, type GridSection, gridRows, indexInRows, rowOf } from './grid-rows.ts';
import { type GridSelection, indexAfter, type Modifiers, selectAt } from './grid-selection.ts';
import { ScrollSpeed } from './scroll-speed.ts';
import { useBand } from './useBand.ts';
import { useOpenedFirst } from './useOpenedFirst.ts';
import styles from './VirtualGrid.module.css';

interface VirtualGridProps {
  /** Names it for assistive technology. */
  label: string;
  /** Of all items, in order. */
  ids: readonly number[];
  /** Groups of the items, in order, each under its title. */
  sections?: readonly GridSection[] | undefined;
  selection: GridSelection;
  onSelect(selection: GridSelection): void;
  /** Enter, or a double click. */
  onOpen?(id: number): void;
  /** A tile's content. `index` may be one that is not loaded yet. */
  renderTile(index: number): ReactNode;
  /** Name of a tile. */
  nameOf(index: number): string;
  /** Least width of a tile, whose picture is square, and the height of what stands below it, in pixels. */
  tile: { width: number; below: number };
  gap?: number;
  padding?: number;
  /** A click selects one more, or no longer, and arrows only move: what is selected is a set of marks. */
  toggles?: boolean;
  /** Told of the rows that are drawn, so that they can be loaded. */
  onRange?(first: number, last: number): void;
}

/** Height of a group's title, in pixels. */
const titleHeight = 40;

export function VirtualGrid(props: VirtualGridProps) {
  const { label, ids, selection, onSelect, onOpen, gap = 14, padding = 20, toggles = false } = props;
  const { ref, rows, columns, height, all, shown, page, reveal } = useRows(props, gap, padding);
  const layout = { rows: all, columns, height, titleHeight, gap, padding };
  const { band, onPointerDown } = useBand(ref, { ids, selection, layout, toggles, onSelect });
  // Rows are drawn again only if this changes.
  const grid = useMemo(() => (band ? { ...props, selection: band.selection } : props), [props, band]);
  const onClicked = useOpenedFirst(onOpen);
  const id = useId();

  function select(index: number, modifiers: Modifiers) {
    onSelect(selectAt(selection, ids, index, modifiers));
    reveal(index);
  }

  function press(event: KeyboardEvent) {
    const { active } = selection;
    const to =
      (props.sections && indexInRows(event.key, active, all, page())) ??
      indexAfter(event.key, active, { count: ids.length, columns, page: page() });
    const mod = event.ctrlKey || event.metaKey;
    if (to !== null) {
      if (event.shiftKey || !(mod || toggles)) select(to, { toggle: false, range: event.shiftKey });
      else {
        onSelect({ ...selection, active: to });
        reveal(to);
      }
    } else if (event.key === ' ') select(active, { toggle: true, range: event.shiftKey });
    else if (event.key === 'Enter' && ids[active] !== undefined) onOpen?.(ids[active]!);
    else if (event.key === 'a' && mod) onSelect({ ...selection, selected: new Set(ids) });
    else if (event.key === 'Escape' && selection.selected.size > 0)
      onSelect({ ...selection, selected: new Set() });
    else return;
    event.preventDefault();
  }

  return (
    <div
      {...{ ref }}
      className={styles.grid}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={ids.length > 0 ? `${id}-${selection.active}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      {...{ onPointerDown }}
      // A picture that is dragged away would take the pointer along.
      onDragStart={(event) => event.preventDefault()}
    >
      <div className={styles.content} role="presentation" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ key, start, row, waits }) => (
          <Row
            key={key}
            {...{ grid, id, row, start, waits, columns, height, gap, padding, reveal, onClicked }}
          />
        ))}
        {band && <Band {...band.box} />}
      </div>
    </div>
  );
}

function Band({ left, top, right, bottom }: Record<'left' | 'top' | 'right' | 'bottom', number>) {
  return <div className={styles.band} style={{ left, top, width: right - left, height: bottom - top }} />;
}

/** Lays the items out in rows, as wide as there is room, and finds those in sight. */
function useRows(
  { ids, sections, tile, selection, onRange }: VirtualGridProps,
  gap: number,
  padding: number,
) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const columns = Math.max(
    1,
    Math.floor((Math.max(tile.width, width - 2 * padding) + gap) / (tile.width + gap)),
  );
  const height = Math.floor((width - 2 * padding - (columns - 1) * gap) / columns) + tile.below;
  // Before its width is known nobody knows which faces are in sight.
  const count = width > 0 ? ids.length : 0;
  const all = useMemo(() => gridRows(count, columns, sections), [count, columns, sections]);
  const [speed] = useState(() => new ScrollSpeed());
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count: all.length,
    getScrollElement: () => ref.current,
    estimateSize: (index) => (all[index]?.title == null ? height + gap : titleHeight),
    observeElementOffset: speed.observe,
    overscan: 3,
    paddingStart: padding,
    paddingEnd: padding,
  });
  // Heights are kept by the virtualizer until it is told.
  useEffect(() => rows.measure(), [rows, height, gap, all]);
  const isFast = rows.isScrolling && speed.isFast;
  /** Rows whose tiles are drawn: those that fly past show none, and those that were there keep theirs. */
  const drawn = useRef<ReadonlySet<unknown>>(new Set());
  const shown = rows.getVirtualItems().flatMap(({ index, key, start }) => {
    const row: GridRow | undefined = all[index];
    return row === undefined ? [] : [{ key, start, row, waits: isFast && !drawn.current.has(key) }];
  });
  useEffect(() => {
    drawn.current = new Set(shown.flatMap(({ key, waits }) => (waits ? [] : [key])));
  });
  const first = shown[0]?.row.first ?? 0;
  const last = (shown.at(-1)?.row.end ?? 0) - 1;
  useEffect(() => {
    if (last >= first && !isFast) onRange?.(first, last);
  }, [onRange, first, last, isFast]);
  const reveal = useCallback(
    (index: number) => {
      const row = rowOf(all, index);
      if (row >= 0) rows.scrollToIndex(row);
    },
    [rows, all],
  );
  // Whoever comes back finds the place again, and what is selected stays in sight when columns come and go.
  const keepPlace = useRef(() => {});
  keepPlace.current = () => {
    if (selection.active > 0 || selection.selected.size > 0) reveal(selection.active);
  };
  const isLaid = count > 0;
  useEffect(() => {
    if (isLaid) keepPlace.current();
  }, [isLaid, columns, height]);
  const page = () => Math.max(1, Math.floor((ref.current?.clientHeight ?? 0) / (height + gap)));
  return { ref, rows, columns, height, all, shown, page, reveal };
}

/** The width inside of an element, known before it is painted for the first time: pixels, 0 before. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current!;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

interface RowProps {
  /** As the grid was given it, which stays while it is scrolled. */
  grid: VirtualGridProps;
  id: string;
  row: GridRow;
  /** Pixels from the top of the list. */
  start: number;
  /** Its tiles are empty, as nobody could see them. */
  waits: boolean;
  columns: number;
  height: number;
  gap: number;
  padding: number;
  reveal(index: number): void;
  onClicked(itemId: number): void;
}

/** A row: while the grid is scrolled only those that come are drawn, and not those that stay. */
const Row = memo(function Row(props: RowProps) {
  const { grid, id, row, start, waits, columns, height, gap, padding, reveal, onClicked } = props;
  const { ids, selection, onSelect, toggles = false } = grid;
  return (
    <div
      className={row.title === null ? styles.row : styles.title}
      role="presentation"
      style={{
        transform: `translateY(${start}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gap,
        paddingInline: padding,
      }}
    >
      {row.title}
      {ids.slice(row.first, row.end).map((itemId, i) => (
        <Item
          key={itemId}
          {...grid}
          {...{ height, waits }}
          id={`${id}-${row.first + i}`}
          index={row.first + i}
          itemId={itemId}
          onClick={({ ctrlKey, metaKey, shiftKey }) => {
            onClicked(itemId);
            const modifiers = { toggle: toggles || ctrlKey || metaKey, range: shiftKey };
            onSelect(selectAt(selection, ids, row.first + i, modifiers));
            reveal(row.first + i);
          }}
        />
      ))}
    </div>
  );
});

interface ItemProps extends VirtualGridProps {
  height: number;
  waits: boolean;
  id: string;
  index: number;
  itemId: number;
  onClick(event: MouseEvent): void;
}

function Item(props: ItemProps) {
  const { id, index, itemId, ids, selection, height, waits, onClick, renderTile, nameOf } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active option.
    <div
      {...{ id, onClick }}
      className={styles.item}
      role="option"
      aria-label={nameOf(index)}
      aria-selected={selection.selected.has(itemId)}
      aria-setsize={ids.length}
      aria-posinset={index + 1}
      data-active={index === selection.active || undefined}
      style={{ height }}
    >
      {!waits && renderTile(index)}
    </div>
  );
}
