import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  title: string;
  /** What is inside, in few words: seen while it is folded. */
  detail?: ReactNode;
  children: ReactNode;
}

/** A part of a form or a panel that is folded away. It unfolds by itself if a field in it is refused. */
export function Disclosure({ title, detail, children }: DisclosureProps) {
  return (
    <details
      className={styles.disclosure}
      // A field that is wrong could not be pointed at while it is folded away.
      onInvalidCapture={({ currentTarget }) => {
        currentTarget.open = true;
      }}
    >
      <summary>
        <IconChevronRight size={16} stroke={1.75} className={styles.chevron} aria-hidden />
        <span className={styles.title}>{title}</span>
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
