/** Tables with columns on photos or people, by which heads are judged group by group. */
import { parse } from 'csv-parse/sync';
import { TammesError } from '../../src-shared/errors/index.ts';
import { readText } from '../labels/read-text.ts';

/** Columns with a meaning of their own, as in tables of names; all others are groups. */
const known = new Set(['path', 'person', 'x', 'y', 'w', 'h', 'birth_year']);
const [mostColumns, longestValue] = [50, 200];

type Cells = Record<string, string>;

/** A table with a heading, whose rows tell of photos, of people, or of people on photos. */
export interface ColumnTable {
  /** Those that are groups. */
  columns: string[];
  /** With the line of the file in which each ends. */
  rows: { cells: Cells; line: number }[];
}

/** The text of a table. @throws TammesError 'input-not-readable' */
export function readColumns(path: string): Promise<string> {
  return readText(path).catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path }, { cause });
  });
}

/** @param name of the file, for messages. @throws TammesError 'columns-not-read' or 'columns-wrong' */
export function parseColumns(text: string, name: string): ColumnTable {
  const rows = rowsOf(text, name);
  const heading = Object.keys(rows[0]?.cells ?? {});
  const columns = heading.filter((column) => !known.has(column));
  const names = heading.includes('path') || heading.includes('person');
  const isEmpty = columns.length === 0 && !heading.includes('birth_year');
  const isTooLong = rows.some(({ cells }) => columns.some((column) => cells[column]!.length > longestValue));
  if (!names) throw new TammesError('columns-wrong', { path: name, fault: 'heading' });
  if (isEmpty) throw new TammesError('columns-wrong', { path: name, fault: 'none' });
  if (isTooLong || columns.length > mostColumns || columns.some((column) => column.length > 100))
    throw new TammesError('columns-wrong', { path: name, fault: 'long' });
  return { columns, rows };
}

function rowsOf(text: string, path: string): ColumnTable['rows'] {
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, columns: true, info: true };
    const parsed = parse(text, options) as unknown as { record: Cells; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TammesError('columns-not-read', { path, reason });
  }
}

/** Finds whatever lies at a path, or at all paths that end with it. @param places what lies where. */
export function finderByPath<T>(places: Iterable<{ path: string; item: T }>): (path: string) => T[] {
  const parts = (path: string) =>
    path
      .normalize('NFC')
      .split(/[\\/]/)
      .filter((part) => part !== '' && part !== '.');
  const byFile = Map.groupBy(
    Array.from(places, ({ path, item }) => ({ parts: parts(path), item })),
    (place) => place.parts.at(-1),
  );
  return (path) => {
    const wanted = parts(path);
    return (byFile.get(wanted.at(-1)) ?? [])
      .filter((place) =>
        wanted.every((part, i) => place.parts[place.parts.length - wanted.length + i] === part),
      )
      .map(({ item }) => item);
  };
}
