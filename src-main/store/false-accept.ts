import type { DatabaseSync } from 'node:sqlite';
import { falseAcceptPresets, falseAcceptRate } from '../../src-shared/contract/index.ts';

/** The rate of strangers taken for somebody that the library's threshold is chosen by. */
export function libraryFalseAccept(db: DatabaseSync): number {
  const row = db.prepare("SELECT value FROM settings WHERE name = 'false-accept'").get();
  return row === undefined ? falseAcceptPresets.balanced : falseAcceptRate.parse(Number(row.value));
}

export function setLibraryFalseAccept(db: DatabaseSync, rate: number): void {
  db.prepare("INSERT OR REPLACE INTO settings VALUES ('false-accept', ?)").run(String(rate));
}
