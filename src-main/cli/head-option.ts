import { Option } from 'commander';

export const headOption = () =>
  new Option('--head <name>', 'a head by its name or number').default('pretrained');
