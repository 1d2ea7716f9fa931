import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import styles from './Segments.module.css';

interface SegmentsProps<T extends string> {
  label: string;
  /** Without the label in sight, where what is beside it says as much. */
  bare?: boolean;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange(value: T): void;
}

/** A choice among a few, all of them in sight. */
export function Segments<T extends string>({
  label,
  bare = false,
  value,
  options,
  onChange,
}: SegmentsProps<T>) {
  const id = useId();
  return (
    <div className={styles.segments}>
      <span {...{ id }} className={bare ? 'visually-hidden' : styles.label}>
        {label}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        {...{ value }}
        onChange={(next) => onChange(next as T)}
        data={options.map(([value, label]) => ({ value, label }))}
      />
    </div>
  );
}
