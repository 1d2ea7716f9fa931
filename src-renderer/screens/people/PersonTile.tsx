import { IconEyeOff, IconUser, IconUserOff } from '@tabler/icons-react';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './people.module.css';
import { personBelow } from './useFaceDrag.ts';

/** A person's card: the portrait, the name, in how many photos, and how spread out the faces are. All words are in its name, too. */
export function PersonTile({ person }: { person: Person }) {
  const { people: words } = useMessages();
  const { portrait, name, spread, hidden, ignored } = person;
  return (
    <div className={styles.tile} data-quiet={hidden || ignored || undefined} {...personBelow(person.id)}>
      {portrait === null ? (
        <div className={styles.nobody}>
          <IconUser size={40} stroke={1.25} aria-hidden />
        </div>
      ) : (
        <img src={mediaUrl.chip(portrait)} alt="" loading="lazy" draggable={false} />
      )}
      <div className={styles.name} title={name}>
        {name}
      </div>{' '}
      <div className={styles.count}>
        {words.seen(person)}
        {hidden && <IconEyeOff size={14} stroke={1.75} aria-label={words.hidden} />}
        {ignored && <IconUserOff size={14} stroke={1.75} aria-label={words.ignored} />}
      </div>{' '}
      {/* The line is there before the spread is. */}
      <div className={styles.spread} title={words.spreadHelp}>
        {spread !== null && words.spreadOf(spread)}
      </div>
    </div>
  );
}
