import { useId } from 'react';

interface CheckFieldProps {
  label: string;
  /** A sentence on it. */
  help: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** A check box beside its label, with a sentence on it. */
export function CheckField({ label, help, checked, onChange }: CheckFieldProps) {
  const helpId = useId();
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          aria-describedby={helpId}
          checked={checked}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      <small id={helpId}>{help}</small>
    </div>
  );
}
