import { Option } from 'commander';
import { backendId } from '../../src-shared/contract/index.ts';

export const backendChoices = ['auto', ...backendId.options];

export const backendOption = (byDefault: string) =>
  new Option('--backend <id>', 'the backend to compute on; tammes doctor lists them')
    .choices(backendChoices)
    .default(byDefault);
