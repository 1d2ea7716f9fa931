import { Option } from 'commander';
import { backendId } from '../../src-shared/contract/index.ts';

export const backendChoices = ['auto', ...backendId.options];

export const backendOption = (otherwise: string) =>
  new Option('--backend <id>', 'what to compute on; see tammes doctor')
    .choices(backendChoices)
    .default(otherwise);
