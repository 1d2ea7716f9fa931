import { Option } from 'commander';

export const headOption = () =>
  new Option('--head <name>', 'name or number of a head (default: the active one, see tammes heads)');
