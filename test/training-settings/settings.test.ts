import { readFile } from 'node:fs/promises';
import { MantineProvider } from '@mantine/core';
import { Command } from 'commander';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { trainCommand } from '../../src-main/cli/train.ts';
import { addTrainingOptions, givenSettings } from '../../src-main/cli/training-options.ts';
import { LanguageProvider } from '../../src-renderer/app/language.tsx';
import { en } from '../../src-renderer/app/messages/en.ts';
import {
  applies,
  choose,
  defaultForm,
  type FormValues,
  specOf,
} from '../../src-renderer/screens/train/form.ts';
import { boundProblem } from '../../src-renderer/screens/train/SettingField.tsx';
import { SettingFields } from '../../src-renderer/screens/train/SettingFields.tsx';
import { alwaysShown, foldedOf } from '../../src-renderer/screens/train/setting-groups.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import {
  boundsText,
  type ListedSetting,
  type NumberSetting,
  nested,
  type Setting,
  trainingSettings,
  valueAt,
} from '../../src-shared/training-settings/index.ts';

const docs = await readFile(new URL('../../docs/TRAINING.md', import.meta.url), 'utf8');
const japanese = /[ぁ-んァ-ヶ一-龠]/;

afterEach(() => void vi.unstubAllGlobals());

/** A value that is not the default: as a spec has it. */
function otherValue(setting: Setting): unknown {
  if (setting.kind === 'switch') return !setting.default;
  if (setting.kind === 'choice') {
    return setting.options.map(({ value }) => value).find((value) => value !== setting.default);
  }
  const { min, above, max, below, whole } = setting;
  const low = min ?? above!;
  const high = max ?? below ?? low + 10;
  return whole ? low + 1 : low + (high - low) / 4;
}

/** A form in which the setting applies: another loss, or another choice elsewhere. */
function formFor(setting: ListedSetting): FormValues {
  const forms = losses.flatMap(({ id }) => {
    const form = choose(defaultForm(), { loss: id });
    const changed = trainingSettings.flatMap((other) =>
      other.kind === 'choice'
        ? other.options.map(({ value }) => ({
            ...form,
            settings: { ...form.settings, [other.path]: String(value) },
          }))
        : [],
    );
    return [form, ...changed];
  });
  return forms.find((form) => applies(setting, form))!;
}

/** The form's fields for the settings that stand in the same place: seen at once, or folded into a part. */
function fieldsOf(setting: ListedSetting, form: FormValues, language: string): string {
  vi.stubGlobal('localStorage', { getItem: () => language });
  const settings = alwaysShown.includes(setting) ? alwaysShown : foldedOf(setting.part);
  const fields = createElement(SettingFields, { settings, form, set: () => {}, options: {} });
  const inLanguage = createElement(LanguageProvider, null, fields);
  return renderToStaticMarkup(createElement(MantineProvider, null, inLanguage));
}

describe.each(trainingSettings)('$path', (setting) => {
  const { path, flag, title, help } = setting;
  const value = otherValue(setting);

  test('is an option of `tammes train` that says what it does and what it may be', () => {
    const option = trainCommand().options.find(({ long }) => long === flag)!;
    expect(option.description).toContain(help.en.slice(1, -1));
    if (setting.kind !== 'switch') expect(option.description).toContain(boundsText(setting));
    const command = addTrainingOptions(new Command()).exitOverride();
    command.parse(setting.kind === 'switch' ? [flag] : [flag, String(value)], { from: 'user' });
    const given = trainSpec.parse({ loss: 'arcface', ...givenSettings(command.opts()) });
    expect(given).toEqual(trainSpec.parse({ loss: 'arcface', ...nested([[path, value]]) }));
    expect(valueAt(given, path)).toBe(value);
  });

  test('is a field of the form in both languages, and what is typed there reaches the spec', () => {
    const form = formFor(setting);
    for (const language of ['en', 'ja'] as const) {
      const markup = fieldsOf(setting, form, language);
      expect(markup).toContain(title[language]);
      const chosen = setting.kind === 'choice' ? setting.options : [];
      const text = chosen.find((option) => String(option.value) === form.settings[path])?.help ?? help;
      // As React writes it.
      expect(markup).toContain(text[language].replaceAll("'", '&#x27;'));
      for (const option of chosen) expect(markup).toContain(option.title[language]);
    }
    const typed = typeof value === 'boolean' ? value : String(value);
    const spec = specOf({ ...form, settings: { ...form.settings, [path]: typed } });
    expect(valueAt(spec, path)).toBe(value);
  });

  test('is written in both languages', () => {
    const options = setting.kind === 'choice' ? setting.options : [];
    const texts = [title, help, ...options.flatMap((option) => option.help ?? [])];
    for (const text of texts) {
      expect(text.en).toMatch(/^[A-Z].+/);
      expect(text.ja).toMatch(japanese);
    }
    // Names such as SGD are the same in both.
    const names = [...options.map((option) => option.title), ...(setting.when ? [setting.when.title] : [])];
    for (const name of names) if (name.en !== name.ja) expect(name.ja).toMatch(japanese);
    expect([help.en.at(-1), help.ja.at(-1)]).toEqual(['.', '。']);
  });

  test('is in docs/TRAINING.md', () => {
    const row = docs.split('\n').find((line) => line.includes(`| \`${flag}\` | \`${path}\` |`));
    for (const text of [title.en, title.ja, help.en, boundsText(setting)]) expect(row).toContain(text);
  });
});

test('every entry of a spec is a setting, but for the loss, what belongs to it, and which faces are left out', () => {
  const entries = Object.entries(trainSpec.shape).flatMap(([name, schema]) => {
    const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : null;
    return inner instanceof z.ZodObject ? Object.keys(inner.shape).map((key) => `${name}.${key}`) : [name];
  });
  const others = ['loss', 'parameters', 'regulariser', 'limits', 'without'];
  expect(entries.sort()).toEqual([...trainingSettings.map(({ path }) => path), ...others].sort());
});

test('conditions look at settings that there are', () => {
  const paths = new Set<string>(trainingSettings.map(({ path }) => path));
  const asked = new Set<string>();
  for (const { when } of trainingSettings) {
    when?.holds((path) => asked.add(path), {
      hasCentres: false,
      comparesSamples: false,
      canSampleClasses: false,
    });
  }
  expect([...asked].filter((path) => !paths.has(path))).toEqual([]);
  expect(asked.size).toBeGreaterThan(3);
});

describe('bounds', () => {
  const numbers = trainingSettings.filter((setting) => setting.kind === 'number');
  const accepts = (path: string, value: number) =>
    trainSpec.safeParse({ loss: 'arcface', ...nested([[path, value]]) }).success;
  const refusedByField = (setting: NumberSetting, value: number) =>
    value < (setting.min ?? setting.above!) ||
    value > (setting.max ?? setting.below ?? Number.POSITIVE_INFINITY) ||
    boundProblem(setting, String(value), en.train) !== '';

  test.each(numbers)('of $path are the same in the spec and in the form', (setting) => {
    const ends = [setting.min, setting.above, setting.max, setting.below].filter((end) => end !== undefined);
    const step = setting.whole ? 1 : 1e-6;
    for (const end of ends) {
      for (const value of [end - step, end, end + step]) {
        expect([value, accepts(setting.path, value)]).toEqual([value, !refusedByField(setting, value)]);
      }
    }
    expect(accepts(setting.path, otherValue(setting) as number)).toBe(true);
    expect(accepts(setting.path, 2.5)).toBe(!setting.whole && !refusedByField(setting, 2.5));
  });
});
