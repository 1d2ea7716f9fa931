import type { Parameter } from '../../../src-shared/losses/index.ts';
import { ParameterField } from '../../components/ParameterField.tsx';
import type { ParameterTexts } from '../../components/parameter-values.ts';

interface ParameterFieldsProps {
  legend: string;
  parameters: Readonly<Record<string, Parameter>>;
  values: ParameterTexts;
  onChange(change: Record<string, string>): void;
}

/** The part of the form that a parameter schema asks for; nothing where it asks for nothing. */
export function ParameterFields({ legend, parameters, values, onChange }: ParameterFieldsProps) {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="fields">
        {entries.map(([name, parameter]) => (
          <ParameterField
            key={name}
            {...{ parameter }}
            text={values[name]}
            onChange={(text) => onChange({ [name]: text })}
          />
        ))}
      </div>
    </fieldset>
  );
}
