import styles from './evaluate.module.css';
import { FaceLink, type FacesById } from './faces.tsx';

/** Two faces that were compared, and what there is to say of it. */
export interface PairItem {
  key: string;
  faces: readonly [number, number];
  score: number;
  text: string;
}

interface PairItemsProps {
  label: string;
  items: readonly PairItem[];
  faces: FacesById;
}

/** Pairs with both faces, their cosine, and a word on each. */
export function PairItems({ label, items, faces }: PairItemsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it.
    <ul className={styles.hard} tabIndex={0} aria-label={label}>
      {items.map(({ key, faces: [a, b], score, text }) => (
        <li key={key}>
          <FaceLink id={a} {...{ faces }} />
          <FaceLink id={b} {...{ faces }} />
          <span>
            <strong className="tabular">{score.toFixed(2)}</strong>
            <span className="quiet">{text}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
