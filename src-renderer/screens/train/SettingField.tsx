import { NativeSelect, Switch, TextInput } from '@mantine/core';
import type { Choice, ListedSetting, NumberSetting } from '../../../src-shared/training-settings/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { numberIn } from '../../components/parameter-values.ts';

interface SettingFieldProps {
  setting: ListedSetting;
  /** As typed in. */
  value: string | boolean;
  /** What to offer in place of all options of a choice. */
  options?: readonly Choice[] | undefined;
  onChange(value: string | boolean): void;
}

/** The control that a training setting asks for, with a sentence on it. */
export function SettingField({ setting, value, options, onChange }: SettingFieldProps) {
  const { language } = useLanguage();
  const { train: words } = useMessages();
  const label = setting.title[language];
  const description = setting.help[language];

  if (setting.kind === 'switch') {
    return (
      <Switch
        {...{ label, description }}
        checked={value === true}
        onChange={({ target }) => onChange(target.checked)}
      />
    );
  }
  if (setting.kind === 'choice') {
    const offered: readonly Choice[] = options ?? setting.options;
    const chosen = offered.find((option) => String(option.value) === value);
    return (
      <NativeSelect
        label={label}
        description={chosen?.help?.[language] ?? description}
        value={String(value)}
        onChange={({ target }) => onChange(target.value)}
        data={offered.map((option) => ({ value: String(option.value), label: option.title[language] }))}
      />
    );
  }
  const { min, above, max, below, whole, isOptional, empty, unit } = setting;
  return (
    <TextInput
      label={unit ? words.withUnit(label, unit[language]) : label}
      description={description}
      // The browser knows bounds that belong to the range; of others it must be told.
      ref={(input) => input?.setCustomValidity(boundProblem(setting, String(value), words))}
      type="number"
      required={!isOptional}
      withAsterisk={false}
      {...(isOptional && { placeholder: empty?.[language] ?? words.off })}
      value={String(value)}
      min={min ?? above}
      max={max ?? below}
      step={whole ? 1 : 'any'}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** Why a number is refused for lying at a bound that does not belong to the range; empty if it does not. */
export function boundProblem(
  { above, below }: NumberSetting,
  text: string,
  words: Messages['train'],
): string {
  const number = numberIn(text);
  if (above !== undefined && number === above) return words.above(above);
  if (below !== undefined && number === below) return words.below(below);
  return '';
}
