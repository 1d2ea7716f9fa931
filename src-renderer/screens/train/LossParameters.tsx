import type { Loss } from '../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';

interface LossParametersProps {
  loss: Loss;
  /** As typed in; absent: the default. */
  values: Readonly<Record<string, string>>;
  onChange(change: Record<string, string>): void;
}

/** The part of the form that a loss's parameter schema asks for, with its sentence on each. */
export function LossParameters({ loss, values, onChange }: LossParametersProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const entries = Object.entries(loss.parameters);
  if (entries.length === 0) return null;
  return (
    <fieldset>
      <legend>{words.parameters}</legend>
      <div className="fields">
        {entries.map(([name, parameter]) => {
          const value = values[name] ?? String(parameter.default);
          const title = parameter.title[language];
          if (parameter.kind === 'number') {
            const { min, max, unit } = parameter;
            return (
              <Field
                key={name}
                label={unit ? `${title} (${unit})` : title}
                help={parameter.description[language]}
              >
                {(control) => (
                  <input
                    {...control}
                    type="number"
                    required
                    {...{ min, max, value }}
                    step="any"
                    onChange={({ target }) => onChange({ [name]: target.value })}
                  />
                )}
              </Field>
            );
          }
          const chosen = parameter.options.find((option) => option.value === value);
          const help = `${parameter.description[language]} ${chosen?.description[language] ?? ''}`;
          return (
            <Field key={name} label={title} help={help}>
              {(control) => (
                <select
                  {...control}
                  value={value}
                  onChange={({ target }) => onChange({ [name]: target.value })}
                >
                  {parameter.options.map((option) => (
                    <option key={option.value}>{option.value}</option>
                  ))}
                </select>
              )}
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}
