import { Field } from './Field.tsx';
import { numberIn } from './parameter-values.ts';
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
  const number = numberIn(value);
  return (
    <Field label={label} {...(help !== undefined && { help })}>
      {(control) => (
        <div className="slider">
          <input
            type="range"
            aria-label={label}
            aria-valuetext={value}
            min={0}
            max={positions(range)}
            value={positionOf(range, number)}
            onChange={({ target }) => onChange(String(valueAt(range, Number(target.value), number)))}
          />
          <input
            {...control}
            type="number"
            required
            {...{ min, max, value }}
            step={whole ? 1 : 'any'}
            onChange={({ target }) => onChange(target.value)}
          />
        </div>
      )}
    </Field>
  );
}
