import { useMessages } from '../../app/language.tsx';
import { angleRange, colourOf, css } from '../../sphere/drawing/appearance.ts';
import type { NearestCentres } from '../../sphere/picture.ts';
import styles from './sphere.module.css';

/** What the colours of edges and caps mean. */
export function Legend({ nearest }: { nearest: NearestCentres }) {
  const { sphere: words } = useMessages();
  const [smallest, largest] = angleRange(nearest);
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => css(colourOf(share, 0, 1)));
  return (
    <div className={styles.legend}>
      <span>{words.legend}</span>
      <span>{smallest.toFixed(1)}°</span>
      <span
        className={styles.scale}
        style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }}
      />
      <span>{largest.toFixed(1)}°</span>
    </div>
  );
}
