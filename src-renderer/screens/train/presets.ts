/** Where a form may start from: what people mostly want, and what they have saved. */
import type { Text } from '../../../src-shared/text.ts';
import { SharedState } from '../../app/shared-state.ts';
import { defaultForm, type FormValues, formOf } from './form.ts';

export interface Preset {
  id: string;
  title: Text;
  form: FormValues;
}

const inThree = formOf('arcface', 'small');

/** What comes with Tammes. */
export const builtIn: readonly Preset[] = [
  {
    id: 'people-to-come',
    title: { en: 'Recognise people, also new ones', ja: '人を認識する（新しい人も）' },
    form: defaultForm(),
  },
  {
    id: 'paper',
    title: { en: 'Train as the papers do', ja: '論文の設定で学習する' },
    form: formOf('arcface', 'paper'),
  },
  {
    id: 'sphere',
    title: { en: 'Watch class centres in 3-D', ja: '球面でクラス中心を見る（3 次元）' },
    form: { ...inThree, settings: { ...inThree.settings, 'head.dim': '3', epochs: '100' } },
  },
];

const storageKey = 'train-presets';

/** A form that was saved under a name, on this machine. */
export interface SavedPreset {
  name: string;
  form: FormValues;
}

/** What was saved, by name. */
export const savedPresets = new SharedState<readonly SavedPreset[]>(read());

/** Saves a form; one of the same name is replaced. */
export function savePreset(name: string, form: FormValues): void {
  write([...savedPresets.get().filter((one) => one.name !== name), { name, form }]);
}

export function removePreset(name: string): void {
  write(savedPresets.get().filter((one) => one.name !== name));
}

function write(presets: readonly SavedPreset[]): void {
  const sorted = [...presets].sort((a, b) => a.name.localeCompare(b.name));
  savedPresets.change(() => sorted);
  localStorage.setItem(storageKey, JSON.stringify(sorted));
}

/** What an older version saved lacks settings that were added since: they have their defaults. */
function read(): readonly SavedPreset[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter(isSaved).map(({ name, form }) => {
      const base = formOf(form.loss, 'small');
      return { name, form: { ...base, ...form, settings: { ...base.settings, ...form.settings } } };
    });
  } catch {
    // Not what was written here, or a loss that is no more.
    return [];
  }
}

function isSaved(value: unknown): value is SavedPreset {
  const { name, form } = (value ?? {}) as Partial<SavedPreset>;
  return typeof name === 'string' && typeof form?.loss === 'string' && typeof form.settings === 'object';
}
