import { type EngineName, engineName } from '../../src-shared/contract/index.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

/** What finds the people nearest to a face: whoever wrote something else into the library gets the exact search. */
export function libraryEngine(db: Database): EngineName {
  return engineName.catch('exact').parse(readSetting(db, 'gallery-engine'));
}

export function setLibraryEngine(db: Database, engine: EngineName): void {
  writeSetting(db, 'gallery-engine', engine);
}
