import { Option } from 'commander';
import { detectorId } from '../../src-shared/contract/index.ts';

export const detectorOption = () =>
  new Option('--detector <id>', 'what finds faces: ssd is the more accurate, tiny the faster').choices(
    detectorId.options,
  );
