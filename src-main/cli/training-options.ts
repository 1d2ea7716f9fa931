/** The settings of training as options, from their list. */
import { type Command, Option } from 'commander';
import { recipePaths } from '../../src-shared/training/index.ts';
import {
  boundsText,
  emptyText,
  type ListedSetting,
  nested,
  type Settings,
  trainingSettings,
} from '../../src-shared/training-settings/index.ts';
import { number } from './settings.ts';

const options = trainingSettings.map((setting) => ({ path: setting.path, option: optionOf(setting) }));

/** Adds an option for each setting. None has a default: what is not given is left to the loss's recipe. */
export function addTrainingOptions(command: Command): Command {
  for (const { option } of options) command.addOption(option);
  return command;
}

/** What commander read of these options, in the shape of a spec; undefined if one is not given. */
export function givenSettings(given: object): Settings {
  const values = new Map(Object.entries(given));
  return nested(options.map(({ path, option }) => [path, values.get(option.attributeName())]));
}

function optionOf(setting: ListedSetting): Option {
  const help = helpOf(setting);
  switch (setting.kind) {
    case 'switch':
      return new Option(setting.flag, help);
    case 'number':
      return new Option(`${setting.flag} <${setting.unit?.en ?? 'number'}>`, help).argParser(number);
    case 'choice': {
      const option = new Option(`${setting.flag} <value>`, help);
      return typeof setting.default === 'number' ? option.argParser(number) : option;
    }
  }
}

/** The sentence on a setting as commander's own help has it, without capital and full stop, and what it may be. */
function helpOf(setting: ListedSetting): string {
  const [first, ...rest] = setting.help.en;
  const sentence = `${first!.toLowerCase()}${rest.join('').replace(/\.$/, '')}`;
  const when = setting.when ? `${setting.when.title.en}: ` : '';
  if (setting.kind === 'switch') return `${when}${setting.default ? 'turns this off: ' : ''}${sentence}`;
  const byDefault = `${setting.default ?? emptyText(setting)}${recipePaths.has(setting.path) ? " or the recipe's" : ''}`;
  return `${when}${sentence} (${boundsText(setting)}; default: ${byDefault})`;
}
