/** The triggers that write into the journal, made of the tables' columns, so that no column can be forgotten. */
import type { Database } from './sql.ts';

/** Tables whose changes the journal keeps. What follows from others, as shots and the gallery's versions do, is not among them. */
export const journaled = [
  'people',
  'photos',
  'places',
  'faces',
  'chips',
  'thumbnails',
  'labels',
  'aliases',
  'refusals',
  'allowed_twice',
  'kept_labels',
  'removed_boxes',
  'settings',
  'evaluations',
  'tags',
  'sweeps',
  'sweep_trials',
  'run_notes',
  'bare_faces',
] as const;
export type JournaledTable = (typeof journaled)[number];

/** A column as the journal needs it. */
export interface Column {
  name: string;
  isBlob: boolean;
  isKey: boolean;
}

/** Those that are stored; computed ones follow. */
export function columnsOf(db: Database, table: JournaledTable): Column[] {
  return db
    .prepare('SELECT name, type, pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, pk }) => ({ name: String(name), isBlob: type === 'BLOB', isKey: pk !== 0 }));
}

/** They name columns, and would stand in the way of a migration. */
export function dropJournalTriggers(db: Database): void {
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'")
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
}

/** Each change of a row is kept while an entry is open: see `change` in journal.ts. */
export function makeJournalTriggers(db: Database): void {
  for (const table of journaled) {
    const columns = columnsOf(db, table);
    const trigger = (event: string, when: string, before: string, after: string) =>
      db.exec(`CREATE TRIGGER journal_${event}_${table} AFTER ${event} ON ${table}
        WHEN EXISTS (SELECT 1 FROM journal_open)${when} BEGIN
          INSERT INTO journal_rows (entry_id, of_table, before, after)
            SELECT entry_id, '${table}', ${before}, ${after} FROM journal_open;
        END`);
    const differs = columns.map(({ name }) => `old.${name} IS NOT new.${name}`).join(' OR ');
    trigger('insert', '', 'NULL', wholeRow('new', columns));
    trigger('delete', '', wholeRow('old', columns), 'NULL');
    trigger('update', ` AND (${differs})`, changedColumns('old', columns), changedColumns('new', columns));
  }
}

const value = (row: string, { name, isBlob }: Column) => (isBlob ? `hex(${row}.${name})` : `${row}.${name}`);

const wholeRow = (row: string, columns: readonly Column[]) =>
  `json_object(${columns.map((column) => `'${column.name}', ${value(row, column)}`).join(', ')})`;

function changedColumns(row: 'old' | 'new', columns: readonly Column[]): string {
  const parts = columns.map(
    (column) => `SELECT '${column.name}' AS name, ${value(row, column)} AS value
      ${column.isKey ? '' : `WHERE old.${column.name} IS NOT new.${column.name}`}`,
  );
  return `(SELECT json_group_object(name, value) FROM (${parts.join(' UNION ALL ')}))`;
}
