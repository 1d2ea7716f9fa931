import type { Choice, ListedSetting, SettingPath } from '../../../src-shared/training-settings/index.ts';
import { applies, type FormPartProps } from './form.ts';
import { SettingField } from './SettingField.tsx';

/** What to offer in place of all options of a choice. */
export type OfferedOptions = Partial<Readonly<Record<SettingPath, readonly Choice[]>>>;

interface SettingFieldsProps extends FormPartProps {
  settings: readonly ListedSetting[];
  options: OfferedOptions;
}

/** The fields of settings: those that apply, given the loss and the other settings. */
export function SettingFields({ settings, form, set, options }: SettingFieldsProps) {
  return settings
    .filter((setting) => applies(setting, form))
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
