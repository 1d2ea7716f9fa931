/** To which group each photo beside the library belongs: by what its face shows, or by a table that is given with the evaluation. */
import { basename } from 'node:path';
import type { GroupsResult, PhotoGrouping, PhotoGroupsResult } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { bandOf } from '../../src-shared/recognition/index.ts';
import { personName } from '../labels/naming.ts';
import { facesOfGroups } from '../store/evaluation-faces.ts';
import { type ColumnTable, finderByPath, parseColumns, readColumns } from './column-table.ts';
import { bandOfLooks, type Looks, largestGroups, usedBands } from './groups-of-faces.ts';

/** A photo as a table may name it. */
interface NamedPhoto {
  person: string;
  path: string;
}

/** Photos in groups. */
export interface PhotoGroups {
  by: string;
  /** In their order. */
  names: string[];
  /** The group of each photo; null: of none, as nothing is known of it. */
  ofPhoto: (string | null)[];
  /** Whether photos without a face have groups, too. */
  withLost: boolean;
}

/** Groups photos by what their faces show. @param looks of each photo; null: no face was found. */
export type GroupPhotos = (looks: readonly (Looks | null)[]) => PhotoGroups;

/** What the face itself says. */
const ownKinds = ['quality', 'pose'] as const;

/** The columns of a table, and what photos can be grouped by without one. @throws TammesError as `parseColumns` */
export async function photoGroupings(table: string | null): Promise<string[]> {
  if (table === null) return [...ownKinds];
  return [...ownKinds, ...parseColumns(await readColumns(table), table).columns];
}

/**
 * How photos will be grouped. It is asked before they are read, which may take hours: a table that is wrong or not whole is told at once.
 *
 * A row tells of a photo (`path`, or its end), of a person (`person`), or of both; of several that of the photo counts. An empty cell: not
 * known. Rows may tell of more photos than there are, but a photo of which no row tells is refused: it may be misspelt.
 *
 * @returns null if no groups are asked for. @throws TammesError 'grouping-needs-table', 'column-unknown', 'table-line-wrong', 'table-incomplete' or as `parseColumns`
 */
export async function groupingOf(
  { by, columns: file }: PhotoGrouping,
  photos: readonly NamedPhoto[],
): Promise<GroupPhotos | null> {
  if (by === null) return null;
  const kind = ownKinds.find((one) => one === by);
  if (kind !== undefined)
    return (looks) => {
      const ofPhoto = looks.map((one) => one && bandOfLooks(kind, one));
      return { by, names: usedBands(kind, known(ofPhoto)), ofPhoto, withLost: false };
    };
  if (file === null) throw new TammesError('grouping-needs-table', { by });
  const table = parseColumns(await readColumns(file), file);
  if (!table.columns.includes(by))
    throw new TammesError('column-unknown', { path: file, name: by, known: [...ownKinds, ...table.columns] });
  const ofPhoto = valuesOf(table, by, file, photos);
  const names = by === 'age' ? usedBands(by, known(ofPhoto)) : largestGroups(known(ofPhoto));
  return () => ({ by, names, ofPhoto, withLost: true });
}

/** As it is kept: without the way to the table, and without one that was not needed. */
export const keptGrouping = ({ by, columns }: PhotoGrouping): PhotoGrouping => ({
  by,
  columns: columns === null || by === null || ownKinds.some((kind) => kind === by) ? null : basename(columns),
});

/** Groups with the photos that they show. */
export function shownGroups(
  groups: GroupsResult | null,
  photos: readonly { path: string | null }[],
): PhotoGroupsResult | null {
  if (groups === null) return null;
  const ids = new Set(facesOfGroups(groups));
  return {
    ...groups,
    photos: photos.flatMap(({ path }, i) =>
      ids.has(-1 - i) && path !== null ? [{ id: -1 - i, photo: path }] : [],
    ),
  };
}

const known = (groups: readonly (string | null)[]) => groups.filter((one) => one !== null);
const personKey = (name: string) => personName(name.replaceAll('_', ' '));

/** What a table says of each photo. */
function valuesOf(
  { rows }: ColumnTable,
  by: string,
  file: string,
  photos: readonly NamedPhoto[],
): (string | null)[] {
  const people = new Map(photos.map(({ path, person }) => [path, personKey(person)]));
  const find = finderByPath(Array.from(people.keys(), (path) => ({ path, item: path })));
  /** By path and person, by path, and by person, from what counts most. */
  const said = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()] as const;
  for (const { cells, line } of rows) {
    const refuse = (fault: 'nobody' | 'several' | 'twice' | 'age', what: string) => {
      throw new TammesError('table-line-wrong', { path: file, line, fault, what });
    };
    const [path, person] = [cells.path ?? '', cells.person ? personKey(cells.person) : ''];
    if (path === '' && person === '') refuse('nobody', '');
    const found = path === '' ? [] : find(path);
    if (found.length > 1) refuse('several', path);
    // A table may tell of more photos, and of other people on them.
    if (path !== '' && (found.length === 0 || (person !== '' && people.get(found[0]!) !== person))) continue;
    const value = cells[by]!;
    const group = by === 'age' && value !== '' ? bandOf('age', Number(value)) : value;
    if (group === null) refuse('age', value);
    const map = said[path === '' ? 2 : person === '' ? 1 : 0];
    const key = path === '' ? person : found[0]!;
    if ((map.get(key) ?? group) !== group) refuse('twice', path || person);
    map.set(key, group!);
  }
  const values = photos.map(({ path }) => {
    const [ofBoth, ofPhoto, ofPerson] = said;
    return ofBoth.get(path) ?? ofPhoto.get(path) ?? ofPerson.get(people.get(path)!);
  });
  const missing = photos.filter((_, i) => values[i] === undefined);
  if (missing.length > 0) {
    const [missed, of] = [missing.length, photos.length];
    throw new TammesError('table-incomplete', { path: file, photo: missing[0]!.path, missing: missed, of });
  }
  return values.map((value) => value || null);
}
