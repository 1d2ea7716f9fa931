import type { Run, TrainSpec } from '../../../src-shared/contract/index.ts';
import type { Language } from '../../../src-shared/errors/index.ts';
import { composeLoss, findLoss, findRegulariser } from '../../../src-shared/losses/index.ts';
import { trainingSettings, valueAt } from '../../../src-shared/training-settings/index.ts';
import type { Messages } from '../../app/messages/en.ts';
import { limitNames } from '../../components/quality-limits.ts';

const yes = { en: 'yes', ja: 'はい' };
const no = { en: 'no', ja: 'いいえ' };

interface SettingRow {
  title: string;
  value: string;
}

/** What a run was trained with, in words: its loss with parameters, then the settings in the form's order, and which faces were left out. */
export function settingRows(spec: TrainSpec, language: Language, words: Messages): SettingRow[] {
  const { parameters } = composeLoss(spec.loss, spec.regulariser);
  const ofLoss = Object.entries(parameters).map(([name, parameter]) => {
    const value = spec.parameters[name] ?? parameter.default;
    const option =
      parameter.kind === 'choice' ? parameter.options.find((option) => option.value === value) : undefined;
    return { title: parameter.title[language], value: option?.title[language] ?? String(value) };
  });
  const others = trainingSettings.map((setting) => {
    const value = valueAt(spec, setting.path);
    const option =
      setting.kind === 'choice' ? setting.options.find((option) => option.value === value) : undefined;
    const text =
      option?.title[language] ??
      (typeof value === 'boolean' ? (value ? yes : no)[language] : value === null ? '–' : String(value));
    return { title: setting.title[language], value: text };
  });
  const { loss, regulariser, limits, without } = spec;
  return [
    { title: words.runs.loss, value: findLoss(loss).title },
    {
      title: words.train.regulariser,
      value: regulariser === null ? words.train.noRegulariser : findRegulariser(regulariser).title,
    },
    ...ofLoss,
    ...others,
    { title: words.quality.leaveOut, value: (limits === null ? no : yes)[language] },
    ...(limits === null
      ? []
      : limitNames.map((name) => ({ title: words.quality.limitNames[name], value: String(limits[name]) }))),
    ...(without === null ? [] : [{ title: words.tags.without, value: words.tags.named(without) }]),
  ];
}

interface ComparedSetting {
  title: string;
  /** A run each; a loss does not have the parameters of another. */
  values: (string | null)[];
  differs: boolean;
}

/** The settings of several runs side by side, and what they were trained on. */
export function comparedSettings(
  runs: readonly Pick<Run, 'spec' | 'data'>[],
  language: Language,
  words: Messages,
): ComparedSetting[] {
  const ofRuns = runs.map(
    ({ spec, data }) =>
      new Map(
        [
          ...settingRows(spec, language, words),
          { title: words.runs.data, value: data === null ? '–' : data.slice(0, 12) },
        ].map(({ title, value }) => [title, value]),
      ),
  );
  const titles = new Set(ofRuns.flatMap((rows) => [...rows.keys()]));
  return [...titles].map((title) => {
    const values = ofRuns.map((rows) => rows.get(title) ?? null);
    return { title, values, differs: new Set(values).size > 1 };
  });
}
