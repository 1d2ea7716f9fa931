import { type ReactNode, useId } from 'react';

/** What ties a control to its label and its sentence. */
interface ControlProps {
  id: string;
  'aria-describedby'?: string;
}

interface FieldProps {
  label: string;
  /** A sentence on it. */
  help?: string;
  children(control: ControlProps): ReactNode;
}

/** A control under its label, with a sentence of help if there is one. */
export function Field({ label, help, children }: FieldProps) {
  const id = useId();
  const helpId = `${id}-help`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(help && { 'aria-describedby': helpId }) })}
      {help && <small id={helpId}>{help}</small>}
    </div>
  );
}
