/** What people chose for the library, by name. */
import type { Database } from './sql.ts';

/** null: nobody chose, and Tammes' own value counts. */
export function readSetting(db: Database, name: string): string | null {
  const row = db.prepare('SELECT value FROM settings WHERE name = ?').get(name);
  return row === undefined ? null : String(row.value);
}

export function writeSetting(db: Database, name: string, value: string): void {
  db.prepare(
    'INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value);
}

/** The settings that hold what people have written of the library as a whole. */
export const recordTexts = { purposes: 'record-purposes', controller: 'record-controller' } as const;
