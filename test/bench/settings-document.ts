/** The written part of docs/TRAINING.md: the settings of training as they describe themselves. */
import { recipePaths } from '../../src-shared/training/index.ts';
import {
  boundsText,
  emptyText,
  type FormPart,
  formParts,
  type ListedSetting,
  trainingSettings,
} from '../../src-shared/training-settings/index.ts';
import { markdownTable, rewriteBlock } from './document.ts';

export const writeSettingsDocument = () => rewriteBlock('TRAINING.md', 'settings', settingList());

const partTitles: Readonly<Record<FormPart, string>> = {
  loss: 'Beside the loss',
  head: 'Head',
  training: 'Training',
  optimiser: 'Optimiser',
  photos: 'Photos and people',
  judging: 'How the head is judged',
};

/** Every setting: its name in both languages, option, path, values, default, and what it does. */
export function settingList(): string {
  return formParts
    .flatMap((part) => [
      `### ${partTitles[part]}`,
      markdownTable(
        [
          ['setting', 'option', 'in a spec', 'values', 'default', 'meaning'],
          ...trainingSettings.filter((setting) => setting.part === part).map(rowOf),
        ],
        'left',
      ),
    ])
    .join('\n\n');
}

function rowOf(setting: ListedSetting): string[] {
  const { path, flag, title } = setting;
  const unit = setting.kind === 'number' && setting.unit ? ` (${setting.unit.en})` : '';
  return [
    `${title.en}${unit}<br>${title.ja}`,
    `\`${flag}\``,
    `\`${path}\``,
    boundsText(setting),
    `${defaultText(setting)}${recipePaths.has(path) ? " or the recipe's" : ''}`,
    meaningOf(setting),
  ];
}

function defaultText(setting: ListedSetting): string {
  const { default: value } = setting;
  if (value === null) return emptyText(setting);
  return value === false ? 'off' : value === true ? 'on' : String(value);
}

/** What it does, what its options do, and when it has an effect. */
function meaningOf(setting: ListedSetting): string {
  const options = setting.kind === 'choice' ? setting.options : [];
  return [
    setting.help.en,
    ...options.flatMap(({ value, help }) => (help ? [`\`${value}\`: ${help.en}`] : [])),
    ...(setting.when ? [`Only with: ${setting.when.title.en}.`] : []),
  ].join(' ');
}
