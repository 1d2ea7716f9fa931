import type { Place } from './lasso.ts';
import styles from './sphere.module.css';

/** The line that is being drawn about points. */
export function LassoLine({ line }: { line: readonly Place[] }) {
  return (
    <svg className={styles.lasso} aria-hidden="true">
      <polygon points={line.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  );
}
