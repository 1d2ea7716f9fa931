import type { Job } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';

const folderView = href('recognise', [], { view: 'folder' });
/** Where each kind of job began. */
export const placeOfJob: Readonly<Record<Job['kind'], string>> = {
  recognise: folderView,
  'match-again': folderView,
  sort: folderView,
  xmp: href('library', [], { export: '1' }),
  person: href('people'),
  data: href('library', [], { data: '1' }),
  evaluate: href('evaluate'),
  sweep: href('runs', [], { view: 'sweeps' }),
  backbone: href('settings'),
  vectors: href('library'),
  check: href('settings'),
  backup: href('settings'),
  share: href('settings'),
};
