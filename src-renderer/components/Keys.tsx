import { Kbd } from '@mantine/core';
import { keyNames } from '../app/actions.ts';
import styles from './Keys.module.css';

/** A shortcut as keys. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyNames(keys).map((name) => (
        <Kbd key={name} size="xs">
          {name}
        </Kbd>
      ))}
    </span>
  );
}
