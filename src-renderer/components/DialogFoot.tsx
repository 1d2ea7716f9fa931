import type { ReactNode } from 'react';
import styles from './DialogFoot.module.css';

/** The buttons at the end of a dialog: what it does is the last one. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>;
}
