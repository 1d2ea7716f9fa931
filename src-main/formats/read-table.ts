/** Some columns of a table that other programs wrote: npz, CSV or Parquet. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { TammesError } from '../../src-shared/errors/index.ts';
import { readNpz } from './read-npz.ts';
import type { ReadTable } from './table.ts';

const readers: Partial<Record<string, (path: string, wanted: readonly string[]) => Promise<ReadTable>>> = {
  '.npz': async (path, wanted) => readNpz(await readFile(path), wanted),
  '.csv': readCsv,
  '.parquet': readParquet,
};

/**
 * @param wanted names of columns; in CSV a vector has a column for each number, `feature_0`, `feature_1` …
 * @throws TammesError 'vectors-not-read', or 'vectors-wrong' for a file that is damaged or of another kind.
 */
export async function readTable(path: string, wanted: readonly string[]): Promise<ReadTable> {
  const read = readers[extname(path).toLowerCase()];
  if (read === undefined) throw new TammesError('vectors-wrong', { path, fault: 'ending' });
  try {
    return await read(path, wanted);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (/^E[A-Z]+$/.test(code)) throw new TammesError('vectors-not-read', { path }, { cause });
    throw new TammesError('vectors-wrong', { path, fault: 'damaged' }, { cause });
  }
}

async function readCsv(path: string, wanted: readonly string[]): Promise<ReadTable> {
  const columns: Record<string, unknown[]> = {};
  let places: { name: string; at: number[]; isVector: boolean }[] | null = null;
  let rows = 0;
  const lines: AsyncIterable<string[]> = pipeline(
    createReadStream(path),
    parse({ bom: true, skip_empty_lines: true }),
    // Errors come with the lines.
    () => {},
  );
  for await (const cells of lines) {
    if (places === null) {
      places = wanted.flatMap((name) => placesOf(cells, name));
      for (const { name } of places) columns[name] = [];
      continue;
    }
    rows++;
    for (const { name, at, isVector } of places) {
      const values = at.map((place) => cells[place]!);
      columns[name]!.push(isVector ? Float32Array.from(values, asNumber) : values[0]);
    }
  }
  return { rows, columns, metadata: null };
}

/** An empty cell is no number. */
const asNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));

/** Where a column, or a vector's columns, stand in the heading. */
function placesOf(heading: readonly string[], name: string) {
  const single = heading.indexOf(name);
  if (single >= 0) return [{ name, at: [single], isVector: false }];
  const at: number[] = [];
  for (let i = heading.indexOf(`${name}_0`); i >= 0; i = heading.indexOf(`${name}_${at.length}`)) at.push(i);
  return at.length === 0 ? [] : [{ name, at, isVector: true }];
}

async function readParquet(path: string, wanted: readonly string[]): Promise<ReadTable> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const there = parquetSchema(metadata).children.map(({ element }) => element.name);
  const names = wanted.filter((name) => there.includes(name));
  const rows = names.length === 0 ? [] : await parquetReadObjects({ file, metadata, columns: names });
  const own = metadata.key_value_metadata?.find(({ key }) => key === 'tammes')?.value;
  return {
    rows: Number(metadata.num_rows),
    columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])),
    metadata: own === undefined ? null : JSON.parse(own),
  };
}
