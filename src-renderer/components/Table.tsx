import type { MouseEvent, ReactNode } from 'react';
import styles from './Table.module.css';

interface TableProps {
  /** What the table is of, where what is about it does not say so. */
  label?: string;
  /** Null: a column of buttons, which has no name. */
  columns: readonly (string | null)[];
  /** Its rows. */
  children: ReactNode;
}

/** A table in a box that scrolls by itself. */
export function Table({ label, columns, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it.
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column, i) =>
              column === null ? (
                <td key={i} />
              ) : (
                <th key={i} scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface RowChoiceProps {
  pressed?: boolean;
  /** Whether the rows that it opens are shown. */
  expanded?: boolean;
  onClick(event: MouseEvent): void;
  children: ReactNode;
}

/** What is pressed in a row to choose it. */
export function RowChoice({ pressed, expanded, onClick, children }: RowChoiceProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      aria-pressed={pressed}
      aria-expanded={expanded}
      {...{ onClick }}
    >
      {children}
    </button>
  );
}
