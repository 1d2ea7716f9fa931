import type { Choice, ListedSetting, NumberSetting } from '../../../src-shared/training-settings/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { CheckField } from '../../components/CheckField.tsx';
import { Field } from '../../components/Field.tsx';
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
  const title = setting.title[language];
  const help = setting.help[language];

  if (setting.kind === 'switch') {
    return <CheckField label={title} help={help} checked={value === true} onChange={onChange} />;
  }
  if (setting.kind === 'choice') {
    const offered: readonly Choice[] = options ?? setting.options;
    const chosen = offered.find((option) => String(option.value) === value);
    return (
      <Field label={title} help={chosen?.help?.[language] ?? help}>
        {(control) => (
          <select {...control} value={String(value)} onChange={({ target }) => onChange(target.value)}>
            {offered.map((option) => (
              <option key={option.value} value={option.value}>
                {option.title[language]}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  const { min, above, max, below, whole, isOptional, empty, unit } = setting;
  return (
    <Field label={unit ? words.withUnit(title, unit[language]) : title} help={help}>
      {(control) => (
        <input
          {...control}
          // The browser knows bounds that belong to the range; of others it must be told.
          ref={(input) => input?.setCustomValidity(boundProblem(setting, String(value), words))}
          type="number"
          required={!isOptional}
          placeholder={isOptional ? (empty?.[language] ?? words.off) : undefined}
          value={String(value)}
          min={min ?? above}
          max={max ?? below}
          step={whole ? 1 : 'any'}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
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
