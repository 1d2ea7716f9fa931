import styles from './story.module.css';

interface NumbersProps {
  label: string;
  /** What is measured, its value, and a sentence on it. */
  rows: readonly (readonly [name: string, value: string, help?: string])[];
}

/** What was measured. Its lines are there before their values are, so that nothing jumps. */
export function Numbers({ label, rows }: NumbersProps) {
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <dl className={styles.numbers}>
        {rows.map(([name, value, help]) => (
          // A group of a term, its value and what it means, as dl allows.
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {help && <dd className={styles.help}>{help}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
