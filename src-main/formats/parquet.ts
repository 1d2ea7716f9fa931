/** Tables as Apache Parquet, which pandas, DuckDB and Spark read. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import {
  type Append,
  type Cell,
  type Column,
  type ColumnType,
  namesOf,
  type Page,
  type Table,
} from './table.ts';

/** Rows that are kept in memory until they are written together. */
const rowsOfGroup = 4000;

/** Vectors are lists of float32; `metadata` has the key `tammes`, as JSON. */
export async function writeParquet({ columns, metadata, pages }: Table, append: Append): Promise<void> {
  const bytes = new ByteWriter();
  const flush = async () => {
    await append(bytes.getBytes());
    bytes.index = 0;
  };
  const writer = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaOf)],
    kvMetadata: [{ key: 'tammes', value: JSON.stringify(metadata) }],
    createdBy: 'Tammes',
  });
  let group: Page[] = [];
  let rows = 0;
  const writeGroup = async () => {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: group.flatMap((page) => page.column(column.name).map((cell) => parquetValue(cell, column.type))),
    }));
    await writer.write({ columnData, rowGroupSize: rowsOfGroup });
    [group, rows] = [[], 0];
  };
  for await (const page of pages(namesOf(columns))) {
    group.push(page);
    rows += page.rows;
    if (rows >= rowsOfGroup) await writeGroup();
  }
  if (rows > 0) await writeGroup();
  await writer.finish();
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

function schemaOf({ name, type }: Column): Schema {
  if (type === 'int') return [{ name, type: 'INT64', repetition_type: 'REQUIRED' }];
  if (type === 'float') return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }];
  if (type === 'text')
    return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }];
  return [
    { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ];
}

function parquetValue(cell: Cell, type: ColumnType): unknown {
  if (type === 'int') return BigInt(cell as number);
  return cell instanceof Float32Array ? Array.from(cell) : cell;
}
