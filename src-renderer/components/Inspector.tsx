import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../app/language.tsx';
import styles from './Inspector.module.css';

interface InspectorProps {
  /** Names it, and is shown unless there is a `head`. */
  title: string;
  /** In place of the title, such as a portrait beside a name. */
  head?: ReactNode;
  /** Stays in sight below. */
  footer?: ReactNode;
  /** Ends the selection; Escape does, too. */
  onClose(): void;
  children: ReactNode;
}

/** What is selected, on the right of a `Screen`. */
export function Inspector({ title, head, footer, onClose, children }: InspectorProps) {
  const { common } = useMessages();
  return (
    <aside
      className={styles.inspector}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.head}>
        <div className={styles.title}>{head ?? <h2>{title}</h2>}</div>
        <ActionIcon size={28} aria-label={common.close} onClick={onClose}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={styles.content}>{children}</div>
      {footer && <footer className={styles.foot}>{footer}</footer>}
    </aside>
  );
}
