import { NativeSelect, TextInput } from '@mantine/core';
import type { Parameter } from '../../src-shared/losses/index.ts';
import { useLanguage } from '../app/language.tsx';
import { SliderField } from './SliderField.tsx';

interface ParameterFieldProps {
  parameter: Parameter;
  /** As typed in; absent: the default. */
  text: string | undefined;
  /** Numbers get a slider, too. */
  slider?: boolean;
  onChange(text: string): void;
}

/** The control that a parameter's schema asks for, with its sentence. */
export function ParameterField({ parameter, text, slider = false, onChange }: ParameterFieldProps) {
  const { language } = useLanguage();
  const value = text ?? String(parameter.default);
  const title = parameter.title[language];
  if (parameter.kind === 'choice') {
    const chosen = parameter.options.find((option) => option.value === value);
    return (
      <NativeSelect
        label={title}
        description={`${parameter.description[language]} ${chosen?.description[language] ?? ''}`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        data={parameter.options.map((option) => ({ value: option.value, label: option.title[language] }))}
      />
    );
  }
  const { min, max, step, whole = false, unit } = parameter;
  const label = unit ? `${title} (${unit})` : title;
  const help = parameter.description[language];
  if (slider) {
    return <SliderField {...{ label, help, value, onChange }} range={{ min, max, step, whole }} />;
  }
  return (
    <TextInput
      type="number"
      required
      withAsterisk={false}
      label={label}
      description={help}
      {...{ min, max, value }}
      step={whole ? 1 : 'any'}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
