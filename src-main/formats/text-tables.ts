/** Tables as text: CSV for spreadsheets and notebooks, and the two files of TensorFlow's embedding projector. */
import { guarded, toCsv } from '../../src-shared/csv.ts';
import { type Append, type Column, namesOf, type Page, shortest, type Table, widthOf } from './table.ts';

/** A line a row, and a heading; a vector takes a column for each number: `embedding_0`, `embedding_1` … */
export async function writeCsv({ columns, pages }: Table, append: Append): Promise<void> {
  const names = columns.flatMap((column) =>
    widthOf(column) === 0
      ? [column.name]
      : Array.from({ length: widthOf(column) }, (_, i) => `${column.name}_${i}`),
  );
  await append(encoder.encode(toCsv([names])));
  for await (const page of pages(namesOf(columns)))
    await append(encoder.encode(toCsv(rowsOf(page, columns).map((cells) => cells.flatMap(plain)))));
}

/** A line a row and a heading, without vectors: the projector's metadata. */
export async function writeTsv({ columns, pages }: Table, append: Append): Promise<void> {
  const shown = columns.filter((column) => widthOf(column) === 0);
  await append(tsv([namesOf(shown)]));
  for await (const page of pages(namesOf(shown))) await append(tsv(rowsOf(page, shown)));
}

/** A line a vector, without a heading: the projector's vectors. */
export async function writeVectors({ columns, pages }: Table, append: Append): Promise<void> {
  const vectors = columns.filter((column) => widthOf(column) > 0);
  for await (const page of pages(namesOf(vectors)))
    await append(tsv(rowsOf(page, vectors).map((cells) => cells.flatMap(plain))));
}

const encoder = new TextEncoder();

type Cells = ReturnType<Page['column']>;

function rowsOf(page: Page, columns: readonly Column[]): Cells[] {
  const cells = columns.map(({ name }) => page.column(name));
  return Array.from({ length: page.rows }, (_, i) => cells.map((column) => column[i]!));
}

/** A cell as one or several of text or numbers. */
function plain(cell: Cells[number]): (number | string | null)[] {
  return cell instanceof Float32Array ? Array.from(cell, shortest) : [cell];
}

/** TSV has no quotes: what would end a cell becomes a space. */
function tsv(rows: readonly Cells[]): Uint8Array {
  const line = (cells: Cells) =>
    cells.map((cell) =>
      typeof cell === 'string' ? guarded(cell).replaceAll(/[\t\r\n]/g, ' ') : (cell ?? ''),
    );
  return encoder.encode(rows.map((cells) => `${line(cells).join('\t')}\n`).join(''));
}
