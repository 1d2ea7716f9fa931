import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../app/language.tsx';
import styles from './evaluate.module.css';
import type { FacesById } from './faces.tsx';
import type { FailedItems } from './opened.ts';
import { PairItems } from './PairItems.tsx';

interface OpenedProps {
  title: string;
  /** On what it is counted; null: the evaluation is older than what is kept of it. */
  detail: string | null;
  onClose(): void;
  children: ReactNode;
}

/** What a figure is made of, below it. */
export function Opened({ title, detail, onClose, children }: OpenedProps) {
  const { common } = useMessages();
  return (
    <section className={styles.opened} aria-label={title}>
      <div className={styles.openedHead}>
        <h3>{title}</h3>
        <ActionIcon size={28} aria-label={common.close} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      {detail !== null && <p className={styles.note}>{detail}</p>}
      {children}
    </section>
  );
}

interface OpenedPairsProps {
  items: FailedItems;
  /** What the two kinds of pairs are. */
  titles: readonly [string, string];
  faces: FacesById;
}

/** Pairs of two kinds; of each as many as the evaluation kept. */
export function OpenedPairs({ items, titles, faces }: OpenedPairsProps) {
  const { evaluate: words } = useMessages();
  const lists = [items.own, items.others] as const;
  if (lists.every(({ length }) => length === 0)) return <p className={styles.note}>{words.noPairsKept}</p>;
  return (
    <div className={styles.openedPairs}>
      {lists.map(
        (list, i) =>
          list.length > 0 && (
            <div key={titles[i]}>
              <h4>{titles[i]}</h4>
              <PairItems label={titles[i]!} items={list} {...{ faces }} />
            </div>
          ),
      )}
    </div>
  );
}
