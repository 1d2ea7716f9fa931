import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { numberIn } from './parameter-values.ts';
import { Range } from './Range.tsx';
import styles from './SliderField.module.css';
import { positionOf, positions, type SliderRange, valueAt } from './slider-scale.ts';

interface SliderFieldProps {
  label: string;
  help?: string;
  range: SliderRange;
  /** As typed in. */
  value: string;
  onChange(value: string): void;
}

/** A number to drag, or to type in exactly. */
export function SliderField({ label, help, range, value, onChange }: SliderFieldProps) {
  const { min, max, whole } = range;
  const id = useId();
  const helpId = `${id}-help`;
  const number = numberIn(value);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <TextInput
        {...{ id, min, max, value }}
        {...(help !== undefined && { 'aria-describedby': helpId })}
        size="xs"
        type="number"
        required
        step={whole ? 1 : 'any'}
        onChange={({ target }) => onChange(target.value)}
      />
      <div className={styles.track}>
        <Range
          {...{ label }}
          text={value}
          most={positions(range)}
          value={positionOf(range, number)}
          onChange={(position) => onChange(String(valueAt(range, position, number)))}
        />
      </div>
      {help !== undefined && <small id={helpId}>{help}</small>}
    </div>
  );
}
