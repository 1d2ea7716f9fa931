import {
  type Choice,
  type FormPart,
  type SettingPath,
  trainingSettings,
} from '../../../src-shared/training-settings/index.ts';
import { applies, type FormValues } from './form.ts';
import { SettingField } from './SettingField.tsx';

interface SettingFieldsProps {
  part: FormPart;
  form: FormValues;
  set(change: Partial<FormValues>): void;
  /** What to offer in place of all options of a choice. */
  options?: Partial<Readonly<Record<SettingPath, readonly Choice[]>>>;
}

/** The fields of one part of the form: those that apply, given the loss and the other settings. */
export function SettingFields({ part, form, set, options = {} }: SettingFieldsProps) {
  return trainingSettings
    .filter((setting) => setting.part === part && applies(setting, form))
    .map((setting) => (
      <SettingField
        key={setting.path}
        setting={setting}
        value={form.settings[setting.path]}
        options={options[setting.path]}
        onChange={(value) => set({ settings: { ...form.settings, [setting.path]: value } })}
      />
    ));
}
