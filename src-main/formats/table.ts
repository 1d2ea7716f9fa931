/** Tables as they are written into files, some rows at once, and as they are read. */

/** Whole numbers, other numbers (null: none), text, or vectors of a width. */
export type ColumnType = 'int' | 'float' | 'text' | { vector: number };

export interface Column {
  name: string;
  type: ColumnType;
}

export type Cell = number | string | Float32Array | null;

/** Some rows of a table. */
export interface Page {
  rows: number;
  /** The cells of a column, in the order of rows. */
  column(name: string): readonly Cell[];
}

export interface Table {
  columns: readonly Column[];
  rows: number;
  /** What files say of the table where their format has a place for it. */
  metadata: object;
  /** All rows from the first on, with these columns; formats may ask more than once. */
  pages(names: readonly string[]): AsyncIterable<Page>;
}

/** Columns of a table that were read. */
export interface ReadTable {
  rows: number;
  /** Values by the name of the column: numbers, text, null, or lists of numbers; columns that are not there are absent. */
  columns: Partial<Record<string, readonly unknown[]>>;
  /** What Tammes says of its own files; null for those of others. */
  metadata: unknown;
}

/** Takes a file's bytes, in order. */
export type Append = (bytes: Uint8Array) => Promise<void>;

/** The width of a column's vectors; 0: it has none. */
export const widthOf = ({ type }: Column) => (typeof type === 'object' ? type.vector : 0);

export const namesOf = (columns: readonly Column[]) => columns.map(({ name }) => name);

/** A float32 with as many digits as tell it from all others. */
export const shortest = (value: number) => Number(value.toPrecision(9));
