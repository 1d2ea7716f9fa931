import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from '../../../../src-shared/contract/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { boxStyle } from '../../../components/box-style.ts';
import { afterKey, boxBetween, grownBy, movedBy, type Point, type Size } from './box-edit.ts';
import styles from './photo.module.css';

interface BoxDraftProps {
  /** Shows the photo from edge to edge. */
  picture: RefObject<HTMLElement | null>;
  /** Has the focus while keys move the box. */
  stage: RefObject<HTMLElement | null>;
  photo: Size;
  box: Box;
  onChange(box: Box): void;
}

/** What the pointer does, since it was pressed. */
interface Drag {
  change(to: Point): Box;
}

/** A box that is drawn by the pointer, moved, resized by its corner, and all of that by arrow keys. */
export function BoxDraft({ picture, stage, photo, box, onChange }: BoxDraftProps) {
  const { library: words } = useMessages();
  const layer = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);

  const pointOf = (event: React.PointerEvent): Point => {
    const at = picture.current!.getBoundingClientRect();
    return {
      x: ((event.clientX - at.left) / at.width) * photo.width,
      y: ((event.clientY - at.top) / at.height) * photo.height,
    };
  };

  function press(event: React.PointerEvent) {
    if (event.button !== 0) return;
    event.preventDefault();
    stage.current?.focus();
    layer.current!.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const by = (to: Point) => ({ x: to.x - from.x, y: to.y - from.y });
    const part = (event.target as HTMLElement).dataset.part;
    if (part === 'corner') drag.current = { change: (to) => grownBy(box, by(to), photo) };
    else if (part === 'box') drag.current = { change: (to) => movedBy(box, by(to), photo) };
    else drag.current = { change: (to) => boxBetween(from, to, photo) };
  }

  useEffect(() => {
    const target = stage.current;
    const press = (event: KeyboardEvent) => {
      const next = event.target === target ? afterKey(event.key, event.shiftKey, box, photo) : null;
      if (next === null) return;
      event.preventDefault();
      onChange(next);
    };
    target?.addEventListener('keydown', press);
    return () => target?.removeEventListener('keydown', press);
  }, [stage, box, photo, onChange]);

  return (
    <div
      ref={layer}
      className={styles.layer}
      onPointerDown={press}
      onPointerMove={(event) => drag.current && onChange(drag.current.change(pointOf(event)))}
      onPointerUp={() => {
        drag.current = null;
      }}
    >
      <div
        className={styles.draft}
        style={boxStyle(box, photo)}
        role="img"
        aria-label={words.draft}
        data-part="box"
      >
        <span className={styles.corner} title={words.corner} data-part="corner" />
      </div>
    </div>
  );
}
