/** Writes tables of a library's faces for notebooks and spreadsheets. */
import { resolve } from 'node:path';
import type { TableFormat, TableKind } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { writeNpzTable } from '../formats/npz.ts';
import { writeParquet } from '../formats/parquet.ts';
import { type Append, type Table, widthOf } from '../formats/table.ts';
import { writeCsv, writeTsv, writeVectors } from '../formats/text-tables.ts';
import { openReader } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { type WrittenFiles, writeDataFiles } from './data-files.ts';
import { tableOf } from './export-tables.ts';
import type { JobControls } from './jobs.ts';
import { refuseThere } from './new-files.ts';

export interface TableExport {
  kind: TableKind;
  format: TableFormat;
  /** The file; nothing is overwritten. */
  out: string;
  /** Name or number of a head; absent: the active one. */
  head?: string | undefined;
  /** Whether each face's photo is named. */
  paths: boolean;
}

export interface WrittenTable extends WrittenFiles {
  faces: number;
  columns: string[];
}

/**
 * Rows are read and written some at a time, from the library as it was when this began, whoever changes it meanwhile.
 * @throws TammesError 'file-there', 'file-not-written', 'work-cancelled', or as `tableOf`.
 */
export async function exportTable(
  store: Store,
  { kind, format, out, head, paths }: TableExport,
  { signal, tell }: Pick<JobControls, 'signal' | 'tell'>,
): Promise<WrittenTable> {
  const path = resolve(out);
  await refuseThere(path);
  const db = openReader(store.folder);
  try {
    db.exec('BEGIN');
    const table = await tableOf(store, db, kind, { head, paths });
    const files = filesOf(path, format, table);
    let done = 0;
    const total = table.rows * files.reduce((sum, { passes }) => sum + passes, 0);
    const watched: Table = {
      ...table,
      async *pages(names) {
        for await (const page of table.pages(names)) {
          if (signal.aborted) throw new TammesError('work-cancelled', {});
          yield page;
          done += page.rows;
          tell(done, total);
        }
      },
    };
    const [first, ...others] = files.map(({ path, write }) => ({
      path,
      write: (append: Append) => write(watched, append),
    }));
    return {
      ...(await writeDataFiles(store, 'data', [first!, ...others])),
      faces: table.rows,
      columns: table.columns.map(({ name }) => name),
    };
  } finally {
    db.close();
  }
}

/** A file of a table, and how often it reads all rows. */
interface TableFile {
  path: string;
  passes: number;
  write(table: Table, append: Append): Promise<void>;
}

function filesOf(path: string, format: TableFormat, { columns }: Table): TableFile[] {
  switch (format) {
    case 'csv':
      return [{ path, passes: 1, write: writeCsv }];
    case 'parquet':
      return [{ path, passes: 1, write: writeParquet }];
    case 'npz': {
      const texts = columns.filter(({ type }) => type === 'text').length;
      return [{ path, passes: columns.length + texts, write: writeNpzTable }];
    }
    case 'tsv': {
      if (columns.every((column) => widthOf(column) === 0)) return [{ path, passes: 1, write: writeTsv }];
      const metadata = `${path.replace(/\.tsv$/, '')}.metadata.tsv`;
      return [
        { path, passes: 1, write: writeVectors },
        { path: metadata, passes: 1, write: writeTsv },
      ];
    }
  }
}
