/** Brings in columns of a table on photos or people, by which heads are judged group by group. */
import type { AddedColumns } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { personName } from '../labels/naming.ts';
import { change } from '../store/journal.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { setTags, type Tag } from '../store/tags.ts';
import { type ColumnTable, finderByPath, parseColumns, readColumns } from './column-table.ts';

type Row = ColumnTable['rows'][number]['cells'];

/** Brings in the columns of a file. @throws TammesError as `addColumns`. */
export async function importColumns(store: Store, path: string): Promise<AddedColumns> {
  return addColumns(store, await readColumns(path), path);
}

/**
 * A heading names the columns: `path`, `person` or both, and groups. Values are of the person on the photo, of everybody on it, or of the
 * person; an empty one takes the value away. `birth_year` becomes the person's. Paths may leave out folders at their beginning.
 *
 * @param name of the file, for messages.
 * @throws TammesError 'columns-not-read' or 'columns-wrong'
 */
export function addColumns({ db }: Store, text: string, name: string): AddedColumns {
  const { columns, rows } = parseColumns(text, name);
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
  for (const { cells: row } of rows) {
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
  const rows = db.prepare('SELECT path, photo_id FROM places WHERE photo_id IS NOT NULL').all();
  const find = finderByPath(rows.map((row) => ({ path: String(row.path), item: Number(row.photo_id) })));
  return (path) => {
    const photos = new Set(find(path));
    return photos.size === 1 ? [...photos][0]! : null;
  };
}

/** @returns null for an empty cell. @throws TammesError 'columns-wrong' */
function yearOf(cell: string, path: string): number | null {
  if (cell === '') return null;
  const year = Number(cell);
  if (Number.isInteger(year) && year >= 1000 && year <= 3000) return year;
  throw new TammesError('columns-wrong', { path, fault: 'year' });
}
