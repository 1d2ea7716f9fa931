/** Rows of a table as the journal keeps them, and how one state of a row is put in the place of another. */
import { type Column, columnsOf, type JournaledTable, journaled } from './journal-triggers.ts';
import type { Database, SqlInput } from './sql.ts';

/** Values by column; null: there is no row. */
type Row = Record<string, SqlInput> | null;

/** What rows of a table stand for somebody or something that may be gone meanwhile: then they are not put back. */
const belongTo = [
  { column: 'face_id', table: 'faces', tables: ['labels', 'refusals', 'kept_labels', 'chips', 'thumbnails'] },
  {
    column: 'photo_id',
    table: 'photos',
    tables: ['faces', 'places', 'allowed_twice', 'removed_boxes', 'tags'],
  },
  {
    column: 'person_id',
    table: 'people',
    tables: ['aliases', 'refusals', 'allowed_twice', 'kept_labels', 'tags', 'bare_faces'],
  },
  { column: 'run_id', table: 'runs', tables: ['run_notes'] },
] as const;

/** A table's rows, one undo or redo long. */
export class JournaledRows {
  readonly #db: Database;
  readonly #table: JournaledTable;
  readonly #columns: ReadonlyMap<string, Column>;

  /** @param table as the journal names it, which a library that was tampered with may have from anywhere. */
  constructor(db: Database, table: string) {
    const known = journaled.find((name) => name === table);
    if (known === undefined) throw new Error(`The journal keeps no rows of ${table}.`);
    this.#db = db;
    this.#table = known;
    this.#columns = new Map(columnsOf(db, known).map((column) => [column.name, column]));
  }

  /**
   * Puts one state of a row in the place of another. A row that is as wanted already, or belongs to what is gone, stays as it is.
   * @param from the state that it should have; @param to the state that it gets: JSON, null for no row.
   * @returns false if the row is in neither state: something else has changed it.
   */
  replace(from: string | null, to: string | null): boolean {
    const [expected, wanted] = [this.#parse(from), this.#parse(to)];
    const key = this.#keyOf((expected ?? wanted)!);
    const present = this.#find(key);
    if (isLike(wanted === null ? present : this.#find(this.#keyOf(wanted)), wanted)) return true;
    if (!isLike(present, expected)) return present === null && this.#isOrphan(key);
    if (wanted === null) {
      if (!this.#isPersonInUse(key))
        this.#run(`DELETE FROM ${this.#table} WHERE ${matches(key)}`, named(key));
      return true;
    }
    if (this.#isOrphan({ ...present, ...wanted })) return true;
    return this.#write(key, expected === null, this.#withoutGonePortrait(wanted));
  }

  /** @returns false if another row has taken what is unique. */
  #write(key: NonNullable<Row>, isNew: boolean, wanted: NonNullable<Row>): boolean {
    try {
      const names = Object.keys(wanted);
      if (isNew) {
        const places = names.map((name) => `:${name}`).join(', ');
        this.#run(`INSERT INTO ${this.#table} (${names.join(', ')}) VALUES (${places})`, wanted);
      } else {
        const set = names.map((name) => `${name} = :${name}`).join(', ');
        this.#run(`UPDATE ${this.#table} SET ${set} WHERE ${matches(key)}`, { ...wanted, ...named(key) });
      }
      return true;
    } catch (error) {
      if (((error as { errcode?: number }).errcode ?? 0) % 256 !== constraint) throw error;
      return false;
    }
  }

  #parse(json: string | null): Row {
    if (json === null) return null;
    const values = Object.entries(JSON.parse(json) as Record<string, string | number | null>);
    return Object.fromEntries(
      values
        // A column may have gone with a newer version.
        .filter(([name]) => this.#columns.has(name))
        .map(([name, value]) => [
          name,
          this.#columns.get(name)!.isBlob ? Buffer.from(String(value), 'hex') : value,
        ]),
    );
  }

  #keyOf(row: NonNullable<Row>): NonNullable<Row> {
    return Object.fromEntries(Object.entries(row).filter(([name]) => this.#columns.get(name)!.isKey));
  }

  #find(key: NonNullable<Row>): Row {
    const row = this.#db.prepare(`SELECT * FROM ${this.#table} WHERE ${matches(key)}`).get(named(key));
    return (row as Row | undefined) ?? null;
  }

  /** Somebody whom files have named meanwhile, too, stays. */
  #isPersonInUse({ id }: NonNullable<Row>): boolean {
    return (
      this.#table === 'people' &&
      this.#db
        .prepare(
          'SELECT 1 FROM labels WHERE person_id = :id UNION ALL SELECT 1 FROM bare_faces WHERE person_id = :id',
        )
        .get({ id: id! }) !== undefined
    );
  }

  #isOrphan(row: NonNullable<Row>): boolean {
    return belongTo.some(
      ({ column, table, tables }) =>
        (tables as readonly string[]).includes(this.#table) &&
        row[column] != null &&
        this.#db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(row[column]) === undefined,
    );
  }

  #withoutGonePortrait(row: NonNullable<Row>): NonNullable<Row> {
    const { portrait } = row;
    if (this.#table !== 'people' || portrait === undefined || portrait === null) return row;
    const isThere = this.#db.prepare('SELECT 1 FROM faces WHERE id = ?').get(portrait) !== undefined;
    return isThere ? row : { ...row, portrait: null };
  }

  #run(sql: string, values: NonNullable<Row>): void {
    this.#db.prepare(sql).run(values);
  }
}

/** SQLITE_CONSTRAINT. */
const constraint = 19;

const matches = (key: NonNullable<Row>) =>
  Object.keys(key)
    .map((name) => `${name} = :key_${name}`)
    .join(' AND ');

/** The values of `matches`: a key may get new ones in the same statement. */
const named = (key: NonNullable<Row>) =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [`key_${name}`, value]));

/** Whether a row has the values of a state, which may name some columns only. */
function isLike(present: Row, state: Row): boolean {
  if (present === null || state === null) return present === state;
  return Object.entries(state).every(([name, value]) => {
    const other = present[name];
    return value instanceof Uint8Array
      ? other instanceof Uint8Array && Buffer.compare(value, other) === 0
      : Object.is(value, other) || value === other;
  });
}
