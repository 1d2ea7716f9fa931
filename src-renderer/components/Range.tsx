import type { CSSProperties } from 'react';
import styles from './Range.module.css';

interface RangeProps {
  label: string;
  /** The value as it is read out. */
  text: string;
  /** Positions go from 0 to this. */
  most: number;
  value: number;
  disabled?: boolean;
  onChange(value: number): void;
}

/** A slider over whole positions: the browser's own, whose keys, touch and assistive technology come with it. */
export function Range({ label, text, most, value, disabled, onChange }: RangeProps) {
  const share = `${most > 0 ? (100 * value) / most : 0}%`;
  return (
    <input
      type="range"
      className={styles.range}
      style={{ '--share': share } as CSSProperties}
      aria-label={label}
      aria-valuetext={text}
      min={0}
      max={most}
      {...{ value, disabled }}
      onChange={({ target }) => onChange(Number(target.value))}
    />
  );
}
