import { Field } from '../../components/Field.tsx';
import type { FormValues } from './form.ts';

type NamesOf<T> = { [K in keyof FormValues]: FormValues[K] extends T ? K : never }[keyof FormValues];

interface Limits {
  min: number;
  max?: number;
  step?: number | 'any';
  help?: string;
  /** What an empty field means; without it a number must be given. */
  whenEmpty?: string;
}

/** Controls for the entries of the form, by their names. */
export type Controls = ReturnType<typeof controlsOf>;

export function controlsOf(form: FormValues, set: (change: Partial<FormValues>) => void) {
  return {
    number: (label: string, name: NamesOf<string>, { help, whenEmpty, ...limits }: Limits) => (
      <Field label={label} {...(help !== undefined && { help })}>
        {(control) => (
          <input
            {...control}
            type="number"
            required={whenEmpty === undefined}
            placeholder={whenEmpty}
            value={form[name]}
            step={1}
            {...limits}
            onChange={({ target }) => set({ [name]: target.value })}
          />
        )}
      </Field>
    ),
    choice: (
      label: string,
      name: NamesOf<string>,
      options: readonly (readonly [string, string])[],
      help?: string,
    ) => (
      <Field label={label} {...(help !== undefined && { help })}>
        {(control) => (
          <select {...control} value={form[name]} onChange={({ target }) => set({ [name]: target.value })}>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
    ),
    check: (label: string, name: NamesOf<boolean>) => (
      <label className="check">
        <input
          type="checkbox"
          checked={form[name]}
          onChange={({ target }) => set({ [name]: target.checked })}
        />
        {label}
      </label>
    ),
  };
}
