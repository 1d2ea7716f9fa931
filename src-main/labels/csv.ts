import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type NamedFace, type Naming, personName } from './naming.ts';
import { readText } from './read-text.ts';

/** Names by photo: absolute paths in composed characters (NFC). */
export type NamingByPath = ReadonlyMap<string, Naming>;

/**
 * Reads a table of who is on which photo: `path,person` or `path,person,x,y,w,h`, with or without these as a first
 * line. Paths are absolute or below `folder`. A box is in pixels of the upright photo, from its top left
 * corner; without one the photo's main face is meant. Several lines may name several faces of a photo. A heading may name more columns,
 * which are passed over here.
 *
 * @throws TammesError 'file-missing' or 'bad-input' that names the line.
 */
export async function readLabels(path: string, folder: string): Promise<NamingByPath> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new TammesError('labels-not-readable', { path }, { cause });
  });
  const byPath = new Map<string, Naming>();
  for (const { line, cells } of rows(path, text)) {
    const key = resolve(folder, cells[0]!).normalize('NFC');
    const naming = byPath.get(key) ?? { source: 'csv', faces: [] };
    naming.faces.push(namedFace(path, line, cells));
    byPath.set(key, naming);
  }
  return byPath;
}

function rows(path: string, text: string): { line: number; cells: string[] }[] {
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(text, {
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as typeof parsed;
  } catch (error) {
    throw new TammesError('labels-not-parsed', {
      path,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  const all = parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  const heading = all[0]?.cells.map((cell) => cell.toLowerCase());
  if (heading?.[0] !== 'path' || heading[1] !== 'person') return all;
  const columns = boxColumns(heading);
  return all.slice(1).map(({ line, cells }) => ({
    line,
    // A line with more cells than the heading has is read as without one, and refused if it is none.
    cells:
      cells.length > heading.length
        ? cells
        : [cells[0]!, cells[1] ?? '', ...columns.map((column) => cells[column] ?? '')],
  }));
}

/** Where a heading has the box; columns of other names are groups, see `addColumns`. */
function boxColumns(heading: readonly string[]): number[] {
  const named = [['x'], ['y'], ['w', 'width'], ['h', 'height']].map((names) =>
    heading.findIndex((cell) => names.includes(cell)),
  );
  if (named.every((column) => column > 1)) return named;
  return heading.length === 6 ? [2, 3, 4, 5] : [];
}

function namedFace(path: string, line: number, cells: string[]): NamedFace {
  const name = personName(cells[1] ?? '');
  if (cells[0] === '' || name === '')
    throw new TammesError('labels-line-wrong', { path, line, fault: 'nobody' });
  const box = cells.slice(2).filter((cell) => cell !== '');
  if (box.length === 0) return { name, area: null };
  const [x, y, width, height] = box.map(Number);
  const numbers = box.length === 4 && box.every((cell) => Number.isFinite(Number(cell)));
  if (!numbers || width! <= 0 || height! <= 0) {
    throw new TammesError('labels-line-wrong', { path, line, fault: 'box' });
  }
  return { name, area: { x: x!, y: y!, width: width!, height: height!, unit: 'pixel' } };
}
