import type { ReactNode } from 'react';
import styles from './Panel.module.css';

interface PanelProps {
  title?: string;
  /** Its name if no title is shown. */
  label?: string;
  /** Beside the title, quiet. */
  detail?: ReactNode | undefined;
  /** On the right of the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** The one raised surface: a chart, a table, a group of settings. */
export function Panel({ title, label = title, detail, tools, children }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={label}>
      {title !== undefined && (
        <div className={styles.head}>
          <h2>{title}</h2>
          {detail !== undefined && <span className={styles.detail}>{detail}</span>}
          {tools !== undefined && <div className={styles.tools}>{tools}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
