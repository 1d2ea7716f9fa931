import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './people.module.css';
import { stripMark } from './scroll-at-edge.ts';
import { type FaceDrag, personBelow } from './useFaceDrag.ts';

/** People in the strip; all others have their cards. */
const most = 60;

/** What follows the pointer while faces are dragged, and a strip of people to drop them on: the cards may be out of sight. */
export function DraggedFaces({ drag, from }: { drag: FaceDrag; from: Person }) {
  const { people: words } = useMessages();
  const { data: people } = useCall('people.list', undefined);
  const over = people?.find(({ id }) => id === drag.over);
  return createPortal(
    <>
      <Strip {...{ people }} without={from.id} label={words.dropOn(drag.ids.length)} />
      <div className={styles.dragged} style={{ left: drag.x, top: drag.y }} role="status">
        <img src={mediaUrl.chip(drag.ids[0]!)} alt="" />
        <span>{over ? words.dropTo(drag.ids.length, over.name) : words.dropOn(drag.ids.length)}</span>
      </div>
    </>,
    document.body,
  );
}

interface StripProps {
  people: readonly Person[] | undefined;
  /** Id of whose faces they are. */
  without: number;
  label: string;
}

/** Those with the most photos first. Not drawn again while the pointer moves. */
const Strip = memo(function Strip({ people = [], without, label }: StripProps) {
  const ref = useRef<HTMLElement>(null);
  const offered = useMemo(
    () =>
      people
        .filter(({ id, hidden, ignored }) => id !== without && !hidden && !ignored)
        .sort((a, b) => b.photos - a.photos || a.name.localeCompare(b.name))
        .slice(0, most),
    [people, without],
  );
  // The last cards can be scrolled clear of it.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--covered-below', `${ref.current!.offsetHeight}px`);
    return () => {
      style.removeProperty('--covered-below');
    };
  }, []);
  return (
    <section {...{ ref }} className={styles.strip} aria-label={label} {...stripMark}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it. */}
      <ul tabIndex={0}>
        {offered.map(({ id, name, portrait }) => (
          <li key={id} {...personBelow(id)}>
            {portrait === null ? (
              <span className={styles.nobody} />
            ) : (
              <img src={mediaUrl.chip(portrait)} alt="" loading="lazy" />
            )}
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
});
