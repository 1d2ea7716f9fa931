import { Option } from 'commander';
import { detectorId } from '../../src-shared/contract/index.ts';

export const detectorOption = () =>
  new Option('--detector <id>', 'the detector of faces: ssd is more accurate, tiny is faster').choices(
    detectorId.options,
  );
