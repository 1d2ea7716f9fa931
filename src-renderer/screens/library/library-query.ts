/** What the library's screen shows, as it lies in the address. */
import {
  type FaceFilter,
  faceGrouping,
  faceSort,
  type Input,
  labelSource,
  type QualityLimits,
} from '../../../src-shared/contract/index.ts';
import { query } from '../../app/address.ts';
import { tagOfKey } from '../../components/tag-key.ts';

/** `person`: empty: everybody; `nobody`; or numbers, such as 3 or 3.7. Dates: 2024-12-31. `face` and `photo` are what the inspector shows. `export`, `data`: a dialog is open. */
export const libraryParts = {
  view: query.oneOf('faces', 'photo', 'problems'),
  find: query.text(),
  person: query.text(),
  quality: query.oneOf('any', 'good', 'poor'),
  folder: query.text(),
  from: query.text(),
  to: query.text(),
  source: query.oneOf('any', ...labelSource.options),
  strangers: query.oneOf('any', 'without', 'only'),
  hidden: query.oneOf('without', 'any', 'only'),
  /** As `keyOfTag` writes it. */
  tag: query.text(),
  run: query.number(),
  side: query.oneOf('training', 'validation', 'strangers'),
  sort: query.oneOf('path', ...faceSort.options),
  descending: query.flag(),
  group: query.oneOf('none', ...faceGrouping.options),
  face: query.number(),
  photo: query.number(),
  export: query.flag(),
  data: query.flag(),
};

type ValueOf<P> = P extends { read(text: string | null): infer T } ? T : never;
export type LibraryState = { readonly [K in keyof typeof libraryParts]: ValueOf<(typeof libraryParts)[K]> };

/** What the filters are when none is set; the search and the person have fields of their own. */
export const noFilters = {
  quality: 'any',
  folder: '',
  from: '',
  to: '',
  source: 'any',
  strangers: 'any',
  hidden: 'without',
  tag: '',
  run: null,
} as const satisfies Partial<LibraryState>;

/** How many filters are set. */
export function filtersSet(state: LibraryState): number {
  const names = Object.keys(noFilters) as (keyof typeof noFilters)[];
  return names.filter((name) => state[name] !== noFilters[name]).length;
}

/** Whether every face of the library fits, but those of hidden people. */
export function isUnfiltered(state: LibraryState): boolean {
  return filtersSet(state) === 0 && state.find.trim() === '' && state.person === '';
}

/** The faces that the main process is asked for, in their order. @param limits beyond which a face is poor. */
export function facesOf(
  state: LibraryState,
  limits: QualityLimits,
): Omit<Input<'library.faces'>, 'offset' | 'limit'> {
  const { sort, descending, group } = state;
  return { ...filterOf(state, limits), sort, descending, group: group === 'none' ? null : group };
}

/** The part of a filter that other screens have, too. @param limits beyond which a face is poor. */
export function commonFilter(
  { find, tag: tagKey, quality }: Pick<LibraryState, 'find' | 'tag' | 'quality'>,
  limits: QualityLimits,
): Partial<Pick<FaceFilter, 'only' | 'tag' | 'text'>> {
  const tag = tagOfKey(tagKey);
  return {
    ...(quality !== 'any' && { only: { limits, poor: quality === 'poor' } }),
    ...(tag !== null && { tag }),
    ...(find.trim() !== '' && { text: find.trim() }),
  };
}

/** The filter that the main process is asked for. @param limits beyond which a face is poor. */
export function filterOf(state: LibraryState, limits: QualityLimits): Partial<Input<'library.faces'>> {
  const { person, folder, from, to, source, strangers, hidden, run, side } = state;
  const taken = { from: dayStart(from), to: dayStart(to, 1) };
  const filter: { -readonly [K in keyof FaceFilter]?: FaceFilter[K] } = commonFilter(state, limits);
  if (person === 'nobody') filter.personId = null;
  else if (person !== '') {
    const ids = peopleIn(person);
    if (ids.length === 1) filter.personId = ids[0]!;
    else filter.personIds = ids;
  }
  if (folder !== '') filter.folder = folder;
  if (taken.from !== undefined || taken.to !== undefined) filter.taken = taken;
  if (source !== 'any') filter.source = source;
  if (strangers !== 'any') filter.ignored = strangers === 'only';
  // Whoever asks for a hidden person means that person.
  if (hidden !== 'any' && (person === '' || person === 'nobody')) filter.hidden = hidden === 'only';
  if (run !== null) filter.run = { runId: run, side };
  return filter;
}

/** Numbers of the people whose faces are wanted. @param person as in the address. */
export const peopleIn = (person: string): number[] => person.split('.').map(Number);

/** Dates are those of the camera's clock, which has no zone. */
function dayStart(date: string, daysLater = 0): number | undefined {
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : at + daysLater * 86_400_000;
}
