import type { ReactNode } from 'react';
import styles from './Fields.module.css';

/** Fields of a form beside each other, as many as there is room for. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}
