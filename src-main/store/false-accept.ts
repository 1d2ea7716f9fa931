import { falseAcceptPresets, falseAcceptRate } from '../../src-shared/contract/index.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

/** The rate of strangers taken for somebody that the library's threshold is chosen by. */
export function libraryFalseAccept(db: Database): number {
  const value = readSetting(db, 'false-accept');
  return value === null ? falseAcceptPresets.balanced : falseAcceptRate.parse(Number(value));
}

export function setLibraryFalseAccept(db: Database, rate: number): void {
  writeSetting(db, 'false-accept', String(rate));
}
