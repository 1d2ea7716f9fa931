import styles from './SwatchLegend.module.css';

interface SwatchLegendProps {
  items: readonly { name: string; colour: string }[];
  /** Of the swatches, as what is drawn in the chart. */
  opacity?: number;
}

/** What the colours of bars or areas stand for. */
export function SwatchLegend({ items, opacity }: SwatchLegendProps) {
  return (
    <ul className={styles.legend}>
      {items.map(({ name, colour }) => (
        <li key={name}>
          <span style={{ background: colour, opacity }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
