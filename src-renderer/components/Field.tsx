import type { ReactNode } from 'react';

/** A control under its label, with a sentence on it where there is one. */
export function Field({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return (
    // The control is the label's child, which names it.
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes in as children
    <label className="field">
      <span>{label}</span>
      {children}
      {help && <small>{help}</small>}
    </label>
  );
}
