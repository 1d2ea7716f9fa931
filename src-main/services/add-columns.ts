/** Brings in columns of a table on photos or people, by which heads are judged group by group. */
import { parse } from 'csv-parse/sync';
import type { AddedColumns } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { personName } from '../labels/naming.ts';
import { readText } from '../labels/read-text.ts';
import { change } from '../store/journal.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { setTags, type Tag } from '../store/tags.ts';

/** Columns with a meaning of their own, as in tables of names; all others are groups. */
const known = new Set(['path', 'person', 'x', 'y', 'w', 'h', 'birth_year']);
const [mostColumns, longestValue] = [50, 200];

type Row = Record<string, string>;

/** Brings in the columns of a file. @throws TammesError as `addColumns`. */
export async function importColumns(store: Store, path: string): Promise<AddedColumns> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path }, { cause });
  });
  return addColumns(store, text, path);
}

/**
 * A heading names the columns: `path`, `person` or both, and groups. Values are of the person on the photo, of everybody on it, or of the
 * person; an empty one takes the value away. `birth_year` becomes the person's. Paths may leave out folders at their beginning.
 *
 * @param name of the file, for messages.
 * @throws TammesError 'columns-not-read' or 'columns-wrong'
 */
export function addColumns({ db }: Store, text: string, name: string): AddedColumns {
  const { columns, rows } = readTable(text, name);
  const photoAt = photoFinder(db);
  const personAt = new Map(
    db
      .prepare('SELECT name, id FROM people')
      .all()
      .map((row) => [String(row.name), Number(row.id)]),
  );
  const tags: Tag[] = [];
  const births = new Map<number, number | null>();
  const unmatched: string[] = [];
  for (const row of rows) {
    const of = whomOf(row, photoAt, personAt);
    if (of === null) {
      unmatched.push(row.path || row.person!);
      continue;
    }
    for (const column of columns) tags.push({ ...of, name: column, value: row[column]! });
    if (row.birth_year !== undefined && of.personId !== null)
      births.set(of.personId, yearOf(row.birth_year, name));
  }
  const { entryId } = change(
    db,
    () => {
      setTags(db, tags);
      const set = db.prepare('UPDATE people SET birth_year = ? WHERE id = ?');
      for (const [personId, year] of births) set.run(year, personId);
    },
    () => ({
      action: 'add-columns',
      parameters: {
        columns: births.size > 0 ? [...columns, 'birth_year'] : columns,
        rows: rows.length - unmatched.length,
      },
    }),
  );
  return { entryId, columns, rows: rows.length - unmatched.length, birthYears: births.size, unmatched };
}

/** @throws TammesError 'columns-not-read' or 'columns-wrong' */
function readTable(text: string, name: string): { columns: string[]; rows: Row[] } {
  let rows: Row[];
  try {
    rows = parse(text, { bom: true, trim: true, skip_empty_lines: true, columns: true }) as Row[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TammesError('columns-not-read', { path: name, reason });
  }
  const heading = Object.keys(rows[0] ?? {});
  const columns = heading.filter((column) => !known.has(column));
  const names = heading.includes('path') || heading.includes('person');
  const isEmpty = columns.length === 0 && !heading.includes('birth_year');
  const isTooLong = rows.some((row) => columns.some((column) => row[column]!.length > longestValue));
  if (!names) throw new TammesError('columns-wrong', { path: name, fault: 'heading' });
  if (isEmpty) throw new TammesError('columns-wrong', { path: name, fault: 'none' });
  if (isTooLong || columns.length > mostColumns || columns.some((column) => column.length > 100))
    throw new TammesError('columns-wrong', { path: name, fault: 'long' });
  return { columns, rows };
}

/** Of whom or what a row tells; null: nobody and nothing of the library. */
function whomOf(
  row: Row,
  photoAt: (path: string) => number | null,
  personAt: ReadonlyMap<string, number>,
): { photoId: number | null; personId: number | null } | null {
  const photoId = row.path ? photoAt(row.path) : null;
  const personId = row.person ? (personAt.get(personName(row.person)) ?? null) : null;
  if ((row.path && photoId === null) || (row.person && personId === null)) return null;
  return photoId === null && personId === null ? null : { photoId, personId };
}

/** Finds a photo by the whole of its path, or by the end of it where that is one photo's alone. */
function photoFinder(db: Database): (path: string) => number | null {
  const parts = (path: string) =>
    path
      .normalize('NFC')
      .split(/[\\/]/)
      .filter((part) => part !== '' && part !== '.');
  const byFile = Map.groupBy(
    db
      .prepare('SELECT path, photo_id FROM places WHERE photo_id IS NOT NULL')
      .all()
      .map((row) => ({ parts: parts(String(row.path)), photoId: Number(row.photo_id) })),
    (place) => place.parts.at(-1),
  );
  return (path) => {
    const wanted = parts(path);
    const found = (byFile.get(wanted.at(-1)) ?? []).filter((place) =>
      wanted.every((part, i) => place.parts[place.parts.length - wanted.length + i] === part),
    );
    const photos = new Set(found.map(({ photoId }) => photoId));
    return photos.size === 1 ? found[0]!.photoId : null;
  };
}

/** @returns null for an empty cell. @throws TammesError 'columns-wrong' */
function yearOf(cell: string, path: string): number | null {
  if (cell === '') return null;
  const year = Number(cell);
  if (Number.isInteger(year) && year >= 1000 && year <= 3000) return year;
  throw new TammesError('columns-wrong', { path, fault: 'year' });
}
