/** The options of `tammes evaluate`, and what they name. */
import { extname } from 'node:path';
import {
  type DescribeOptions,
  describeOptions,
  type PhotoGrouping,
} from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import type { FoldersToEvaluate } from '../../services/evaluate-folders.ts';
import type { TemplatesToEvaluate } from '../../services/evaluate-templates.ts';
import { type ListedPairs, readList } from '../../services/listed-pairs.ts';
import { libraryOptions } from '../../services/outside-photos.ts';
import type { Store } from '../../store/store.ts';

export const protocols = ['pairs', 'holdout', 'open-set'] as const;

/** What the command line gives. */
export interface Options {
  protocol: (typeof protocols)[number];
  pairs?: string;
  templates?: string;
  images?: string;
  enrolled: number;
  draws: number;
  unknown: number;
  align: DescribeOptions['alignment'];
  mirror: boolean;
  detector?: DescribeOptions['detector'];
  gallery?: string;
  probes?: string;
  strangers?: string;
  by?: string;
  columns?: string;
  keep?: string;
  unseen: boolean;
  backbones?: boolean;
  head?: string[];
  library: string;
  json?: boolean;
}

/** How photos are read. @throws TammesError 'kept-read-otherwise' if what is kept would be read in another way than the window reads. */
export function readingOf(store: Store, { align, mirror, detector, keep }: Options): DescribeOptions {
  const usual = libraryOptions(store);
  const described = describeOptions.parse({
    alignment: align,
    mirror,
    detector: detector ?? usual.detector,
  });
  const isUsual = (Object.keys(usual) as (keyof DescribeOptions)[]).every(
    (key) => described[key] === usual[key],
  );
  if (keep !== undefined && !isUsual) throw new TammesError('kept-read-otherwise', {});
  return described;
}

/** The three folders of open-set identification; null if none is named. */
export function foldersOf({
  protocol,
  gallery,
  probes,
  strangers,
  ...others
}: Options): FoldersToEvaluate['settings'] | null {
  if (gallery === undefined && probes === undefined && strangers === undefined) return null;
  if (protocol !== 'open-set' || gallery === undefined || probes === undefined || strangers === undefined) {
    throw new TammesError('open-set-folders-unnamed', {});
  }
  return { protocol: 'folders', gallery, probes, strangers, ...groupingFor(others) };
}

/** Both lists of templates; null if none is named. */
export function templatesOf({
  protocol,
  templates,
  pairs,
  images,
}: Options): TemplatesToEvaluate['settings'] | null {
  if (templates === undefined) return null;
  if (protocol !== 'pairs' || pairs === undefined || images === undefined)
    throw new TammesError('templates-unnamed', {});
  return { protocol: 'templates', templates, list: pairs, images };
}

const groupingFor = ({ by, columns }: Pick<Options, 'by' | 'columns'>): PhotoGrouping => ({
  by: by ?? null,
  columns: columns ?? null,
});

/** @throws TammesError 'groups-need-pairs' or 'columns-need-groups' if what is evaluated has no groups. */
export function checkGroups({ by, columns, pairs, templates, gallery }: Options, onLibrary: boolean): void {
  const hasGroups = gallery !== undefined || (pairs !== undefined && templates === undefined);
  if (by !== undefined && !onLibrary && !hasGroups) throw new TammesError('groups-need-pairs', {});
  if (columns !== undefined && (by === undefined || onLibrary || !hasGroups))
    throw new TammesError('columns-need-groups', {});
}

export function readPairs({ pairs, images, ...others }: Options): Promise<ListedPairs> {
  if (pairs === undefined || (images === undefined && extname(pairs).toLowerCase() !== '.bin'))
    throw new TammesError('pairs-unnamed', {});
  return readList(pairs, images ?? null, groupingFor(others));
}

export function checkNumbers({ enrolled, draws, unknown }: Options): void {
  const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (isCount(enrolled, 1000) && isCount(draws, 1000) && unknown > 0 && unknown < 1) return;
  throw new TammesError('evaluation-options-out-of-range', {});
}
