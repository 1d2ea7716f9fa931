import { createPortal } from 'react-dom';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './people.module.css';
import { type FaceDrag, personBelow } from './useFaceDrag.ts';

/** People in the strip; all others have their cards. */
const most = 8;

/** What follows the pointer while faces are dragged, and a strip of people to drop them on: the cards may be out of sight. */
export function DraggedFaces({ drag, from }: { drag: FaceDrag; from: Person }) {
  const { people: words } = useMessages();
  const { data: people = [] } = useCall('people.list', undefined);
  const offered = people
    .filter(({ id, hidden, ignored }) => id !== from.id && !hidden && !ignored)
    .sort((a, b) => b.photos - a.photos || a.name.localeCompare(b.name))
    .slice(0, most);
  const over = people.find(({ id }) => id === drag.over);
  return createPortal(
    <>
      <section className={styles.strip} aria-label={words.dropOn(drag.ids.length)}>
        <ul>
          {offered.map(({ id, name, portrait }) => (
            <li key={id} {...personBelow(id)}>
              {portrait === null ? (
                <span className={styles.nobody} />
              ) : (
                <img src={mediaUrl.chip(portrait)} alt="" />
              )}
              <span>{name}</span>
            </li>
          ))}
        </ul>
      </section>
      <div className={styles.dragged} style={{ left: drag.x, top: drag.y }} role="status">
        <img src={mediaUrl.chip(drag.ids[0]!)} alt="" />
        <span>{over ? words.dropTo(drag.ids.length, over.name) : words.dropOn(drag.ids.length)}</span>
      </div>
    </>,
    document.body,
  );
}
